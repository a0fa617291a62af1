"""Who sees, proposes and decides about knelpunten, who looks at a text for everybody, who sets criteria and norms."""

from django.utils.translation import gettext_lazy as _

from wens.tenancy.context import Actor, current

SEE, PROPOSE, DECIDE = "see_bottlenecks", "propose_bottlenecks", "decide_bottlenecks"
APPROVE, CONFIGURE = "approve_bottleneck_texts", "manage_weighing"
_WHO = {
    PROPOSE: _("Alleen partners en de stadsdeelmanager stellen een knelpunt voor."),
    DECIDE: _("Alleen de stadsdeelmanager besluit over knelpunten en over de aanpak van een plek."),
    APPROVE: _("Alleen een stadsdeelmanager of een tweede lezer keurt een openbare tekst goed."),
    CONFIGURE: _("Alleen de stadsdeelmanager of de beheerder stelt criteria en normen vast."),
}


class NotAllowed(Exception):
    """This person may not do this; the message says who may, in Dutch, for a screen."""


def may(by: Actor, right: str) -> bool:
    """Tell whether `by` has a right of this package."""
    return by == current().actor and right in current().rights


def need(by: Actor, right: str) -> None:
    """Refuse who does not have a right of this package. Raises NotAllowed."""
    if not may(by, right):
        raise NotAllowed(str(_WHO[right]))
