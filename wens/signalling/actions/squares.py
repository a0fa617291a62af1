"""Writes on squares of 100 metres: how many addresses they have."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from wens.audit.actions import record
from wens.facts.squares import is_code
from wens.signalling.actions.keeping import SignalError, one_at_a_time
from wens.signalling.models import SquareAddresses
from wens.signalling.rules import MANAGE, need
from wens.tenancy.context import Actor, current


def load_squares(*, addresses: Mapping[str, int], by: Actor) -> tuple[int, int]:
    """Set the addresses of squares, the whole list at once: who is not in it is unknown from now on.

    Returns how many squares are known now, and how many were before. Raises NotAllowed, SignalError for a code that
    names no square.
    """
    need(by, MANAGE)
    if wrong := next((code for code in addresses if not is_code(code)), ""):
        raise SignalError(_("%(code)s is geen vak van 100 meter (bijvoorbeeld E2579N4717).") % {"code": wrong}, "file")
    one_at_a_time("squares")
    before = SquareAddresses.objects.all().delete()[0]
    SquareAddresses.objects.bulk_create(
        [SquareAddresses(code=code, addresses=number) for code, number in sorted(addresses.items())], batch_size=2_000
    )
    record("signalling.squares.loaded", subject=f"gemeente:{current().gemeente}", by=by,
           data={"squares": len(addresses), "before": before})  # fmt: skip
    return len(addresses), before
