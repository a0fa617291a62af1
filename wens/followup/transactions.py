"""A transaction that is really committed when it ends.

What a mail server was told cannot be undone, so what we know about it may not hang on a transaction around it.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from wens.tenancy.context import Actor, acting
from wens.tenancy.security import COVENANT_RIGHT

LOCKS = 0x57454E53
"""The first key of our advisory locks in PostgreSQL ("WENS"); the second one says which."""


@contextmanager
def committed(gemeente: str, by: Actor, rights: Iterable[str] = ()) -> Iterator[None]:
    """Act for `gemeente` in a transaction of its own. Raises RuntimeError inside another one.

    Letters and reminders follow what stands under a covenant too: the writer, and the party that has it, hear of it.
    """
    with transaction.atomic(durable=True), acting(gemeente, by, rights={*rights, COVENANT_RIGHT}):
        yield


@contextmanager
def alone(what: str) -> Iterator[bool]:
    """Hold the lock `what` of the whole installation; yields False at once when another process holds it.

    The lock belongs to the connection with the database: it ends with the process, also when that is killed.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, hashtext(%s))", [LOCKS, what])
        held = bool(cursor.fetchone()[0])
    try:
        yield held
    finally:
        if held:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, hashtext(%s))", [LOCKS, what])
