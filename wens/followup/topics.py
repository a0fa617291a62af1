"""What follows from what happened: a table from topic to the letters that it makes.

A topic that is not in the table is a mistake that somebody must see: its row ends in the red list.
"""

from collections.abc import Callable

from wens.audit.models import Outgoing
from wens.followup.actions import writing
from wens.followup.actions.finding import answer_link_requests
from wens.followup.models import Letter
from wens.followup.queries import directors
from wens.organisations.actions.invitations import is_open
from wens.organisations.models import Account, Invitation
from wens.voices.models import Contribution, Handover, Message, State

Kind = Letter.Kind
Follow = Callable[[Outgoing], None]


class UnknownTopic(Exception):
    """Nobody said what follows from this topic."""


def follow(row: Outgoing) -> None:
    """Make what follows from `row`. Raises UnknownTopic, and whatever goes wrong in making it."""
    if row.topic not in FOLLOWS:
        raise UnknownTopic(row.topic)
    FOLLOWS[row.topic](row)


def _received(row: Outgoing) -> None:
    if one := _contribution(row):
        writing.to_writers(Kind.RECEIVED, one, cause=str(row.pk), data={})


def _changed(row: Outgoing) -> None:
    one, state = _contribution(row), row.data["state"]
    if one is None:
        return
    if state in (State.WITHDRAWN, State.ERASED):
        writing.cancel_for(one)
    elif state in TOLD:
        organisation = str(one.handler_id or "")
        writing.to_writers(
            TOLD[state], one, cause=str(row.pk), data={"state": state, "organisation": organisation}
        )  # fmt: skip


TOLD = {
    State.WITH_PARTNER: Kind.HANDED_OVER,
    State.PARKED: Kind.PARKED,
    State.MERGED: Kind.MERGED,
    **dict.fromkeys((State.RESOLVED, State.NOT_RESOLVED, State.NOT_OURS, State.LAPSED), Kind.ENDED),
}


def _message_sent(row: Outgoing) -> None:
    message = Message.objects.filter(pk=row.data["message"]).select_related("contribution").first()
    if message is None or message.direction != Message.Direction.TO_WRITER:
        return
    one = message.contribution
    kind = Kind.ASKED if one.state == State.ASKED else Kind.ANSWERED
    writing.to_writers(kind, one, cause=str(row.pk), data={})


def _offered(row: Outgoing) -> None:
    handover = _handover(row)
    if handover and handover.state == Handover.State.OFFERED:
        kind = Kind.URGENT if handover.is_urgent else Kind.OFFERED
        writing.to_partner(kind, handover, cause=f"handover:{handover.pk}")


def _invited(row: Outgoing) -> None:
    invitation = Invitation.objects.filter(pk=row.data["invitation"]).first()
    if invitation and is_open(invitation):
        writing.to_invited(invitation, cause=str(row.pk))


def _urgent(row: Outgoing) -> None:
    """Who is on duty hears too; the mailbox of the partner has its letter by the offer itself."""
    handover = _handover(row)
    on_duty = Account.objects.filter(pk=row.data["account"], is_active=True).first()
    if handover and handover.state == Handover.State.OFFERED:
        writing.to_partner(Kind.URGENT, handover, cause=f"handover:{handover.pk}", also=on_duty)


def _reopened(row: Outgoing) -> None:
    """The owner hears that it is not over; without one, those who direct do."""
    one = _contribution(row)
    if one is None:
        return
    for account in [one.owner] if one.owner and one.owner.is_active else directors():
        writing.to_account(Kind.REOPENED, account, cause=str(row.pk), contribution=one)


def _link_asked(row: Outgoing) -> None:  # noqa: ARG001  all that wait are answered together
    answer_link_requests()


def _nothing(row: Outgoing) -> None:
    """What happened is told by another topic."""


FOLLOWS: dict[str, Follow] = {
    "voices.contribution.received": _received,
    "voices.contribution.changed": _changed,
    "voices.contribution.urgent": _urgent,
    "voices.message.sent": _message_sent,
    "voices.handover.offered": _offered,
    "voices.handover.answered": _nothing,
    "organisations.account.invited": _invited,
    "privacy.request.answered": _nothing,  # the privacy officer gives the answer, by the way that was asked for
    "meetings.invited": _nothing,  # who is invited finds it on the page of the meetings
    "meetings.cancelled": _nothing,
    "meetings.minutes.published": _nothing,
    "followup.contribution.reopened": _reopened,
    "followup.link.asked": _link_asked,
}


def _contribution(row: Outgoing) -> Contribution | None:
    """The contribution that a row is about; None when it was removed since."""
    return Contribution.objects.filter(pk=row.data["contribution"]).first()


def _handover(row: Outgoing) -> Handover | None:
    found = Handover.objects.select_related("organisation", "contribution")
    return found.filter(pk=row.data["handover"]).first()
