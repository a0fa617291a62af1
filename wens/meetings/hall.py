"""Shared reads on the evening with residents: the list of what was heard, what still waits, who was not there.

A text stands here only while it is public: what a trained person has not approved yet is counted and not shown, what
was taken back leaves a line that says so.
"""

import uuid
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Max, Q, Sum

from wens.meetings.actions.hall import READABLE
from wens.meetings.models import Expected, Group, GroupEdit, Meeting, Reaction
from wens.meetings.models import State as MeetingState
from wens.meetings.rules import takes_part
from wens.tenancy.context import Actor
from wens.voices.definitions import subjects
from wens.voices.models import Contribution, State

GONE = (State.WITHDRAWN, State.ERASED)


@dataclass(frozen=True)
class Voice:
    """A contribution of the evening in its public words (`text` empty: taken back); `rivals`: other groups it is in."""

    id: uuid.UUID
    text: str
    subject: str
    street: str
    group: uuid.UUID | None
    heads: tuple[str, ...]
    rivals: tuple[str, ...]


@dataclass(frozen=True)
class Heard:
    """A group with what was said; `heads` and `rivals` as in :class:`wens.meetings.models.Group`."""

    id: uuid.UUID
    title: str
    voices: tuple[Voice, ...]
    heads: dict[str, list[str]]
    rivals: tuple[str, ...]


@dataclass(frozen=True)
class Evening:
    """What was heard: groups in the order in which they were made, what is in none, and how much waits to be read."""

    groups: tuple[Heard, ...]
    loose: tuple[Voice, ...]
    waiting: int
    told: int


def told_at(one: Meeting) -> list[Contribution]:
    """Return what was told with the code of a meeting, the first one first; without what its writer took back."""
    if one.occasion is None:
        return []
    found = Contribution.objects.filter(occasion=one.occasion.code, covenant=None).exclude(state__in=GONE)
    return list(found.select_related("placed").order_by("received_at", "pk"))


def evening(one: Meeting) -> Evening:
    """Return what was heard at a meeting, as everybody may see it. Three queries."""
    titles = {group.pk: group.title for group in one.groups.all()}
    there = {group.pk: group for group in one.groups.filter(removed=False)}
    told = told_at(one)
    of: dict[uuid.UUID | None, list[Voice]] = defaultdict(list)
    for contribution in told:
        voice = _voice(contribution, titles)
        group = voice.group if voice.group in there else None
        if voice.text or group:
            of[group].append(voice)
    groups = tuple(_heard(group, of[group.pk]) for group in there.values())
    return Evening(groups, tuple(of[None]), sum(not each.cleaned_at for each in told), len(told))


def _voice(one: Contribution, titles: dict[uuid.UUID, str]) -> Voice:
    placed = getattr(one, "placed", None)
    subject = subjects().get(one.subject)
    rivals = [titles.get(uuid.UUID(each), "") if each else "" for each in placed.conflicts] if placed else []
    return Voice(
        id=one.pk,
        text=one.cleaned_text if one.is_public else "",
        subject=subject.label if subject else "",
        street=one.street if one.is_public else "",
        group=placed.group if placed else None,
        heads=tuple(placed.heads.get("group", ())) if placed else (),
        rivals=tuple(rivals),
    )


def _heard(group: Group, voices: list[Voice]) -> Heard:
    return Heard(group.pk, group.title, tuple(voices), group.heads, tuple(group.conflicts))


def tag(one: Meeting) -> str:
    """Return a sign that changes with everything that a screen of the evening shows. Two queries."""
    code = one.occasion.code if one.occasion else ""
    told = Contribution.objects.filter(occasion=code, covenant=None) if code else Contribution.objects.none()
    counted = told.aggregate(all=Count("pk"), steps=Sum("version"))
    said = one.reactions.aggregate(all=Count("pk"), handled=Max("handled_at"), right=Count("pk", filter=RIGHT))
    return "-".join(map(str, (one.position, one.version, *counted.values(), *said.values())))


RIGHT = Q(kind=Reaction.Kind.RIGHT)


def reactions(one: Meeting, by: Actor) -> list[Reaction]:
    """Return what was said of the list with words, what is to be handled first; for who sits at the table."""
    if not takes_part(one, by):
        return []
    found = one.reactions.exclude(RIGHT).order_by("handled_at", "at")
    return sorted(found, key=lambda each: (each.handled_at is not None, each.at))


def how_many_recognise(one: Meeting) -> tuple[int, int]:
    """Return how often the list was recognised, and how often something else was said that is not handled yet."""
    counted = one.reactions.aggregate(right=Count("pk", filter=RIGHT), open=Count("pk", filter=~RIGHT & OPEN))
    return counted["right"], counted["open"]


OPEN = Q(handled_at=None)


def can_undo(one: Meeting, by: Actor) -> bool:
    """Tell whether `by` grouped something that was not taken back yet."""
    mine = GroupEdit.objects.filter(meeting=one, author=by.reference)
    undone = mine.filter(undoes__isnull=False).values("undoes")
    return mine.filter(undoes=None).exclude(batch__in=undone).exists()


def is_readable(one: Meeting) -> bool:
    """Tell whether everybody can read the list: from the opening on, with a code and something in it."""
    return one.is_public and one.occasion_id is not None and one.state in READABLE


def missed(one: Meeting) -> dict[str, list[Expected]]:
    """Return the groups that were expected, by whether they came (empty: nobody said yet)."""
    found: dict[str, list[Expected]] = defaultdict(list)
    for each in one.expected.all():
        found[each.came].append(each)
    return dict(found)


def to_read() -> list[tuple[Meeting, int]]:
    """Return the meetings of which the hall waits until its words are read, each with how many those are."""
    going_on = Meeting.objects.filter(occasion__isnull=False, state__in=(MeetingState.OPEN, MeetingState.CLOSED))
    found = [(one, sum(not each.cleaned_at for each in told_at(one))) for one in going_on.select_related("occasion")]
    return [(one, waiting) for one, waiting in found if waiting]
