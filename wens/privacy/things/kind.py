"""What can be asked about a kind of thing that is kept of people; every kind says this in a class of its own."""

from abc import ABC
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wens.privacy.actions.erasing import Why
from wens.privacy.models import Found
from wens.privacy.paper import Block
from wens.tenancy.context import Actor

Outcome = Found.Outcome
ALWAYS = frozenset({Outcome.KEPT, Outcome.STRUCK})
"""What can be done with anything: leave it, or take a name out of its texts."""


@dataclass(frozen=True)
class Fix:
    """Something that can be corrected (AVG art. 16): its name in the form, what it is called, what it says now."""

    name: str
    label: str | Promise
    value: str = ""
    is_long: bool = False


class Kind(ABC):
    """A kind of thing. A method that is not overridden belongs to an outcome that the kind does not have (`can`)."""

    model: ClassVar[type[models.Model]]
    name: ClassVar[str | Promise]
    can: ClassVar[frozenset[Outcome]] = ALWAYS
    section: ClassVar[str] = ""
    """Under which name it stands in the copy for a machine."""
    struck_from: ClassVar[str | Promise] = _("Hij gaat weg uit deze tekst en uit eerdere versies ervan.")
    errors: ClassVar[tuple[type[Exception], ...]] = ()
    """What its package raises with words for a person."""
    erasing_does: ClassVar[str | Promise] = ""
    """What erasing takes away and what it leaves, for who decides."""

    @property
    def label(self) -> str:
        """Return how a request names the kind: app.Model."""
        return self.model._meta.label

    def line(self, key: UUID) -> str | None:
        """Return in one line what it is and how it stands; None when it was erased."""
        raise NotImplementedError

    def copy(self, key: UUID, *, for_third: bool) -> dict[str, Any]:
        """Return what is kept, as plain values; `for_third`: for who is named in it and did not write it."""
        raise NotImplementedError

    def paper(self, copied: dict[str, Any]) -> list[Block]:
        """Return a copy as a person reads it."""
        raise NotImplementedError

    def fixes(self, _key: UUID, /) -> tuple[Fix, ...]:
        """Return what can be corrected."""
        return ()

    def correct(self, key: UUID, said: Mapping[str, str], by: Actor) -> None:
        """Correct what is filled in, by the names of the fixes. Raises what its own package raises for a person."""
        raise NotImplementedError

    def restrict(self, key: UUID, by: Actor) -> None:
        """Take it off the public pages (AVG art. 18)."""
        raise NotImplementedError

    def erase(self, key: UUID, why: Why, by: Actor) -> None:
        """Erase it for good and enter that in the ledger (AVG art. 17). Raises as :meth:`correct`."""
        raise NotImplementedError

    def came_back(self, key: UUID) -> bool:
        """Tell whether there is something of it to erase (again, after a restore)."""
        raise NotImplementedError
