"""What was heard, in words of the language in use: lower bounds, never a number that points at who spoke."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from wens.dossiers.queries.heard import FEWEST, Heard
from wens.photos.words import LANGUAGES, Words
from wens.voices.definitions import subjects
from wens.voices.models import Channel, Frequency, Speaker


def in_each_language(label: Callable[[], Any]) -> Words:
    """Return what `label` says in each language in which something is frozen."""
    found = {}
    for language in LANGUAGES:
        with override(language):
            found[language] = str(label())
    return found


def breadth(one: Heard) -> str:
    """Say how broad it is: lower bounds, because not everybody speaks up; no number when it is only a few."""
    if one.is_few:
        return _("Mensen noemden dit een enkele keer.")
    months = ngettext("in %(n)s maand", "in %(n)s verschillende maanden", one.months) % {"n": one.months}
    if one.streets < FEWEST:
        return _("Mensen noemden dit minstens %(times)s keer, %(months)s.") % {
            "times": one.contributions, "months": months
        }  # fmt: skip
    return _("Mensen noemden dit minstens %(times)s keer, in minstens %(streets)s straten en %(months)s.") % {
        "times": one.contributions, "streets": one.streets, "months": months
    }  # fmt: skip


def about(one: Heard) -> str:
    """Say which subjects were named most, or nothing."""
    named = subjects()
    known = [f"{named[key].name} ({count})" for key, count in one.subjects if key in named]
    return _("Vooral over: %(subjects)s.") % {"subjects": "; ".join(known)} if known else ""


def how_often(one: Heard) -> str:
    """Say how often people say that it happens, or nothing."""
    said = ", ".join(f"{Frequency(key).label} ({count})" for key, count in one.frequencies)
    return _("Hoe vaak het gebeurt, volgens wie het noemde: %(said)s.") % {"said": said} if said else ""


def presses(count: int) -> str:
    """Say how often "I notice this too" was pressed, or nothing when it is only a few."""
    if count < FEWEST:
        return ""
    return _("Er is %(count)s keer op “Ik merk dit ook” gedrukt. Iemand kan dat vaker doen.") % {"count": count}


def channels(found: Iterable[tuple[str, int]]) -> str:
    """Return by which ways people spoke, with how often."""
    return ", ".join(f"{Channel(key).label} ({count})" for key, count in found if count >= FEWEST)


def group(key: str) -> str:
    """Return the name of a group that a gemeente wants to hear."""
    names = {
        Speaker.RESIDENT: _("bewoners"),
        Speaker.ENTREPRENEUR: _("ondernemers"),
        Speaker.WIJKRAAD: _("de wijkraad of dorpsraad"),
        Speaker.SCHOOL: _("scholen"),
        Speaker.ASSOCIATION: _("verenigingen"),
    }
    return names[Speaker(key)]
