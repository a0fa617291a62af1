"""Many rows at once into a secured table.

PostgreSQL refuses COPY into a table with row-level security; so rows are copied into a temporary table first and go
from there through the policies, as one statement.
"""

from collections.abc import Iterable, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection


def insert_rows(
    table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], *, extra: str = "", once: bool = False
) -> int:
    """Insert `rows` (values of `columns`) into `table` in the running transaction; returns how many came in.

    `extra`: columns with SQL expressions of our own, as "name = expression, …". `once`: rows that break a unique
    constraint are left out. Names are never taken from outside.
    """
    names = ", ".join(f'"{name}"' for name in columns)
    added = dict(part.split(" = ", 1) for part in extra.split(", ")) if extra else {}
    with connection.cursor() as cursor, _arriving(cursor, table, names):
        with cursor.copy(f"COPY arriving ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        into = ", ".join([names, *added])
        chosen = ", ".join([names, *added.values()])
        cursor.execute(
            f"INSERT INTO {table} ({into}) SELECT {chosen} FROM arriving"  # noqa: S608 -- names of our own
            + (" ON CONFLICT DO NOTHING" if once else "")
        )
        return int(cursor.rowcount)


@contextmanager
def _arriving(cursor: Any, table: str, names: str) -> Any:
    cursor.execute(f"CREATE TEMPORARY TABLE arriving AS SELECT {names} FROM {table} WITH NO DATA")  # noqa: S608
    yield
    cursor.execute("DROP TABLE arriving")
