"""One context manager for request, job, on_commit callback and stream.

A plain ``SET`` would leak over pooled connections and ``SET LOCAL`` does nothing in autocommit, therefore the tenant is
set with ``set_config(…, true)`` inside a transaction that this module opens itself.
"""

import functools
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Literal, TypeVar

from django.db import connection, transaction

GEMEENTE_SETTING = "wens.gemeente"
ACTOR_SETTING = "wens.actor"
RIGHTS_SETTING = "wens.rights"
ORGANISATION_SETTING = "wens.organisation"

T = TypeVar("T")


class NoTenant(RuntimeError):
    """Code reached the register without saying for which gemeente and in whose name."""


@dataclass(frozen=True)
class Actor:
    """Who does something: an account, this machine's administrator, a job, or the public."""

    kind: Literal["account", "machine", "job", "public"]
    id: str
    name: str

    @classmethod
    def machine(cls) -> "Actor":
        """Return the administrator of this machine, who uses the command line."""
        return cls("machine", "cli", "beheerder van deze machine")

    @classmethod
    def public(cls) -> "Actor":
        """Return a visitor without an account."""
        return cls("public", "", "bezoeker")

    @classmethod
    def job(cls, name: str) -> "Actor":
        """Return the background job ``name``."""
        return cls("job", name, f"taak {name}")

    @property
    def reference(self) -> str:
        """Return the form in which the audit trail stores the actor."""
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True)
class Acting:
    """The gemeente and the actor of the running transaction, and what the second lock opens for that actor.

    `rights` are names that `wens.tenancy.security.guard_reading` asks for; `organisation` is the id of the partner for
    whom the actor works. Both are empty unless they are given: a job asks for the rights that it needs, by name.
    """

    gemeente: str
    actor: Actor
    rights: frozenset[str] = frozenset()
    organisation: str = ""


_acting: ContextVar[Acting | None] = ContextVar("wens_acting", default=None)


def current() -> Acting:
    """Return who acts now; raise :class:`NoTenant` outside :func:`acting`."""
    now = _acting.get()
    if now is None:
        raise NoTenant("Open wens.tenancy.context.acting(gemeente, actor) before touching the register.")
    return now


def current_gemeente() -> str:
    """Return the code of the acting gemeente, the default of every tenant column.

    Outside :func:`acting` it is empty, which the tenant policy refuses on writing: Django makes instances in its own
    checks, where nobody acts.
    """
    now = _acting.get()
    return now.gemeente if now else ""


def _tell_database(now: Acting | None) -> None:
    settings = {
        GEMEENTE_SETTING: now.gemeente if now else "",
        ACTOR_SETTING: now.actor.reference if now else "",
        RIGHTS_SETTING: ",".join(sorted(now.rights)) if now else "",
        ORGANISATION_SETTING: now.organisation if now else "",
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT " + ", ".join("set_config(%s, %s, true)" for _ in settings),
            [part for setting in settings.items() for part in setting],
        )


@contextmanager
def acting(gemeente: str, actor: Actor, *, rights: Iterable[str] = (), organisation: str = "") -> Iterator[Acting]:
    """Open a transaction in which only the rows of ``gemeente`` (code, ``GM0153``) exist.

    Nests: the inner block may act for another gemeente, the outer one is restored after it. After an error the
    savepoint's rollback restores the outer setting, because PostgreSQL undoes local settings with it.
    """
    outer = _acting.get()
    now = Acting(gemeente, actor, frozenset(rights), organisation)
    ends_here = not connection.in_atomic_block  # then PostgreSQL forgets the settings with the transaction
    with transaction.atomic():
        _tell_database(now)
        token = _acting.set(now)
        try:
            yield now
        finally:
            _acting.reset(token)
        if not ends_here and not connection.needs_rollback:
            _tell_database(outer)


def become(actor: Actor, *, rights: Iterable[str] = (), organisation: str = "") -> None:
    """Change the actor of the running block, when the request turns out to come from a known account."""
    now = Acting(current().gemeente, actor, frozenset(rights), organisation)
    _acting.set(now)
    _tell_database(now)


def after_commit(callback: Callable[[], None]) -> None:
    """Run ``callback`` after the commit, in a transaction of its own for the same gemeente and actor."""
    now = current()

    @functools.wraps(callback)
    def in_own_transaction() -> None:
        with acting(now.gemeente, now.actor, rights=now.rights, organisation=now.organisation):
            callback()

    transaction.on_commit(in_own_transaction)


def stream(produce: Callable[[], Iterable[T]]) -> Iterator[T]:
    """Yield what ``produce()`` yields, in a transaction that lives as long as the stream."""
    now = current()

    def generator() -> Iterator[T]:
        with acting(now.gemeente, now.actor, rights=now.rights, organisation=now.organisation):
            yield from produce()

    return generator()
