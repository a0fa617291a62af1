"""What the screens of rounds show besides the steps: all wijken, the year, who decided, what was left."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wens.areas.queries import area_by_code
from wens.meetings.models import ActionPoint
from wens.organisations.queries import accounts
from wens.rounds import queries
from wens.rounds.board import Board, boards
from wens.rounds.models import Carried, Decision, Round, Stage, Step, StepKey, StepState
from wens.rounds.steps import KIND

ORDER = {Stage.RUNNING: 1, Stage.PLANNED: 2, Stage.FINISHED: 3}


@dataclass(frozen=True)
class WijkRow:
    """A wijk in the director's view: its running round, or else the next or the last; None: never one."""

    name: str
    code: str
    board: Board | None
    when: str

    @property
    def order(self) -> tuple[int, dt.date, str]:
        """Late first, the most late at the top; then what runs, by its next day; then what is planned; the rest."""
        if self.board is None:
            return 4, dt.date.max, self.name
        if self.board.late:
            return 0, self.board.late[0].step.due_on, self.name
        current = self.board.current
        day = current.step.due_on if current else self.board.round.begins_on
        return ORDER[Stage(self.board.round.state)], day, self.name


def overview() -> list[WijkRow]:
    """Return every wijk with its round, late ones first. A constant number of queries."""
    chosen: dict[str, Round] = {}
    for one in queries.rounds(Stage.PLANNED, Stage.RUNNING, Stage.FINISHED):
        known = chosen.get(one.area_code)
        if known is None or _goes_first(one, known):
            chosen[one.area_code] = one
    names = {area.code: area.name for area in queries.wijken()}
    made = {one.round.area_code: one for one in boards(list(chosen.values()), names)}
    codes = {**names, **{code: made[code].name for code in made}}
    rows = [WijkRow(name, code, made.get(code), _when(made.get(code))) for code, name in codes.items()]
    return sorted(rows, key=lambda row: row.order)


def _goes_first(one: Round, known: Round) -> bool:
    """The round that runs; of the others the planned one before the finished one, and the last of those."""
    rank = (Stage.RUNNING, Stage.PLANNED, Stage.FINISHED)
    return (rank.index(Stage(one.state)), -one.number) < (rank.index(Stage(known.state)), -known.number)


def _when(board: Board | None) -> str:
    if board is None:
        return _("nog geen ronde gepland")
    one = board.round
    if one.state == Stage.PLANNED:
        return _("begint op %(day)s") % {"day": date_format(one.begins_on, "j F Y")}
    if one.state == Stage.FINISHED:
        return _("afgerond op %(day)s") % {"day": date_format(timezone.localtime(one.state_since), "j F Y")}
    current = board.current
    return _("klaar op %(day)s") % {"day": date_format(current.step.due_on, "j F Y")} if current else ""


@dataclass(frozen=True)
class YearRow:
    """A wijk in the year: per month the steps that are due in it."""

    name: str
    months: list[list[Step]]


@dataclass(frozen=True)
class Soon:
    """A step that is due this month or the next, with the name of its wijk."""

    name: str
    step: Step
    is_late: bool


@dataclass(frozen=True)
class Year:
    """The planning of a year; `now`: the number of this month, 0 in another year; `soon`: what is due about now."""

    year: int
    months: list[str]
    rows: list[YearRow]
    now: int
    soon: list[Soon]
    without: list[str]


def year_of(number: int) -> Year:
    """Return the planning of a year for all wijken that have one. Constant queries."""
    names = {area.code: area.name for area in queries.wijken()}
    months: dict[str, list[list[Step]]] = defaultdict(lambda: [[] for _month in range(12)])
    for step in queries.planning(number):
        months[step.round.area_code][step.due_on.month - 1].append(step)
    today = timezone.localdate()
    rows = [YearRow(names.get(code, code), found) for code, found in months.items()]
    return Year(
        year=number,
        months=[str(MONTHS[month]) for month in range(1, 13)],
        rows=sorted(rows, key=lambda row: row.name),
        now=today.month if today.year == number else 0,
        soon=_soon(months, names, today) if today.year == number else [],
        without=sorted(name for code, name in names.items() if code not in months),
    )


def _soon(months: dict[str, list[list[Step]]], names: dict[str, str], today: dt.date) -> list[Soon]:
    """What is open and due until the end of the next month, and what is late: for who plans by telephone."""
    found = [step for rows in months.values() for month in rows[: today.month + 1] for step in month]
    waiting = [step for step in found if step.state == StepState.OPEN and step.round.state != Stage.FINISHED]
    return [
        Soon(names.get(step.round.area_code, step.round.area_code), step, step.due_on < today)
        for step in sorted(waiting, key=lambda step: (step.due_on, step.round.area_code))
    ]


@dataclass(frozen=True)
class Told:
    """A line of the history: what, of which step, with which words, by whom."""

    what: str
    step: str
    note: str
    at: dt.datetime
    by: str


def history(one: Round) -> list[Told]:
    """Return who decided what, by function and organisation; the newest first."""
    found = queries.decisions(one)
    known = {account.as_actor().reference: account.shown_outside for account in accounts()} if found else {}
    return [_told(row, known) for row in found]


def _told(row: Decision, known: dict[str, str]) -> Told:
    step = str(StepKey(row.step).label) if row.step else ""
    return Told(row.get_what_display(), step, row.note, row.at, known.get(row.by, _("beheerder van deze machine")))


@dataclass(frozen=True)
class Left:
    """Something that was carried over: in words, and whether it is settled."""

    row: Carried
    words: str
    settled: bool
    note: str


def left_over(one: Round) -> list[Left]:
    """Return what was carried over; the words of agreements only for who takes part in meetings. Two queries."""
    found = queries.carried(one)
    agreed = {
        point.pk: point
        for point in ActionPoint.objects.filter(pk__in=[row.action for row in found if row.action]).select_related(
            "organisation"
        )
    }
    return [_left(row, agreed) for row in found]


def _left(row: Carried, agreed: dict[UUID, ActionPoint]) -> Left:
    if row.kind == Carried.Kind.STEP:
        name = KIND[StepKey(row.step)].key.label
        words = _("Stap die openbleef: %(step)s") % {"step": name}
    elif row.kind == Carried.Kind.ACTION:
        point = agreed.get(row.action) if row.action else None
        words = _agreement(point)
        if point is not None and point.done_at is not None:
            return Left(row, words, True, _("De partner meldde dit klaar."))
    else:
        words = row.text
    return Left(row, words, row.settled_at is not None, row.note)


def _agreement(point: ActionPoint | None) -> str:
    if point is None:
        return _("Een afspraak van een bijeenkomst die u niet ziet.")
    said = {"who": point.organisation.name, "text": point.text, "day": date_format(point.due_on, "j F Y")}
    return _("Afspraak van %(who)s: %(text)s (klaar op %(day)s)") % said


def names_of(found: Sequence[Round]) -> dict[str, str]:
    """Return the names of the wijken of rounds, by code."""
    codes = {one.area_code for one in found}
    return {area.code: area.name for area in queries.wijken() if area.code in codes}


def slug_of(one: Round) -> str:
    """Return under which name the site knows the wijk of a round; its code also works."""
    area = area_by_code(one.area_code)
    return area.slug if area else one.area_code.lower()
