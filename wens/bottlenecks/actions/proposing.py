"""Proposing a knelpunt, saying what it is, and linking what it rests on."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _

from wens.areas.queries import area_by_code
from wens.audit.actions import announce, record
from wens.bottlenecks.actions.keeping import (
    REASON,
    BottleneckError,
    change,
    check_people,
    function_of,
    locked,
    one_at_a_time,
    subject_of,
    words_of,
)
from wens.bottlenecks.material import Found, material
from wens.bottlenecks.models import Bottleneck, Decision, Evidence, State, What
from wens.bottlenecks.rules import PROPOSE, need
from wens.bottlenecks.states import OPEN
from wens.figures.definitions import definitions
from wens.tenancy.context import Actor

URGENT_DAYS = 3
"""Within so many days somebody decides about what cannot wait for the round."""


@dataclass(frozen=True)
class Description:
    """What a knelpunt is: only of a place, never of a person."""

    title: str
    nature: str
    size: str = ""
    frequency: str = ""
    causes: str = ""
    place: str = ""

    def checked(self, looked: str) -> "Description":
        """Return it with clean words. Raises BottleneckError with the field, PointsAtPerson."""
        found = Description(
            title=words_of(self.title, ask=_("Geef het knelpunt een naam."), field="title", longest=120),
            nature=words_of(self.nature, ask=_("Schrijf wat er speelt."), field="nature", longest=REASON),
            size=self.size, frequency=self.frequency,
            causes=words_of(self.causes, field="causes", longest=REASON),
            place=words_of(self.place, field="place", longest=200),
        )  # fmt: skip
        check_people({name: getattr(found, name) for name in ("title", "nature", "causes", "place")}, looked)
        return found


@dataclass(frozen=True)
class Proposal:
    """A knelpunt to propose. `evidence`: names of what it rests on (`Found.name`); `urgent`: it cannot wait."""

    area_code: str
    theme: str
    description: Description
    evidence: Sequence[str] = field(default_factory=list)
    round: uuid.UUID | None = None
    urgent: bool = False
    is_example: bool = False


def propose(*, of: Proposal, by: Actor, answer_key: uuid.UUID, looked: str = "") -> Bottleneck:
    """Propose a knelpunt with what it rests on; sent twice it is the same one. An urgent one bypasses the round.

    Raises NotAllowed, BottleneckError (with the field), PointsAtPerson.
    """
    need(by, PROPOSE)
    if made := Bottleneck.objects.filter(answer_key=answer_key).first():
        return made
    said = of.description.checked(looked)
    if area_by_code(of.area_code) is None or of.theme not in definitions().themes:
        raise BottleneckError(_("Kies een gebied en een onderwerp."), "theme")
    chosen = _chosen(of.area_code, of.theme, of.evidence, by)
    if not chosen:
        raise BottleneckError(_("Kies minstens één ding waarop het knelpunt rust."), "evidence")
    one_at_a_time("bottlenecks")
    now = timezone.now()
    last = Bottleneck.objects.order_by("-number").values_list("number", flat=True).first()
    one = Bottleneck(
        number=(last or 0) + 1, area_code=of.area_code, theme=of.theme, round=None if of.urgent else of.round,
        state_since=now, is_urgent=of.urgent, made_by=by.reference, made_at=now, answer_key=answer_key,
        answer_before=now + dt.timedelta(days=URGENT_DAYS) if of.urgent else None, is_example=of.is_example,
        **asdict(said),
    )  # fmt: skip
    one.save(force_insert=True)
    _link(one, chosen, by)
    Decision.objects.create(bottleneck=one, what=What.PROPOSE, function=function_of(by), at=now, by=by.reference)
    said_about = {"area": one.area_code, "theme": one.theme, "urgent": one.is_urgent, "evidence": len(chosen)}
    record("bottlenecks.proposed", subject=subject_of(one), by=by, data=said_about)
    if one.is_urgent:
        announce("bottlenecks.urgent", subject=subject_of(one), data={"bottleneck": str(one.pk)})
    return one


def describe(*, key: uuid.UUID, of: Description, by: Actor, seen: int | None = None, looked: str = "") -> Bottleneck:
    """Say better what an open knelpunt is. Raises NotAllowed, Conflict, BottleneckError, PointsAtPerson."""
    need(by, PROPOSE)
    one = _open(key, seen)
    change(one, **asdict(of.checked(looked)))
    record("bottlenecks.described", subject=subject_of(one), by=by)
    return one


def add_evidence(*, key: uuid.UUID, evidence: Sequence[str], by: Actor, seen: int | None = None) -> Bottleneck:
    """Link more that an open knelpunt rests on. Raises NotAllowed, Conflict, BottleneckError."""
    need(by, PROPOSE)
    one = _open(key, seen)
    chosen = _chosen(one.area_code, one.theme, evidence, by)
    if not chosen:
        raise BottleneckError(_("Kies minstens één ding om toe te voegen."), "evidence")
    _link(one, chosen, by)
    change(one)
    record("bottlenecks.evidence.added", subject=subject_of(one), by=by, data={"evidence": len(chosen)})
    return one


def drop_evidence(*, key: uuid.UUID, row: uuid.UUID, by: Actor, seen: int | None = None) -> Bottleneck:
    """Take away a link that turned out wrong; the last one stays. Raises NotAllowed, Conflict, BottleneckError."""
    need(by, PROPOSE)
    one = _open(key, seen)
    if one.evidence.count() < 2:
        raise BottleneckError(_("Een knelpunt rust altijd op iets. Voeg eerst iets anders toe."))
    gone, _per_model = one.evidence.filter(pk=row).delete()
    if gone:
        change(one)
        record("bottlenecks.evidence.dropped", subject=subject_of(one), by=by, data={"evidence": str(row)})
    return one


def _open(key: uuid.UUID, seen: int | None) -> Bottleneck:
    one = locked(Bottleneck, key, seen)
    if one.state not in OPEN:
        raise BottleneckError(_("Dit kan nu niet. Het knelpunt is: %(state)s.") % {"state": State(one.state).label})
    return one


def _chosen(area_code: str, theme: str, names: Sequence[str], by: Actor) -> list[Found]:
    """What was chosen, out of what this person may see: a name made up by hand links nothing."""
    there = {one.name: one for one in material(area_code, theme, by)}
    if missing := [name for name in names if name not in there]:
        raise BottleneckError(
            _("Dit is er niet (meer), of u mag het niet zien: %(count)s.") % {"count": len(missing)}, "evidence"
        )
    return [there[name] for name in dict.fromkeys(names)]


def _link(one: Bottleneck, chosen: Sequence[Found], by: Actor) -> None:
    now = timezone.now()
    Evidence.objects.bulk_create(
        [
            Evidence(
                bottleneck=one, kind=found.kind, source=found.source, photo_id=found.photo, indicator=found.indicator,
                added_at=now, added_by=by.reference,
            )
            for found in chosen
        ],
        ignore_conflicts=True,
    )  # fmt: skip
