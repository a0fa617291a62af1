"""Bringing a contribution under a covenant: from then on it exists for the parties only, and is never public."""

import uuid

from django.utils.translation import gettext as _

from wens.access.models import Category, Covenant
from wens.access.queries import covenant as covenant_of
from wens.access.queries import open_to
from wens.areas.queries import newest, parts_of
from wens.audit.actions import record
from wens.organisations.models import Organisation
from wens.tenancy.context import Actor, current
from wens.voices.actions.stepping import VoicesError, change, locked, subject_of
from wens.voices.models import Contribution
from wens.voices.rules import need_triage, open_handover


def own_covenants(area_code: str, category: Category = Category.CONTRIBUTIONS) -> list[Covenant]:
    """Return the covenants of the acting organisation that are open today, share `category`, and cover an area."""
    own = uuid.UUID(current().organisation) if current().organisation else None
    found = (covenant_of(key) for key in sorted(open_to(own)))
    return [one for one in found if one is not None and _shares(one, category) and _covers(one, area_code)]


def bring_under_covenant(
    *, contribution: uuid.UUID, covenant: uuid.UUID, by: Actor, seen: int | None = None
) -> Contribution:
    """Bring a contribution under a covenant of the own organisation. Raises VoicesError, NotAllowed, Conflict."""
    need_triage(by)
    one = locked(contribution, seen)
    chosen = next((each for each in own_covenants(one.area_code) if each.pk == covenant), None)
    if chosen is None:
        raise VoicesError(_("Dit convenant is niet open voor uw organisatie, deze plek en wat bewoners vertellen."))
    if one.is_public:
        raise VoicesError(_("Deze tekst is openbaar. Haal de tekst eerst van de site."))
    given = open_handover(one)
    if given is not None:
        need_party(chosen.pk, given.organisation)
    change(one, covenant=chosen)
    _note("voices.contribution.under_covenant", one, chosen, by)
    return one


def take_from_covenant(*, contribution: uuid.UUID, by: Actor, seen: int | None = None) -> Contribution:
    """Bring a contribution back to all who normally see it. Raises NotAllowed, Conflict."""
    need_triage(by)
    one = locked(contribution, seen)
    was = one.covenant
    if was is not None:
        change(one, covenant=None)
        _note("voices.contribution.from_covenant", one, was, by)
    return one


def need_party(covenant: uuid.UUID, organisation: Organisation) -> None:
    """Refuse an organisation that the covenant does not open for: it would be offered what it cannot see."""
    if covenant not in open_to(organisation.pk):
        raise VoicesError(
            _("%(name)s is geen partij bij het convenant waar deze melding onder valt.") % {"name": organisation.name}
        )


def _shares(one: Covenant, category: Category) -> bool:
    return any(each.category == category for each in one.categories.all())


def _covers(one: Covenant, area_code: str) -> bool:
    """Tell whether the place of a contribution lies inside the area of a covenant, in the newest division."""
    if not one.area_codes or area_code in one.area_codes:
        return True
    year = newest("buurt")
    if year is None:
        return False
    inside = {buurt for code in one.area_codes for buurt in parts_of(code, year)}
    parts = set(parts_of(area_code, year))
    return bool(parts) and parts <= inside


def _note(name: str, one: Contribution, covenant: Covenant, by: Actor) -> None:
    record(name, subject=subject_of(one), by=by, data={"covenant": str(covenant.pk)})
