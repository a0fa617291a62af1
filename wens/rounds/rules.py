"""Who directs rounds, and who sees them."""

from django.utils.translation import gettext as _

from wens.tenancy.context import Actor, current

MANAGE = "manage_rounds"
SEE = "see_rounds"


class NotAllowed(Exception):
    """This person may not do this; the message says who may, in Dutch, for a screen."""


def manages(by: Actor) -> bool:
    """Tell whether `by` directs rounds."""
    return by == current().actor and MANAGE in current().rights


def need_manage(by: Actor) -> None:
    """Refuse who does not direct rounds. Raises NotAllowed."""
    if not manages(by):
        raise NotAllowed(_("Alleen de stadsdeelmanager stuurt de ronde."))
