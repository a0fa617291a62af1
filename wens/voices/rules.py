"""In which capacity somebody acts on a contribution; the steps of :mod:`wens.voices.states` ask here."""

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from wens.access.seeing import Item, Tier, Viewer
from wens.tenancy.context import Actor, current
from wens.tenancy.security import COVENANT_RIGHT
from wens.voices.models import Attachment, Contribution, Handover
from wens.voices.states import Who

OPEN_HANDOVER = (Handover.State.OFFERED, Handover.State.ACCEPTED)


class NotAllowed(Exception):
    """This person may not do this with this contribution; the message says who may."""


def item_of(one: Contribution) -> Item:
    """Return what decides who sees the cleaned text, the place and the state of a contribution.

    What was written itself, and contact details, ask for more: `read_originals` and `read_contacts`.
    """
    tier: Tier = "public" if one.is_public else "partners"
    return Item(tier, _whose(one), one.covenant_id, needs="triage_contributions")


def item_of_photo(photo: Attachment) -> Item:
    """Return what decides who sees a photo: who reads originals, and after a person looked at it who sees the text."""
    if photo.is_public:
        return item_of(photo.contribution)
    return Item("partners", frozenset(), photo.contribution.covenant_id, needs="read_originals")


def seen_by(viewer: Viewer) -> Q:
    """Return which contributions somebody sees: `item_of` for a list, in one query (a test holds them together)."""
    seen = Q(is_public=True)
    if viewer.has_dealings:
        seen |= Q(handler_id=viewer.organisation) | Q(group_id=viewer.organisation)
    if "triage_contributions" in viewer.rights:
        seen = Q()
    if COVENANT_RIGHT in viewer.rights:
        return seen
    return seen & (Q(covenant__isnull=True) | Q(covenant__in=viewer.covenants))


def _whose(one: Contribution) -> frozenset[UUID]:
    return frozenset(each for each in (one.handler_id, one.group_id) if each)


def open_handover(one: Contribution) -> Handover | None:
    """Return the offer that a partner has yet to answer, or is working on."""
    return one.handovers.filter(state__in=OPEN_HANDOVER).select_related("organisation").first()


def capacities(one: Contribution, by: Actor) -> frozenset[Who]:
    """Return how `by` may act on `one`. A writer is known by the follow code, which the caller has verified.

    A partner acts only on what is offered to, or with, the own organisation: with an account, or with the link in a
    letter, for which `acting` was given the organisation. The machine and jobs act only as the system.
    """
    now = current()
    if by != now.actor:
        return frozenset()
    if by.kind in ("machine", "job"):
        return frozenset({Who.SYSTEM})
    found = {Who.TRIAGE} if by.kind == "account" and "triage_contributions" in now.rights else set()
    if "answer_contributions" in now.rights and now.organisation:
        handover = open_handover(one)
        if handover is not None and str(handover.organisation_id) == now.organisation:
            found.add(Who.PARTNER)
    return frozenset(found)


def need_triage(by: Actor) -> None:
    """Refuse who is not a trained reader of contributions. Raises NotAllowed."""
    if by.kind != "account" or by != current().actor or "triage_contributions" not in current().rights:
        raise NotAllowed(_("Alleen een behandelaar van meldingen doet dit, met een eigen account."))
