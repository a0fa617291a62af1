"""Somebody who gets the news of a wijk by mail, on request."""

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from wens.areas.queries import area_by_code
from wens.districts.actions import SubscribeError, address_of, change_address, unsubscribe
from wens.districts.models import Subscription
from wens.privacy.actions.erasing import Why, enter_erased
from wens.privacy.paper import Block, heading, table
from wens.privacy.things.kind import Fix, Kind, Outcome
from wens.tenancy.context import Actor

NAMES = {"area": "Nieuws over", "email": "E-mailadres", "asked": "Gevraagd op", "confirmed": "Bevestigd op"}


class Subscriptions(Kind):
    """A subscription to news: an address and an area."""

    model = Subscription
    name = _("nieuws per mail")
    section = "subscriptions"
    can: ClassVar[frozenset[Outcome]] = frozenset({Outcome.KEPT, Outcome.GIVEN, Outcome.CORRECTED, Outcome.ERASED})
    errors = (SubscribeError,)
    erasing_does = _("Het adres gaat weg. Er komt geen nieuws meer.")

    def line(self, key: UUID) -> str | None:
        """See the kind."""
        one = Subscription.objects.filter(pk=key).first()
        return f"{_area(one.area_code)}. {_day(one.asked_at)}." if one else None

    def copy(self, key: UUID, *, for_third: bool) -> dict[str, Any]:
        """See the kind; it is of nobody but who asked for the news."""
        one = None if for_third else Subscription.objects.filter(pk=key).first()
        if one is None:
            return {"id": str(key), **dict.fromkeys(NAMES, "")}
        return {
            "id": str(key),
            "area": _area(one.area_code),
            "email": address_of(one),
            "asked": _day(one.asked_at),
            "confirmed": _day(one.confirmed_at) if one.confirmed_at else "",
        }

    def paper(self, copied: dict[str, Any]) -> list[Block]:
        """See the kind."""
        facts = [(name, copied[key]) for key, name in NAMES.items() if copied[key]]
        return [heading("Nieuws per mail"), table(("Gegeven", "Inhoud"), facts)]

    def fixes(self, _key: UUID, /) -> tuple[Fix, ...]:
        """See the kind."""
        return (Fix("email", _("Juist e-mailadres")),)

    def correct(self, key: UUID, said: Mapping[str, str], by: Actor) -> None:
        """Let the news go to another address. Raises wens.districts.actions.SubscribeError."""
        change_address(subscription=key, email=said.get("email", ""), by=by)

    def erase(self, key: UUID, why: Why, by: Actor) -> None:
        """See the kind."""
        unsubscribe(subscription=key, by=by)
        enter_erased(of=self.label, key=key, why=why, by=by)

    def came_back(self, key: UUID) -> bool:
        """See the kind."""
        return Subscription.objects.filter(pk=key).exists()


def _area(code: str) -> str:
    found = area_by_code(code)
    return found.name if found else code


def _day(at: Any) -> str:
    return date_format(timezone.localtime(at), "j F Y")
