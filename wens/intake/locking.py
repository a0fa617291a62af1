"""One import at a time: a lock in the database, which lets go when its transaction ends, however it ends."""

from collections.abc import Callable

from django.db import OperationalError, connection
from psycopg.errors import LockNotAvailable

LOCK = 0x57454E53  # "WENS"
LONGEST_WAIT = "15min"


class BusyError(RuntimeError):
    """Another import holds the lock and does not let go."""


def hold(waiting: Callable[[], None]) -> None:
    """Take the lock of imports until the running transaction ends; calls `waiting` first when somebody else has it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if cursor.fetchone()[0]:
            return
        waiting()
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [LONGEST_WAIT])
        try:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        except OperationalError as error:
            if isinstance(error.__cause__, LockNotAvailable):
                raise BusyError(
                    f"Another import has been busy for more than {LONGEST_WAIT}. Nothing was loaded; try again later."
                ) from error
            raise
