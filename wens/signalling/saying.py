"""The sentence of a signal: plain Dutch and English, with numbers that each stand in the row too."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils import translation
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wens.figures.definitions import definitions

TEMPLATE = "2026-11"
LANGUAGES = ("nl", "en")
RAREST = 10_000
LEAST = 0.1


def sentences(data: Mapping[str, Any]) -> dict[str, str]:
    """Return the words per language; `data` as `wens.signalling.actions.running` makes it. They are kept as made."""
    return {language: sentence(data, language) for language in LANGUAGES}


def sentence(data: Mapping[str, Any], language: str) -> str:
    """Return what a signal says in one language: where, when, how many, how many usually, and how rare that is."""
    with translation.override(language):
        first, last = (dt.date.fromisoformat(data[name]) for name in ("first_day", "last_day"))
        said = {
            "place": data["place"],
            "first": date_format(first, "j F"),
            "last": date_format(last, "j F Y"),
            "observed": number_format(data["observed"]),
            "what": definitions().indicators[data["indicator"]].short[language],
            "expected": expected_words(data["expected"]),
        }
        parts = [
            _("In %(place)s zijn van %(first)s tot en met %(last)s %(observed)s %(what)s bekend.") % said,
            _("Als alles gewoon is, verwacht je er ongeveer %(expected)s.") % said,
            how_rare(data["p"]),
        ]
        if data["share"] < 1:
            percent = {"percent": round(100 * data["share"])}
            parts.append(_("Van de laatste week is nu ongeveer %(percent)s%% bekend. Daar is mee gerekend.") % percent)
        if data["holidays"]:
            parts.append(_("In deze weken viel: %(days)s.") % {"days": ", ".join(data["holidays"])})
        parts.append(_("Dit is een signaal, nog geen conclusie."))
        return " ".join(parts)


def expected_words(number: float) -> str:
    """Return a number that was expected, to one decimal; what would round to nothing is said as less than a tenth."""
    return (
        number_format(number, 1)
        if number >= LEAST / 2
        else _("minder dan %(least)s") % {"least": number_format(LEAST, 1)}
    )


def how_rare(p: float) -> str:
    """Say a chance in whole words: once in so many times, rounded down so that it promises no more than it knows."""
    times = int(min(1 / max(p, 1 / RAREST), RAREST))
    times = max(times // 10 * 10 if times >= 20 else times, 1)
    said = {"times": number_format(times, 0, force_grouping=True)}
    if times >= RAREST:
        return _("Door toeval komt dat minder dan 1 op de %(times)s keer voor.") % said
    return _("Door toeval komt dat ongeveer 1 op de %(times)s keer voor.") % said


def place_words(names: list[str], language: str) -> str:
    """Return how a place is called in the sentence: the area, or the middle one and how many around it."""
    with translation.override(language):
        around = len(names) - 1
        if not around:
            return names[0]
        text = ngettext("%(name)s en %(count)s gebied ernaast", "%(name)s en %(count)s gebieden eromheen", around)
        return text % {"name": names[0], "count": around}
