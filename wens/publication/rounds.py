"""The one line about the round that everybody reads on the page of a wijk."""

from typing import Any

from django.utils.translation import gettext as _

from wens.rounds import queries as rounds
from wens.rounds.models import StepKey
from wens.rounds.steps import KIND


def round_words(area_code: str) -> str:
    """Say at which step the round of a wijk is, or nothing when none runs. Two queries."""
    one = rounds.running(area_code)
    step = rounds.current_step(one) if one else None
    if step is None:
        return ""
    said: dict[str, Any] = {
        "number": step.number, "name": step.get_key_display(), "now": KIND[StepKey(step.key)].now,
    }  # fmt: skip
    return _("Deze wijk is nu bij stap %(number)s van 8: %(name)s. %(now)s") % said
