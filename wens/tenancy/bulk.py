"""Many rows at once into a secured table.

PostgreSQL refuses COPY into a table with row-level security, and the application may not make temporary tables; so
columns travel as arrays and go through the policies as one statement per batch.
"""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from django.db import connection, models

BATCH = 20_000


def insert_rows(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]], *, once: bool = False
) -> int:
    """Insert `rows` (values of `columns`, names of fields or of their columns) in the running transaction.

    `once`: rows that break a unique constraint are left out. Returns how many came in. Memory holds one batch.
    """
    fields = {field.column: field for field in model._meta.concrete_fields}
    kinds = [
        fields[name].rel_db_type(connection) if fields[name].is_relation else _kind(fields[name]) for name in columns
    ]
    names = ", ".join(connection.ops.quote_name(name) for name in columns)
    arrays = ", ".join(f"%s::{kind}[]" for kind in kinds)
    table = connection.ops.quote_name(model._meta.db_table)
    statement = f"INSERT INTO {table} ({names}) SELECT * FROM unnest({arrays})"  # noqa: S608 -- names of our models
    statement += " ON CONFLICT DO NOTHING" if once else ""
    waiting, entered = iter(rows), 0
    with connection.cursor() as cursor:
        while batch := list(islice(waiting, BATCH)):
            cursor.execute(statement, [list(column) for column in zip(*batch, strict=True)])
            entered += int(cursor.rowcount)
    return entered


def _kind(field: "models.Field[Any, Any]") -> str:
    """The type in the database without its length: an array of varchar(6) would cut in silence."""
    return str(field.db_type(connection)).partition("(")[0]
