"""What a run says of each indicator, in words."""

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wens.figures.definitions import definitions
from wens.signalling.models import WeeklyRun


def note_lines(run: WeeklyRun) -> list[tuple[str, str]]:
    """Return per indicator its name and up to where was looked, or why not."""
    language = get_language() or "nl"
    known = definitions().indicators
    return [(known[one["indicator"]].name[language], _words(one)) for one in run.notes if one["indicator"] in known]


def _words(note: dict[str, object]) -> str:
    if note["why"] == "too_short":
        return _("Te kort: er zijn minder dan twaalf weken.")
    day = dt.date.fromisoformat(str(note["week"])) + dt.timedelta(days=6)
    percent = round(100 * float(str(note["share"])))
    said = {"day": date_format(day, "j F Y"), "percent": percent}
    if note["why"] == "stale":
        return _("Te oud om op te letten: het laatste cijfer is van %(day)s.") % said
    if percent < 100:
        return _("Gekeken tot en met %(day)s. Daarvan is ongeveer %(percent)s%% bekend.") % said
    return _("Gekeken tot en met %(day)s.") % said
