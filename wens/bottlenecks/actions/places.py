"""The approach of a place above the norm: facts, roles of partners, steps, news for residents, an evaluation."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from wens.areas.queries import area_by_code
from wens.audit.actions import announce, record
from wens.bottlenecks.actions.keeping import (
    REASON,
    BottleneckError,
    Conflict,
    change,
    check_people,
    locked,
    one_at_a_time,
    step,
    subject_of,
    words_of,
)
from wens.bottlenecks.actions.texts import Words, write
from wens.bottlenecks.actions.weighing import held_rules
from wens.bottlenecks.models import (
    Bottleneck,
    Fact,
    Outcome,
    PartnerRole,
    Place,
    PlaceMove,
    PlaceState,
    PublicText,
    Role,
    RoleState,
    RulesKind,
)
from wens.bottlenecks.rules import DECIDE, NotAllowed, may, need
from wens.bottlenecks.rulesets import norms_from
from wens.bottlenecks.states import place_move
from wens.organisations.queries import organisation
from wens.tenancy.context import Actor, current
from wens.voices.pointing import names_a_house

LOOK_AGAIN = 42
"""Days: an approach is looked at again at least every six weeks."""
OVER = (PlaceState.ENDED, PlaceState.NO_APPROACH)


@dataclass(frozen=True)
class NewPlace:
    """A place where a norm is crossed; `count` signals in the weeks of the norm, None when it was seen, not counted."""

    area_code: str
    name: str
    norm: str
    fact: str
    origin: str
    count: int | None = None
    bottleneck: uuid.UUID | None = None
    is_example: bool = False


@dataclass(frozen=True)
class NewFact:
    """Something counted or seen; `count` goes with `weeks`."""

    text: str
    origin: str
    until: dt.date
    count: int | None = None
    weeks: int | None = None


def notice(*, of: NewPlace, by: Actor, answer_key: uuid.UUID, looked: str = "") -> Place:
    """Say that a norm is crossed at a place, with the first fact; sent twice it is the same place.

    Raises NotAllowed, BottleneckError (with the field), PointsAtPerson.
    """
    need(by, DECIDE)
    if made := Place.objects.filter(answer_key=answer_key).first():
        return made
    rules = held_rules(RulesKind.NORMS, by)
    norm = next((one for one in norms_from(rules.content) if one.key == of.norm), None)
    if norm is None or area_by_code(of.area_code) is None:
        raise BottleneckError(_("Kies een gebied en een norm."), "norm")
    name = _place_name(of.name)
    check_people({"name": name, "fact": of.fact, "origin": of.origin}, looked)
    if of.bottleneck and not Bottleneck.objects.filter(pk=of.bottleneck, area_code=of.area_code).exists():
        raise BottleneckError(_("Dit knelpunt is er niet."), "bottleneck")
    one_at_a_time("places")
    now, today = timezone.now(), timezone.localdate()
    if Place.objects.filter(area_code=of.area_code, name__iexact=name, norm=of.norm).exclude(state__in=OVER).exists():
        raise BottleneckError(_("Voor deze plek en deze norm is er al een aanpak."), "name")
    one = Place.objects.create(
        area_code=of.area_code, name=name, norms=rules, norm=of.norm, bottleneck_id=of.bottleneck, state_since=now,
        look_again_on=today + dt.timedelta(days=LOOK_AGAIN), answer_key=answer_key, made_by=by.reference, made_at=now,
        is_example=of.is_example,
    )  # fmt: skip
    _keep_fact(one, NewFact(of.fact, of.origin, today, of.count, norm.weeks if of.count is not None else None), by)
    step(one, PlaceMove.NOTICE, by=by)
    return one


def add_fact(*, key: uuid.UUID, of: NewFact, by: Actor, seen: int | None = None, looked: str = "") -> Place:
    """Add what was counted or seen. Raises NotAllowed, Conflict, BottleneckError, PointsAtPerson."""
    need(by, DECIDE)
    one = _going(key, seen)
    check_people({"text": of.text, "origin": of.origin}, looked)
    _keep_fact(one, of, by)
    change(one)
    step(one, PlaceMove.FACT, by=by)
    return one


def turn(
    *, key: uuid.UUID, name: PlaceMove, words: str, by: Actor, seen: int | None = None, looked: str = "",
    look_again_on: dt.date | None = None, outcome: str = "", evaluation: str = "",
) -> Place:  # fmt: skip
    """Take a step of an approach, with words; ending takes an outcome and an evaluation.

    Raises NotAllowed, NoSuchMove, Conflict, BottleneckError (with the field), PointsAtPerson.
    """
    need(by, DECIDE)
    one = locked(Place, key, seen)
    chosen = place_move(name, one.state)
    said = words_of(words, ask=_("Schrijf in een zin waarom."), field="words")
    ends = chosen.after == PlaceState.ENDED
    told = words_of(evaluation, ask=_ASK if ends else "", field="evaluation", longest=REASON) if ends else ""
    check_people({"words": said, "evaluation": told}, looked)
    if ends and outcome not in Outcome.values:
        raise BottleneckError(_("Kies wat de evaluatie zegt."), "outcome")
    if chosen.roles and not one.roles.exists():
        raise BottleneckError(_("Spreek eerst af wie wat doet: geef minstens één partner een rol."))
    today = timezone.localdate()
    if look_again_on is not None and look_again_on <= today:
        raise BottleneckError(_("Kies een dag na vandaag."), "look_again_on")
    again = {"look_again_on": look_again_on or today + dt.timedelta(days=LOOK_AGAIN)}
    end = {"outcome": outcome, "evaluation": told} if ends else {}
    change(one, state=chosen.after, state_since=timezone.now(), **again, **end)
    step(one, name, by=by, words=said)
    return one


_ASK = "Schrijf wat er is gedaan en wat het hielp. Zonder evaluatie eindigt een aanpak niet."


def give_role(
    *, key: uuid.UUID, role: PartnerRole, partner: uuid.UUID, task: str, due_on: dt.date, by: Actor,
    seen: int | None = None, looked: str = "",
) -> Role:  # fmt: skip
    """Ask a partner to take a part; it gets a letter. Raises NotAllowed, Conflict, BottleneckError, PointsAtPerson."""
    need(by, DECIDE)
    one = _going(key, seen)
    words = words_of(task, ask=_("Schrijf wat deze partner doet."), field="task", longest=300)
    check_people({"task": words}, looked)
    found = organisation(partner)
    if found is None or not found.is_active:
        raise BottleneckError(_("Kies een partner."), "partner")
    if due_on < timezone.localdate():
        raise BottleneckError(_("Kies vandaag of een dag daarna."), "due_on")
    if one.roles.filter(role=role, organisation=found).exists():
        raise BottleneckError(_("Deze partner heeft deze rol al."), "partner")
    made = Role.objects.create(
        place=one, role=role, organisation=found, task=words, due_on=due_on, state_since=timezone.now()
    )
    change(one)
    step(one, PlaceMove.ROLE, by=by, words=f"{found.name}: {words}")
    announce("bottlenecks.role.asked", subject=subject_of(made), data={"role": str(made.pk)})
    return made


def answer_role(*, role: uuid.UUID, state: RoleState, by: Actor, seen: int | None = None) -> Role:
    """Say how far a partner is with its part: who directs, or the partner itself. Raises NotAllowed, Conflict."""
    one = Role.objects.select_for_update(of=("self",)).select_related("place").get(pk=role)
    own = by == current().actor and str(one.organisation_id) == current().organisation
    if not own and not may(by, DECIDE):
        raise NotAllowed(_("Alleen deze partner zelf, of de stadsdeelmanager, zegt hoe ver het is."))
    if seen is not None and seen != one.version:
        raise Conflict(one)
    one.state, one.state_since, one.version = state, timezone.now(), one.version + 1
    one.save(update_fields=["state", "state_since", "version"])
    record(f"bottlenecks.role.{state}", subject=subject_of(one), by=by, data={"place": str(one.place_id)})
    return one


def tell_residents(*, key: uuid.UUID, of: Words, by: Actor, seen: int | None = None, looked: str = "") -> PublicText:
    """Write what residents may read about the approach; it shows after a second look.

    Raises NotAllowed, Conflict, BottleneckError, PointsAtPerson.
    """
    need(by, DECIDE)
    one = locked(Place, key, seen)
    words = of.checked()
    check_people(words.texts(), looked)
    made = write(of=words, about=one, what=str(one.state), by=by)
    change(one)
    record("bottlenecks.place.told", subject=subject_of(one), by=by, data={"area": one.area_code})
    if made is None:
        raise BottleneckError(_("Schrijf wat iedereen mag lezen."), "text")
    return made


def _going(key: uuid.UUID, seen: int | None) -> Place:
    one = locked(Place, key, seen)
    if one.state in OVER:
        raise BottleneckError(_("Dit kan nu niet. De aanpak is: %(state)s.") % {"state": PlaceState(one.state).label})
    return one


def _place_name(name: str) -> str:
    """Return the name of a street, square or park. A house number is refused: behind a door it is about a person."""
    words = words_of(name, ask=_("Schrijf welke straat, welk plein of welk park."), field="name", longest=120)
    if names_a_house(words):
        raise BottleneckError(
            "Schrijf geen huisnummer of postcode. De aanpak gaat over de plek, niet over een huis.", "name"
        )
    return words


def _keep_fact(one: Place, of: NewFact, by: Actor) -> Fact:
    text = words_of(of.text, ask=_("Schrijf wat er is geteld of gezien."), field="fact")
    origin = words_of(of.origin, ask=_("Schrijf waar dit vandaan komt."), field="origin", longest=120)
    if of.until > timezone.localdate():
        raise BottleneckError(_("Kies een dag die al is geweest."), "until")
    if (of.count is None) != (of.weeks is None):
        raise BottleneckError(_("Geef een aantal en het aantal weken, of geen van beide."), "count")
    return Fact.objects.create(
        place=one, text=text, origin=origin, count=of.count, weeks=of.weeks, until=of.until, at=timezone.now(),
        by=by.reference,
    )  # fmt: skip
