"""Questions that every request asks, put into SQL once: Django's compiler takes longer over them than the database."""

from collections.abc import Callable
from functools import cached_property
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)
FIRST_NUMBER = 1_900_000_000
"""Signs for numbers begin here: no question has such a number of its own, and every integer column takes it."""


class Prepared(Generic[M]):
    """A question over ids and numbers: `ask` makes its queryset from `ids` values of UUID and `numbers` of int.

    Each is used as it is given. The row-level policies hold as for any other query: what is kept is the text, not the
    answer. An id may be None, which equals nothing.
    """

    def __init__(self, ask: Callable[..., "QuerySet[M]"], *, ids: int, numbers: int = 0) -> None:
        self.ask = ask
        self.signs: list[UUID | int] = [UUID(int=at) for at in range(ids)]
        self.signs += [FIRST_NUMBER + at for at in range(numbers)]

    def every(self, *values: UUID | int | None) -> list[M]:
        """Return the rows that the question finds; an annotation of the queryset is an attribute of the row."""
        model, sql, _places = self._made
        return list(model._default_manager.raw(sql, self._put(values)))

    def one(self, *values: UUID | int | None) -> M | None:
        """Return the row that the question finds (never more than one), or None."""
        return next(iter(self.every(*values)), None)

    def any(self, *values: UUID | int | None) -> bool:
        """Tell whether the question finds something."""
        _model, sql, _places = self._made
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT EXISTS ({sql})", self._put(values))
            return bool(cursor.fetchone()[0])

    def _put(self, values: tuple[UUID | int | None, ...]) -> list[Any]:
        given = dict(zip(self.signs, values, strict=True))
        return [given[each] if isinstance(each, UUID | int) and each in given else each for each in self._made[2]]

    @cached_property
    def _made(self) -> tuple[type[M], str, tuple[Any, ...]]:
        """Compile the question with signs for values, and see where the compiler puts them."""
        asked = self.ask(*self.signs)
        sql, places = asked.query.sql_with_params()
        return asked.model, sql, places
