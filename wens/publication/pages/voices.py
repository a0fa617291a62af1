"""What people say about an area, in words, beside the figures: how broad it is, what was said, who is missing."""

import datetime as dt
from dataclasses import dataclass

from babel.dates import format_date
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from wens.dossiers import queries as dossiers
from wens.dossiers import wording
from wens.dossiers.queries import Heard, Professional, Text
from wens.figures.definitions import definitions
from wens.organisations.models import Kind
from wens.privacy import queries as privacy
from wens.publication.places import Place, Places
from wens.voices.models import Frequency, Since, Size, Speaker


@dataclass(frozen=True)
class Quote:
    """What somebody said, fit for all, and what is known about it in a few words."""

    text: str
    about: str


@dataclass(frozen=True)
class ThemeVoices:
    """The voices about one theme in words."""

    key: str
    breadth: str
    subjects: str
    presses: str
    quotes: list[Quote]
    more: str


@dataclass(frozen=True)
class VoicesView:
    """All that stands under 'what residents say' of one area; without `themes` nobody said anything that counts."""

    themes: list[ThemeVoices]
    since: str
    channels: str
    not_heard: str
    removed: list[str]
    professionals: list[Quote]

    def of(self, theme: str) -> ThemeVoices | None:
        """Return the voices about a theme, or None."""
        return next((one for one in self.themes if one.key == theme), None)


def voices_of(place: Place, places: Places) -> VoicesView:
    """Return what was said about a place and about the places in it. Four queries."""
    inside = [one.code for one in places.all if place.level == "gemeente" or one.inside.get(place.level) == place.code]
    found = dossiers.voices([place.code, *inside], today=timezone.localdate())
    return VoicesView(
        themes=[_theme(one) for one in found.themes],
        since=str(format_date(found.since, "MMMM y", locale=_locale())),
        channels=wording.channels(found.channels),
        not_heard=", ".join(wording.group(key) for key in found.not_heard),
        removed=[_removed(one.on) for one in privacy.tombstones([place.code, *inside], since=found.since)],
        professionals=[_professional(one) for one in found.professionals],
    )


def _removed(day: dt.date) -> str:
    when = str(format_date(day, "d MMMM y", locale=_locale()))
    return _("Hier stond een tekst. Die is op %(day)s verwijderd, na een verzoek op grond van de privacywet.") % {
        "day": when
    }  # fmt: skip


def _theme(one: Heard) -> ThemeVoices:
    return ThemeVoices(
        key=one.theme,
        breadth=wording.breadth(one),
        subjects=wording.about(one),
        presses=wording.presses(one.presses),
        quotes=[_quote(text) for text in one.texts],
        more=_more(one.more),
    )


def _professional(one: Professional) -> Quote:
    theme = definitions().themes.get(one.theme)
    about = [theme.name["en" if _locale() == "en_GB" else "nl"] if theme else "", _month(one.month)]
    return Quote(one.text, ", ".join([*filter(None, about), str(Kind(one.kind).label)]))


def _quote(one: Text) -> Quote:
    known = [
        Speaker(one.speaker).label if one.speaker else "",
        Size(one.size).label if one.size else "",
        Frequency(one.frequency).label if one.frequency else "",
        _("al %(long)s") % {"long": Since(one.since).label} if one.since else "",
    ]
    return Quote(one.text, ", ".join([_month(one.month), *(str(part) for part in known if part)]))


def _month(month: str) -> str:
    year, number = month.split("-")
    return str(format_date(dt.date(int(year), int(number), 1), "MMMM y", locale=_locale()))


def _more(count: int) -> str:
    return ngettext("En nog %(n)s verhaal.", "En nog %(n)s verhalen.", count) % {"n": count} if count else ""


def _locale() -> str:
    return "en_GB" if (get_language() or "nl").startswith("en") else "nl_NL"
