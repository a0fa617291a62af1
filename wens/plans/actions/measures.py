"""Keeping the library of measures: another version with its reason, or withdrawing one; nothing is overwritten."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from wens.audit.actions import record
from wens.plans import measures
from wens.plans.actions.keeping import PlanError, words_of
from wens.plans.models import MeasureVersion
from wens.plans.rules import need_judge
from wens.tenancy.context import Actor


def keep_measure(*, content: dict[str, Any], reason: str, seen: int, by: Actor) -> MeasureVersion:
    """Write a measure down, or another version of it; `seen`: the version that was open.

    Raises NotAllowed, PlanError.
    """
    need_judge(by)
    try:
        found = measures.read_measure(content, file="")
    except measures.DefinitionError as error:
        raise PlanError(_("Vul alle velden in. De bron hoort erbij, met een adres dat met https:// begint.")) from error
    return _add(found.key, found.model_dump(mode="json", exclude_none=True), reason, seen, by, withdrawn=False)


def withdraw_measure(*, key: str, reason: str, seen: int, by: Actor) -> MeasureVersion:
    """Offer a measure no longer; what was chosen from it still finds it. Raises NotAllowed, PlanError."""
    need_judge(by)
    there = measures.measure(key)
    if there is None or there.withdrawn:
        raise PlanError(_("Deze maatregel staat niet (meer) in de bibliotheek."))
    content = there.measure.model_dump(mode="json", exclude_none=True)
    return _add(key, content, reason, seen, by, withdrawn=True)


def _add(key: str, content: dict[str, Any], reason: str, seen: int, by: Actor, *, withdrawn: bool) -> MeasureVersion:
    last = MeasureVersion.objects.select_for_update().filter(key=key).order_by("-number").first()
    number = last.number if last else 0
    if seen != number:
        raise PlanError(
            _("Iemand anders veranderde deze maatregel intussen. Open hem opnieuw; kopieer eerst uw tekst.")
        )
    why = words_of(reason, ask=_("Schrijf in een zin waarom."))
    made = MeasureVersion(key=key, number=number + 1, content=content, withdrawn=withdrawn, reason=why,
                          made_by=by.reference, made_at=timezone.now())  # fmt: skip
    made.save(force_insert=True)
    data = {"key": key, "number": str(made.number)}
    record("plans.measure.withdrawn" if withdrawn else "plans.measure.kept", subject=f"measure:{key}", by=by, data=data)
    return made
