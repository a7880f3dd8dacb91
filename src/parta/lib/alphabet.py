"""The order of names in Russian: «ё» is taken for «е», so «Ёлкин» stands with «Е» and not before «А» or after «я».

Databases compare letters by their numbers, where «Ё» comes before «А» and «ё» after «я»; a list of a class is ordered
by the school's alphabet instead. The same rule three times: for a statement, for a queryset, for values in memory.
"""

from django.db.models import F, Func

NAME = ("last_name", "first_name", "patronymic")
TEMPLATE = "REPLACE(REPLACE(%(expressions)s, 'Ё', 'Е'), 'ё', 'е')"


def by_name_sql(table: str) -> str:
    """The terms of ORDER BY for people, by the table's alias: last name, first name, patronymic."""
    return ", ".join(TEMPLATE % {"expressions": f"{table}.{column}"} for column in NAME)


def by_name(path: str = "") -> list[Func]:
    """The same for `order_by` and Meta.ordering; `path` leads to the person: «pupil__»."""
    return [Func(F(f"{path}{column}"), template=TEMPLATE) for column in NAME]


def letters(text: str) -> str:
    """The key to sort text by: sorted(names, key=letters)."""
    return text.replace("Ё", "Е").replace("ё", "е")
