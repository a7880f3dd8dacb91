"""PostgreSQL finds «Королёв» by «Королев», as `config.database` has it on SQLite; and checks what it keeps cheaply."""

from django.db.backends.postgresql import base, operations
from psycopg import OperationalError
from psycopg.pq import ConnStatus

WHATEVER_CASE = ("iexact", "icontains", "istartswith", "iendswith")
FOLD = "REPLACE({}, 'Ё', 'Е')"  # both sides are in capitals already


class DatabaseOperations(operations.DatabaseOperations):
    def lookup_cast(self, lookup_type: str, internal_type: str | None = None) -> str:
        cast: str = super().lookup_cast(lookup_type, internal_type)
        return FOLD.format(cast) if lookup_type in WHATEVER_CASE else cast


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations
    operators = base.DatabaseWrapper.operators | {
        name: base.DatabaseWrapper.operators[name].replace("UPPER(%s)", FOLD.format("UPPER(%s)"))
        for name in WHATEVER_CASE
    }

    def is_usable(self) -> bool:
        """Read what the server may have said meanwhile, its farewell too; Django asks it something each request."""
        if self.connection is None:
            return False
        try:
            self.connection.pgconn.consume_input()
            self.connection.pgconn.consume_input()  # behind the farewell there is the end
        except OperationalError:
            return False
        return bool(self.connection.pgconn.status == ConnStatus.OK)
