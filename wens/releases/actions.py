"""The one place that writes the ledger."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import connection

from wens.audit.actions import record
from wens.tenancy.context import Actor, current

COLUMNS = ("area_code", "generation", "indicator", "period", "count", "value")


class Released(NamedTuple):
    """One number as it becomes public; a cell without count and value says nothing and is left out."""

    area_code: str
    generation: int
    indicator: str
    period: str
    count: float | None
    value: float | None


def enter(*, edition: int, numbers: Iterable[Released], by: Actor) -> int:
    """Enter what `edition` makes public, in the running transaction; returns how many numbers had never been public.

    A number that was public before keeps the edition and the moment of its first time.
    """
    columns = ", ".join(COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE released (area_code text, generation int, indicator text, period text, "
            "count float8, value float8) ON COMMIT DROP"
        )
        with cursor.copy(f"COPY released ({columns}) FROM STDIN") as copy:
            for number in numbers:
                if number.count is not None or number.value is not None:
                    copy.write_row(number)
        cursor.execute(
            f"INSERT INTO releases_release (gemeente, {columns}, edition, first_released_at) "  # noqa: S608 -- our own names
            f"SELECT %s, {columns}, %s, now() FROM released ON CONFLICT DO NOTHING",
            [current().gemeente, edition],
        )
        entered = int(cursor.rowcount)
        cursor.execute("DROP TABLE released")
    record("releases.entered", subject=f"edition:{edition}", by=by, data={"numbers": entered})
    return entered
