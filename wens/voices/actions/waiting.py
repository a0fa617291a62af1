"""What time does: what was kept for later comes back on its day, a question without an answer ends honestly."""

import datetime as dt

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from wens.tenancy.context import Actor
from wens.voices.actions.stepping import locked, say, take_step
from wens.voices.models import Contribution, Message, State
from wens.voices.states import Who

_SYSTEM = frozenset({Who.SYSTEM})


def wake_parked(*, by: Actor) -> int:
    """Bring back to triage what was kept for later and whose day has come; returns how many."""
    waiting = Contribution.objects.filter(state=State.PARKED, parked_until__lte=timezone.localdate())
    found = list(waiting.values_list("pk", flat=True))
    for key in found:
        take_step(locked(key), "unpark", by=by, who=_SYSTEM, changes={"parked_until": None})
    return len(found)


def lapse_unanswered(*, by: Actor) -> int:
    """End what waits too long for the answer to our question (`WENS_ANSWER_DAYS`), with words; returns how many.

    It is no last word: an answer that comes later opens it again.
    """
    days = settings.WENS.answer_days
    before = timezone.now() - dt.timedelta(days=days)
    found = list(Contribution.objects.filter(state=State.ASKED, state_since__lt=before).values_list("pk", flat=True))
    for key in found:
        one = locked(key)
        with override(one.language):
            words = _(
                "Wij stelden u een vraag en hoorden %(days)s dagen niets. Daarom sluiten wij uw melding. Antwoordt u "
                "alsnog, dan gaan wij weer verder."
            ) % {"days": days}
        take_step(one, "lapse", by=by, who=_SYSTEM, words=words)
        say(one, words, by=by, direction=Message.Direction.TO_WRITER, with_step=True)
    return len(found)
