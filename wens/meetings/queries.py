"""Shared reads on meetings. Inside `acting`; what is confidential asks who reads, and the database asks again."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet, Sum
from django.utils import timezone

from wens.meetings.converging import STANCE
from wens.meetings.models import (
    ActionPoint,
    Invitation,
    Meeting,
    PublicText,
    PublishedMinutes,
    Question,
    Stance,
    State,
    Statement,
)
from wens.meetings.people_in_text import CHECKED, hints_in, look
from wens.meetings.rules import TAKE_PART, invited_as, manages, takes_part
from wens.tenancy.asking import Prepared
from wens.tenancy.context import Actor, acting, current

SHOWN_AFTER = (State.OPEN, State.CLOSED, State.MINUTES, State.APPROVED, State.PUBLISHED)
"""From the opening on, all at the table see what was put ready; before it everybody sees the own part."""


@dataclass(frozen=True)
class Shown:
    """A statement as somebody at the table sees it, with `who` brought it in and the `stances` of all organisations.

    `mine`: the own organisation brought it in; `own`: may change the words, also because one leads.
    """

    statement: Statement
    who: str
    stances: tuple[Stance, ...]
    mine: bool
    own: bool
    my_opinion: str
    hints: tuple[str, ...]
    look: str
    approved: str

    @property
    def may_be_projected(self) -> bool:
        """Tell whether a hall may see it: nobody is recognisable, or who wrote it looked again."""
        return not self.hints or self.statement.looked_at

    @property
    def facts(self) -> str:
        """Return how big, how often and how sure, in words."""
        of = self.statement
        said = (of.get_size_display(), of.get_frequency_display(), of.get_sureness_display())
        return ", ".join(str(fact) for fact in said if fact)

    @property
    def new_key(self) -> uuid.UUID:
        """Return the id of an edit to come, so that a form sent twice counts once."""
        return uuid.uuid4()

    @property
    def my_heads(self) -> list[str]:
        """Return which stances of the own organisation stand: a new one is made over those."""
        heads: list[str] = self.statement.heads.get(STANCE + current().organisation, [])
        return heads


def meeting(key: uuid.UUID) -> Meeting | None:
    """Return the meeting with this key, or none."""
    return _MEETING.one(key)


_MEETING = Prepared(lambda key: Meeting.objects.filter(pk=key).order_by(), ids=1)


def meetings_of(by: Actor) -> list[Meeting]:
    """Return the meetings that `by` leads or is invited to: those to come first, then the latest."""
    if TAKE_PART not in current().rights or by != current().actor:
        return []
    found = Meeting.objects.all()
    if not manages(by):
        found = found.filter(pk__in=Invitation.objects.filter(invited_as(by)).values("meeting_id"))
    now = timezone.now()
    coming = list(found.filter(ends_at__gte=now).order_by("starts_at")[:100])
    return [*coming, *found.filter(ends_at__lt=now).order_by("-starts_at")[:100]]


def invited_to(organisation: uuid.UUID) -> list[Meeting]:
    """Return the meetings to come for which an organisation as a whole is invited: when and where, not what is said.

    Civic groups take no part in the confidential side of a meeting, so the lock on it opens for this one question.
    """
    now = current()
    with acting(now.gemeente, now.actor, rights=now.rights | {"take_part_in_meetings"}, organisation=str(organisation)):
        invited = Invitation.objects.filter(organisation_id=organisation, account=None)
        found = Meeting.objects.filter(pk__in=invited.values("meeting_id"), ends_at__gte=timezone.now())
        return list(found.order_by("starts_at"))


def invitation_of(one: Meeting, by: Actor) -> Invitation | None:
    """Return the invitation that holds for `by`, the personal one first, or none."""
    mine = one.invitations.filter(invited_as(by)).select_related("organisation")
    return mine.order_by("account_id").first()


def questions_for(one: Meeting) -> list[Question]:
    """Return the questions to everybody and to the own organisation of who asks."""
    own = Q(organisation=None)
    if current().organisation:
        own |= Q(organisation_id=current().organisation)
    return list(one.questions.filter(own))


def statements(one: Meeting, by: Actor, *, after: int = 0) -> list[Shown]:
    """Return what was said and changed after a position (withdrawn ones too, so that a screen takes them away).

    Who does not sit at the table gets nothing; before the opening everybody gets the own organisation's. Stances and
    approved texts are asked for only where there can be any: forty devices look again every second.
    """
    if not takes_part(one, by):
        return []
    said = _SAID.every(one.pk, after)
    if one.state not in SHOWN_AFTER:
        said = [statement for statement in said if str(statement.organisation_id) == current().organisation]
    approved: dict[uuid.UUID, str] = {}
    if proposed := [statement.pk for statement in said if statement.may_be_public]:
        approved = dict(PublicText.objects.filter(statement_id__in=proposed).values_list("statement_id", "text"))
    stances = _stances_of(
        [statement.pk for statement in said if any(name.startswith(STANCE) for name in statement.heads)]
    )
    return [_shown(statement, stances[statement.pk], approved.get(statement.pk, ""), by) for statement in said]


def _said(meeting: uuid.UUID, after: int) -> QuerySet[Statement]:
    """What follows from edits in time and changed after a position."""
    found = Statement.objects.filter(meeting=meeting, position__gt=after).exclude(heads={})
    return found.annotate(who=F("organisation__name"))


_SAID = Prepared(_said, ids=1, numbers=1)


def _stances_of(statements: list[uuid.UUID]) -> dict[uuid.UUID, list[Stance]]:
    """Return per statement what organisations think of it, by their names."""
    found: dict[uuid.UUID, list[Stance]] = defaultdict(list)
    if statements:
        stances = Stance.objects.filter(statement_id__in=statements).select_related("organisation")
        for stance in stances.order_by("organisation__name"):
            found[stance.statement_id].append(stance)
    return found


def _shown(statement: Statement, stances: list[Stance], approved: str, by: Actor) -> Shown:
    texts = {name: getattr(statement, name) for name in CHECKED}
    mine = str(statement.organisation_id) == current().organisation
    kinds = {hint.kind for hints in hints_in(texts).values() for hint in hints}
    return Shown(
        statement=statement,
        who=statement.who,  # type: ignore[attr-defined]
        stances=tuple(stances),
        mine=mine,
        own=mine or manages(by),
        my_opinion=next((one.opinion for one in stances if str(one.organisation_id) == current().organisation), ""),
        hints=tuple(sorted(kinds)),
        look=look(texts),
        approved=approved,
    )


def agreement(one: Meeting, by: Actor) -> dict[str, list[tuple[Statement, dict[str, list[str]]]]]:
    """Return per theme the statements, each with the names of organisations by opinion: for the weighing."""
    found: dict[str, list[tuple[Statement, dict[str, list[str]]]]] = defaultdict(list)
    for shown in statements(one, by):
        if shown.statement.withdrawn:
            continue
        by_opinion: dict[str, list[str]] = defaultdict(list)
        for stance in shown.stances:
            by_opinion[stance.opinion].append(stance.organisation.name)
        found[shown.statement.theme].append((shown.statement, dict(by_opinion)))
    return dict(found)


def actions_of(organisation: uuid.UUID) -> list[ActionPoint]:
    """Return what an organisation still has to do, the first due first."""
    waiting = ActionPoint.objects.filter(organisation_id=organisation, done_at=None)
    return list(waiting.select_related("meeting").order_by("due_on"))


def public_meetings(area_codes: Sequence[str] = ()) -> list[Meeting]:
    """Return the public meetings to come (also those that do not go on), in these areas or in all."""
    found = Meeting.objects.filter(is_public=True, ends_at__gte=timezone.now()).order_by("starts_at")
    return list(found.filter(area_codes__overlap=list(area_codes)) if area_codes else found)[:100]


def public_meeting(key: uuid.UUID) -> Meeting | None:
    """Return a meeting that everybody may see: public itself, or with published minutes."""
    seen = Q(is_public=True) | Q(state=State.PUBLISHED)
    return Meeting.objects.filter(seen, pk=key).select_related("published").prefetch_related("agenda").first()


def published(area_codes: Sequence[str] = ()) -> list[PublishedMinutes]:
    """Return the published minutes, the latest meeting first, of these areas or of all."""
    found = PublishedMinutes.objects.filter(meeting__state=State.PUBLISHED).select_related("meeting")
    if area_codes:
        found = found.filter(meeting__area_codes__overlap=list(area_codes))
    return list(found.order_by("-meeting__starts_at")[:100])


def places_left(one: Meeting) -> int | None:
    """Return how many people can still sign up; None: no limit."""
    if one.places is None:
        return None
    taken: int = one.guests.aggregate(all=Sum("people"))["all"] or 0
    return max(0, one.places - taken)


def public_texts(area_codes: Sequence[str], *, since: dt.date) -> list[PublicText]:
    """Return what professionals said of these areas that everybody may read: of meetings with published minutes."""
    found = PublicText.objects.filter(
        meeting__area_codes__overlap=list(area_codes),
        meeting__starts_at__date__gte=since,
        meeting__state=State.PUBLISHED,
    )
    return list(found.select_related("meeting"))
