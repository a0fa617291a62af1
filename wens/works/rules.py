"""Who makes a wijkbeheerplan, who signs it, who moves a work, who ties a contribution to it."""

from django.utils.translation import gettext_lazy as _

from wens.access.rules import Action
from wens.tenancy.context import Actor, current
from wens.works.models import Work
from wens.works.states import LINK, MANAGE, MOVE, SIGN

WHO = {
    MANAGE: _("Alleen een stadsdeelmanager maakt een wijkbeheerplan."),
    SIGN: _("Alleen een stadsdeelmanager of tweede lezer tekent een wijkbeheerplan."),
    MOVE: _("Alleen een stadsdeelmanager of wie het werk uitvoert, verandert hoe het staat."),
    LINK: _("Alleen wie meldingen leest, koppelt een melding aan een werk."),
}


class NotAllowed(Exception):
    """This person may not do this; the message says who may, in Dutch, for a screen."""


def may(by: Actor, right: Action) -> bool:
    """Tell whether `by`, who acts now, has a right."""
    return by == current().actor and right in current().rights


def need(by: Actor, right: Action) -> None:
    """Refuse who lacks a right. Raises NotAllowed."""
    if not may(by, right):
        raise NotAllowed(str(WHO[right]))


def carries_out(work: Work, by: Actor) -> bool:
    """Tell whether `by` acts for the organisation that is responsible for a work."""
    return may(by, MOVE) and current().organisation == str(work.responsible_id)


def need_mover(work: Work, by: Actor) -> None:
    """Refuse who neither manages plans nor carries this work out. Raises NotAllowed."""
    if not (may(by, MANAGE) or carries_out(work, by)):
        raise NotAllowed(str(WHO[MOVE]))
