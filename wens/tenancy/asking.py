"""Questions that every request asks, put into SQL once: Django's compiler takes longer over them than the database."""

from collections.abc import Callable
from functools import cached_property
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)


class Prepared(Generic[M]):
    """A question over ids: `ask` makes the queryset of it, from `ids` values of UUID, each used as it is given.

    The row-level policies hold as for any other query: what is kept is the text, not the answer. A value may be None,
    which equals nothing.
    """

    def __init__(self, ask: Callable[..., "QuerySet[M]"], ids: int) -> None:
        self.ask, self.ids = ask, ids

    def one(self, *ids: UUID | None) -> M | None:
        """Return the row that the question finds (never more than one), or None."""
        model, sql, _names = self._made
        return next(iter(model._default_manager.raw(sql, self._values(ids))), None)

    def any(self, *ids: UUID | None) -> bool:
        """Tell whether the question finds something."""
        _model, sql, _names = self._made
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT EXISTS ({sql})", self._values(ids))
            return bool(cursor.fetchone()[0])

    def _values(self, ids: tuple[UUID | None, ...]) -> list[Any]:
        return [ids[value.int] if isinstance(value, UUID) else value for value in self._made[2]]

    @cached_property
    def _made(self) -> tuple[type[M], str, tuple[Any, ...]]:
        """Compile the question with the ids 0, 1, 2 … and see where the compiler puts them."""
        query = self.ask(*(UUID(int=number) for number in range(self.ids))).query
        sql, values = query.sql_with_params()
        return query.model, sql, values
