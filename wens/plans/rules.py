"""Who directs plans, who sees them whole, who reports on an action, who looks whether it worked."""

from django.utils.translation import gettext as _

from wens.plans.models import Action, Part
from wens.tenancy.context import Actor, current

SEE = "see_plans"
MANAGE = "manage_plans"
REPORT = "report_actions"
JUDGE = "judge_effects"


class NotAllowed(Exception):
    """This person may not do this; the message says who may, in Dutch, for a screen."""


def sees() -> bool:
    """Tell whether who acts sees drafts and confidential actions."""
    return SEE in current().rights


def manages(by: Actor) -> bool:
    """Tell whether `by` directs plans."""
    return by == current().actor and MANAGE in current().rights


def need_manage(by: Actor) -> None:
    """Refuse who does not direct plans. Raises NotAllowed."""
    if not manages(by):
        raise NotAllowed(_("Alleen de stadsdeelmanager verandert het plan."))


def judges(by: Actor) -> bool:
    """Tell whether `by` looks whether it worked, and keeps the library of measures."""
    return by == current().actor and JUDGE in current().rights


def need_judge(by: Actor) -> None:
    """Refuse who does not look whether it worked. Raises NotAllowed."""
    if not judges(by):
        raise NotAllowed(_("Alleen de stadsdeelmanager en de analist doen dit."))


def own_part(one: Action, by: Actor) -> Part | None:
    """Return the part in an action of the organisation that `by` works for, or None."""
    now = current()
    if by != now.actor or REPORT not in now.rights or not now.organisation:
        return None
    return next((part for part in one.parts.all() if str(part.organisation_id) == now.organisation), None)


def need_part(one: Action, by: Actor) -> Part:
    """Return the own part of `by` in an action. Raises NotAllowed for who has none."""
    part = own_part(one, by)
    if part is None:
        raise NotAllowed(_("Alleen partners die aan deze actie meedoen, doen dit, ieder voor het eigen deel."))
    return part
