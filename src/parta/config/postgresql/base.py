"""«Королев» finds «Королёв» on PostgreSQL, as `config.database` has it on SQLite."""

from django.db.backends.postgresql import base, operations

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
