"""A wijkbeheerplan as everybody reads it: the words that were signed, and how each work stands today."""

from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from wens.areas.queries import AreaRow
from wens.voices.heard import Voice
from wens.works import queries
from wens.works.content import WorkLine, kept_in
from wens.works.kinds import name_of as kind_name
from wens.works.models import Period, Purpose, State, Version, VersionState, What, Work, WorkStep

TONES = {State.DONE: "done", State.NOT_DONE: "stopped", State.CARRIED: "carried", State.BUSY: "busy"}


@dataclass(frozen=True)
class ShownWork:
    """One work on the page. `steps`: what happened since the outside knows of it, the last first."""

    line: WorkLine
    state: str
    reason: str
    tone: str
    steps: list[WorkStep] = field(default_factory=list)
    told: list[Voice] = field(default_factory=list)
    silent: bool = False  # it also came from what is not public
    from_year: int | None = None
    from_reason: str = ""
    to_year: int | None = None

    @property
    def anchor(self) -> str:
        """How its place on the page is called."""
        return f"werk-{self.line.number}"

    @property
    def kind(self) -> str:
        """What kind of work it is, in the language of the page."""
        return kind_name(self.line.kind)

    @property
    def period(self) -> str:
        """When in the year."""
        return str(Period(self.line.period).label)

    @property
    def state_name(self) -> str:
        """How it stands, in words."""
        return state_name(self.state)

    @property
    def asked(self) -> bool:
        """Whether it came from what residents told."""
        return bool(self.told) or self.silent


@dataclass(frozen=True)
class ShownPlan:
    """A version of a plan with its works; `is_now`: how they stand today, else how they stood then."""

    version: Version
    area: AreaRow
    works: list[ShownWork]
    is_now: bool

    @property
    def year(self) -> int:
        """The year of the plan."""
        return self.version.plan.year

    @property
    def is_proposal(self) -> bool:
        """Whether residents were asked what they think of it."""
        return self.version.purpose == Purpose.PROPOSAL

    @property
    def can_react(self) -> bool:
        """Whether residents can react today."""
        last = self.version.react_before
        return self.is_now and self.is_proposal and last is not None and timezone.localdate() <= last

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was taken back."""
        return self.version.state == VersionState.WITHDRAWN

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many works stand where, in the order of the states; states without works are left out."""
        states = [State(one.state) for one in self.works]
        return [(str(state.label), states.count(state)) for state in State if state in states]


def plan_of(version: Version, area: AreaRow) -> ShownPlan:
    """Return the version that everybody reads, with how its works stand today. Seven queries, however many works."""
    lines = kept_in(version)
    now = queries.works([line.key for line in lines])
    voices = queries.voices_behind(now)
    return ShownPlan(version, area, [_work(line, now.get(line.key), voices) for line in lines], is_now=True)


def plan_then(version: Version, area: AreaRow) -> ShownPlan:
    """Return a version as it was signed, with how its works stood that day."""
    works = [ShownWork(line, line.state, line.reason, TONES.get(State(line.state), "")) for line in kept_in(version)]
    return ShownPlan(version, area, works, is_now=False)


def _work(line: WorkLine, now: Work | None, voices: dict[UUID, list[Voice]]) -> ShownWork:
    if now is None:
        return ShownWork(line, line.state, line.reason, TONES.get(State(line.state), ""))
    heard = voices.get(now.pk, [])
    told = [one for one in heard if one.public_text]
    after = getattr(now, "next", None)
    return ShownWork(
        line=line, state=now.state, reason=now.reason, tone=TONES.get(State(now.state), ""), steps=_steps(now),
        told=told, silent=len(told) < len(now.contributions.all()),
        from_year=now.previous.plan.year if now.previous else None, from_reason=now.previous.reason if now.previous
        else "", to_year=after.plan.year if after else None,
    )  # fmt: skip


def _steps(one: Work) -> list[WorkStep]:
    since = one.shown_at
    found = [step for step in one.steps.all() if since and step.at >= since and step.what != What.ADD]
    return found[::-1]


def state_name(state: str) -> str:
    """Return how a state is called."""
    return str(State(state).label)


def address_of(slug: str, year: int | None = None, number: int | None = None) -> str:
    """Return the address of the plan of a wijk: the newest, of a year, or one version of it."""
    if year is None:
        return reverse("works-public:newest", args=[slug])
    if number is None:
        return reverse("works-public:year", args=[slug, year])
    return reverse("works-public:version", args=[slug, year, number])


@dataclass(frozen=True)
class CameOf:
    """A work that came from what somebody told: for the page of who told it."""

    title: str
    year: int
    state: str
    reason: str
    responsible: str
    url: str


def works_from(contributions: Collection[UUID]) -> list[CameOf]:
    """Return the works that came from these contributions and that everybody can read about. At most four queries."""
    found = queries.came_of(contributions)
    slugs = {area.code: area.slug for area in queries.plan_areas()} if found else {}
    return [
        CameOf(one.title, one.plan.year, state_name(one.state), one.reason, one.responsible.name,
               address_of(slugs[one.plan.area_code], one.plan.year) if one.plan.area_code in slugs else "")
        for one in found
    ]  # fmt: skip


def react_address(area: AreaRow) -> str:
    """Return where residents tell what they think of a proposal, with the wijk filled in."""
    return f"{reverse('voices:tell')}?gebied={area.code}"
