"""Which adopted knelpunten a focus point takes up."""

import uuid
from collections.abc import Collection

from django.utils.translation import gettext as _

from wens.bottlenecks.models import Bottleneck, State
from wens.plans.actions.keeping import PlanError, change, locked, note
from wens.plans.models import FocusPoint, Reason, What
from wens.plans.rules import need_manage
from wens.tenancy.context import Actor


def tie_bottlenecks(*, focus: uuid.UUID, bottlenecks: Collection[uuid.UUID], by: Actor) -> FocusPoint:
    """Make these the knelpunten of a focus point; only adopted ones. Raises NotAllowed, PlanError."""
    need_manage(by)
    one = locked(FocusPoint, focus)
    found = Bottleneck.objects.filter(pk__in=list(bottlenecks))
    if {row.pk for row in found} != set(bottlenecks) or any(row.state != State.ADOPTED for row in found):
        raise PlanError(_("Kies alleen knelpunten waarvan is besloten dat wij ze oppakken."))
    one.reasons.exclude(bottleneck__in=found).delete()
    there = set(one.reasons.values_list("bottleneck_id", flat=True))
    Reason.objects.bulk_create(Reason(focus=one, bottleneck=row) for row in found if row.pk not in there)
    change(one)
    note(one, What.EDIT, by=by, bottlenecks=str(len(found)))
    return one
