"""What follows from what happened: a table from topic to the letters that it makes.

A topic that is not in the table is a mistake that somebody must see: its row ends in the red list.
"""

import uuid
from collections.abc import Callable

from wens.audit.models import Outgoing
from wens.followup import elsewhere, figure_signals, granting, initiatives, news, signals, weighed, wijkbeheer
from wens.followup.actions import writing
from wens.followup.actions.finding import answer_link_requests
from wens.followup.models import Letter
from wens.followup.queries import directors
from wens.meetings.models import Invitation as MeetingInvitation
from wens.organisations.actions.invitations import is_open
from wens.organisations.models import Account, Invitation
from wens.plans.models import Action, Milestone, Part
from wens.voices.models import Contribution, Handover, Message, State

Kind = Letter.Kind
Follow = Callable[[Outgoing], None]


class UnknownTopic(Exception):
    """Nobody said what follows from this topic."""


def follow(row: Outgoing) -> None:
    """Make what follows from `row`. Raises UnknownTopic, and whatever goes wrong in making it."""
    what = FOLLOWS.get(row.topic) or elsewhere.FOLLOWS.get(row.topic)
    if what is None:
        raise UnknownTopic(row.topic)
    what(row)


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


def _secured(row: Outgoing) -> None:
    """Who logs in hears of each change in how, so that a change by somebody else does not go by unseen."""
    account = Account.objects.filter(pk=row.data["account"], is_active=True).first()
    if account:
        writing.to_account(Kind.SECURITY, account, cause=str(row.pk), data={"changed": row.data["changed"]})


def _convened(row: Outgoing) -> None:
    invited = MeetingInvitation.objects.filter(pk=row.data["invitation"]).select_related("organisation", "account")
    if one := invited.first():
        writing.to_convened(Kind.MEETING, one.organisation, one.account, cause=str(row.pk), about=one.meeting_id)


def _moved(row: Outgoing) -> None:
    _to_all_invited(Kind.MEETING_MOVED, row)


def _called_off(row: Outgoing) -> None:
    _to_all_invited(Kind.MEETING_OFF, row)


def _minuted(row: Outgoing) -> None:
    _to_all_invited(Kind.MINUTES, row)


def _to_all_invited(kind: Letter.Kind, row: Outgoing) -> None:
    """Who was invited hears, also who said no: the answer may have changed. Guests leave no address."""
    invited = MeetingInvitation.objects.filter(meeting=row.data["meeting"]).select_related("organisation", "account")
    for one in invited:
        writing.to_convened(kind, one.organisation, one.account, cause=str(row.pk), about=one.meeting_id)


def _heard(row: Outgoing) -> None:
    """Who told something in the hall, and left an address, can read back what was heard there."""
    for one in Contribution.objects.filter(occasion=row.data["occasion"]):
        writing.to_writers(Kind.HEARD, one, cause=str(row.pk), data={"meeting": row.data["meeting"]})


def _round_due(row: Outgoing) -> None:
    """Those who direct hear which wijk waits: a round has no other owner."""
    for account in directors():
        writing.to_account(Kind.ROUND_DUE, account, cause=str(row.pk), data={name: row.data[name] for name in ROUND})


ROUND = ("area", "due")


def _part_offered(row: Outgoing) -> None:
    """The partner is asked to sign, unless it did since."""
    part = Part.objects.select_related("organisation").filter(pk=row.data["part"]).first()
    if part and not part.is_signed:
        writing.to_organisation(Kind.ACTION_SIGN, part.organisation, cause=str(row.pk), about=part.action_id)


def _action_due(row: Outgoing) -> None:
    """Each partner with a step that is due by then gets a link that opens this one action."""
    steps = Milestone.objects.filter(
        action=row.data["action"], done_at=None, dropped_at=None, due_on__lte=row.data["due"]
    )
    for part in Part.objects.filter(milestones__in=steps).select_related("organisation").distinct():
        writing.to_organisation(
            Kind.ACTION_DUE, part.organisation, cause=str(row.pk), about=part.action_id, data={"due": row.data["due"]}
        )


def _action_waits(row: Outgoing) -> None:
    """Those who direct hear that an action needs something; what, stands behind the login."""
    if Action.objects.filter(pk=row.data["action"]).exists():
        for account in directors():
            writing.to_account(Kind.ACTION_HELP, account, cause=str(row.pk), about=uuid.UUID(row.data["action"]))


def _nothing(row: Outgoing) -> None:
    """Needs no letter of its own: the reason stands beside the topic."""


# What is announced by a package above this one is added by that package, when it is ready (`wens.privacy.apps`).
FOLLOWS: dict[str, Follow] = {
    "voices.contribution.received": _received,
    "voices.contribution.changed": _changed,
    "voices.contribution.urgent": _urgent,
    "voices.message.sent": _message_sent,
    "voices.handover.offered": _offered,
    "voices.handover.answered": _nothing,  # the step that it takes tells the writer: voices.contribution.changed
    "organisations.account.invited": _invited,
    "organisations.account.secured": _secured,
    "meetings.invited": _convened,
    "meetings.moved": _moved,
    "meetings.cancelled": _called_off,
    "meetings.minutes.published": _minuted,
    "meetings.heard.sent": _heard,
    "rounds.step.due": _round_due,
    "bottlenecks.urgent": weighed.urgent,
    "bottlenecks.decided": weighed.decided,
    "bottlenecks.text.approved": weighed.approved,
    "bottlenecks.role.asked": weighed.role_asked,
    "rounds.dossier.signed": _nothing,  # who waits for it sees it on the screen of the round, the same moment
    "plans.part.offered": _part_offered,
    "plans.action.due": _action_due,
    "plans.action.late": _action_waits,
    "plans.action.stuck": _action_waits,
    "plans.action.reported": weighed.action_moved,
    "plans.action.moved": weighed.action_moved,
    "works.work.shown": wijkbeheer.shown,
    "works.work.moved": wijkbeheer.moved,
    "reports.published": _nothing,  # stands on the page of the wijk, the same moment
    "budgets.application.received": granting.received,
    "budgets.application.asked": granting.asked,
    "budgets.application.decided": granting.decided,
    "budgets.advice.waits": granting.advice_waits,
    "districts.subscription.asked": news.asked,
    "districts.text.published": news.published,
    "signalling.worry.waits": signals.waits,
    "signalling.worry.due": signals.due,
    "signalling.worry.late": signals.late,
    "signalling.worry.told": signals.told,
    "signalling.signals.found": _nothing,  # the weekly list tells it, so that mail comes once a week
    "signalling.signal.knelpunt": figure_signals.knelpunt,
    "initiatives.received": initiatives.waits,
    "initiatives.help.offered": initiatives.waits,
    "initiatives.moved": initiatives.moved,
    "initiatives.helper.passed_on": initiatives.passed_on,
    "initiatives.support.asked": initiatives.to_confirm,
    "followup.contribution.reopened": _reopened,
    "followup.link.asked": _link_asked,
}


def _contribution(row: Outgoing) -> Contribution | None:
    """The contribution that a row is about; None when it was removed since."""
    return Contribution.objects.filter(pk=row.data["contribution"]).first()


def _handover(row: Outgoing) -> Handover | None:
    found = Handover.objects.select_related("organisation", "contribution")
    return found.filter(pk=row.data["handover"]).first()
