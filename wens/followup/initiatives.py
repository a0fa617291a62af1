"""What follows from initiatives: staff hear what waits, who brought one hears each step, who supports one confirms."""

from uuid import UUID

from django.urls import reverse
from django.utils import translation

from wens.audit.models import Outgoing
from wens.followup.actions import writing
from wens.followup.elsewhere import OWNERS, Owner
from wens.followup.models import Letter
from wens.followup.queries import directors
from wens.initiatives import queries
from wens.initiatives.actions.reaching import open_initiator, open_reach, reaching
from wens.initiatives.hashing import token_of
from wens.initiatives.models import InitiatorContact, Reach, What

Kind, To = Letter.Kind, Letter.To


def waits(row: Outgoing) -> None:
    """Those who direct hear that there is something to read: an idea, an answer, an offer to help."""
    key = UUID(row.data["initiative"])
    for account in directors():
        writing.to_account(Kind.IDEA, account, cause=str(row.pk), about=key)


def moved(row: Outgoing) -> None:
    """Who brought it hears that it stands differently, or that there is a question."""
    _to_initiator(Kind.IDEA_ASKED if row.data["what"] == What.ASK else Kind.IDEA_MOVED, row)


def passed_on(row: Outgoing) -> None:
    """Who brought it hears that somebody wants to help; who that is stands behind the code."""
    _to_initiator(Kind.IDEA_HELPER, row)


def to_confirm(row: Outgoing) -> None:
    """Who supports it confirms that the address is theirs."""
    held = queries.supporter(UUID(row.data["supporter"]))
    if held and held.confirmed_at is None:
        writing.to_owned(Kind.IDEA_CONFIRM, To.SUPPORTER, held.pk, cause=str(row.pk), language=held.language)


def _to_initiator(kind: Letter.Kind, row: Outgoing) -> None:
    one = queries.initiative(UUID(row.data["initiative"]))
    with reaching():
        can = one and InitiatorContact.objects.filter(initiative=one, email__isnull=False).exists()
    if one and can:
        writing.to_owned(kind, To.INITIATOR, one.pk, cause=str(row.pk), language=one.language)


def _initiator(key: UUID) -> str:
    with reaching():
        contact = InitiatorContact.objects.filter(initiative=key).first()
        return open_initiator(contact).email if contact else ""


def _area(key: UUID) -> str:
    one = queries.initiative(key)
    return one.area_code if one else ""


def _supporter(key: UUID) -> str:
    with reaching():
        reach = Reach.objects.filter(supporter=key).first()
        return open_reach(reach).email if reach else ""


def _follow(key: UUID) -> str:
    one = queries.initiative(key)
    with translation.override(one.language if one else "nl"):
        return reverse("initiatives-public:follow")


def _confirm(key: UUID) -> str:
    held = queries.supporter(key)
    with translation.override(held.language if held else "nl"):
        return reverse("initiatives-public:confirm", args=[key, token_of("confirm", key)])


OWNERS[To.INITIATOR] = Owner(address=_initiator, path=_follow, area=_area)
OWNERS[To.SUPPORTER] = Owner(address=_supporter, path=_confirm)
