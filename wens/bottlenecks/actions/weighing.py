"""Weighing a knelpunt by the criteria of now, and setting criteria and norms. Nothing is ever added up."""

import uuid
from collections.abc import Mapping, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from wens.audit.actions import record
from wens.bottlenecks.actions.keeping import (
    BottleneckError,
    Conflict,
    change,
    check_people,
    locked,
    one_at_a_time,
    subject_of,
    words_of,
)
from wens.bottlenecks.models import Bottleneck, RuleSet, RulesKind, State, Weighing
from wens.bottlenecks.queries.rules import newest_rules
from wens.bottlenecks.rules import CONFIGURE, DECIDE, need
from wens.bottlenecks.rulesets import (
    Criterion,
    Norm,
    RulesWrong,
    check,
    content_of,
    criteria_from,
    usual,
)
from wens.bottlenecks.states import OPEN
from wens.tenancy.context import Actor

FIRST = "De criteria en normen waarmee WENS begint."


def weigh(
    *, key: uuid.UUID, answers: Mapping[str, str], note: str, by: Actor, seen: int | None = None, looked: str = ""
) -> Weighing:
    """Weigh an open knelpunt by the criteria that hold now; earlier weighings stay.

    Raises NotAllowed, Conflict, BottleneckError when an answer does not exist, PointsAtPerson.
    """
    need(by, DECIDE)
    one = locked(Bottleneck, key, seen)
    if one.state not in OPEN:
        raise BottleneckError(_("Dit kan nu niet. Het knelpunt is: %(state)s.") % {"state": State(one.state).label})
    words = words_of(note, field="note")
    check_people({"note": words}, looked)
    rules = held_rules(RulesKind.CRITERIA, by)
    known = {row.key: row for row in criteria_from(rules.content)}
    given = {name: chosen for name, chosen in answers.items() if chosen}
    for name, chosen in given.items():
        if name not in known or known[name].option(chosen) is None:
            raise BottleneckError(_("Deze keuze is er niet (meer). Weeg opnieuw met de criteria van nu."), name)
    made = Weighing.objects.create(
        bottleneck=one, criteria=rules, answers=given, note=words, at=timezone.now(), by=by.reference
    )
    change(one)
    record("bottlenecks.weighed", subject=subject_of(one), by=by, data={"criteria": rules.number, "answers": given})
    return made


def set_rules(
    *, kind: RulesKind, rules: Sequence[Criterion | Norm], why: str, by: Actor, seen: int | None = None
) -> RuleSet:
    """Set another version of the criteria or norms, with the reason; `seen`: the number that was looked at.

    Weighings and places keep the version that they were made with. Raises NotAllowed, Conflict, BottleneckError.
    """
    need(by, CONFIGURE)
    words = words_of(why, ask=_("Schrijf in een zin waarom dit verandert."), field="why")
    try:
        check(rules)
    except RulesWrong as error:
        raise BottleneckError(str(error)) from error
    one_at_a_time(f"bottlenecks.{kind}")
    now = newest_rules(kind)
    if seen is not None and seen != (now.number if now else 0):
        raise Conflict(now)
    content = content_of(rules)
    if now and now.content == content:
        raise BottleneckError(_("Er is niets veranderd."))
    return _kept(kind, content, words, number=(now.number if now else 0) + 1, by=by)


def held_rules(kind: RulesKind, by: Actor) -> RuleSet:
    """Return the version that holds now; the first time it keeps what WENS begins with, so that one can point at it."""
    found = newest_rules(kind)
    if found is not None:
        return found
    one_at_a_time(f"bottlenecks.{kind}")
    return newest_rules(kind) or _kept(kind, usual(str(kind.value)), FIRST, number=1, by=by)


def _kept(kind: RulesKind, content: list[dict[str, object]], why: str, *, number: int, by: Actor) -> RuleSet:
    made = RuleSet.objects.create(
        kind=kind, number=number, content=content, why=why, made_by=by.reference, made_at=timezone.now()
    )
    record(f"bottlenecks.{kind}.set", subject=f"{kind}:{number}", by=by, data={"number": number})
    return made
