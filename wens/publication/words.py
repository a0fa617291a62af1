"""The words around figures, in Dutch with gettext: verdicts, certainty, why there is no number. B1."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from wens.figures.definitions import Indicator
from wens.figures.rows import FigureRow
from wens.figures.sentences import explain


def verdict_words(verdict: str, reference: str) -> str:
    """Say a verdict in words. ``reference`` is what it was compared with ('heel Enschede')."""
    words = {
        "higher": _("Vaker dan in %(reference)s") % {"reference": reference},
        "lower": _("Minder vaak dan in %(reference)s") % {"reference": reference},
        "chance": _("Niet te onderscheiden van toeval"),
        "too_few": _("Te weinig gegevens om iets te zeggen"),
    }
    return words.get(verdict, _("Wij geven hier geen oordeel"))


def level_name(level: str) -> str:
    """Name a level as people speak of it."""
    names = {
        "gemeente": _("gemeente"),
        "stadsdeel": _("stadsdeel"),
        "local_wijk": _("wijk"),
        "wijk": _("CBS-wijk"),
        "buurt": _("buurt"),
    }
    return names[level]


def report_type_words(report_type: str) -> str:
    """Say how a figure comes about, because that decides what it can tell."""
    words = {
        "breng": _("geteld door de politie, na een melding of aangifte"),
        "haal": _("gevonden door de politie zelf: meer controles geven een hoger cijfer"),
        "melding": _("meldingen: niet iedereen meldt, dus het echte aantal ligt hoger"),
        "enquete": _("uit een enquête onder een deel van de inwoners"),
        "model": _("geschat met een rekenmodel, niet geteld in de wijk"),
        "mix": _("een mengsel van meldingen en wat de politie zelf vond"),
        "registratie": _("geteld in een registratie"),
        "sensor": _("gemeten met een apparaat langs de weg"),
    }
    return words[report_type]


def sureness(row: FigureRow, report_type: str) -> list[str]:
    """Return the parts of 'hoe zeker': how it was counted and what was done to it."""
    parts = [report_type_words(report_type)]
    if row.has("provisional"):
        parts.append(_("voorlopig cijfer, kan nog veranderen"))
    if row.has("estimated"):
        parts.append(_("deels geschat"))
    if row.has("crosswalked"):
        parts.append(_("omgerekend naar de indeling van %(year)s") % {"year": row.generation})
    if row.has("series_break"):
        parts.append(_("anders geteld dan de jaren ervoor"))
    if row.has("too_few"):
        parts.append(_("zo weinig gevallen dat toeval veel uitmaakt"))
    return parts


def why_no_number(row: FigureRow | None, indicator: Indicator, language: str) -> str:
    """Say why a place has no number, in the words of figures; how to ask for it stands apart (`Indicator.ask`)."""
    return explain(row, language, indicator=indicator.key).removesuffix(indicator.ask[language]).strip()


def scale_labels(reference: str) -> Sequence[str]:
    """Return the five labels under the shared scale, left to right."""
    return (_("¼ keer"), _("½ keer"), reference, _("2 keer"), _("4 keer"))


def whole(name: str) -> str:
    """Name the whole gemeente in a sentence."""
    return pgettext("comparison", "heel %(name)s") % {"name": name}


def nothing_agreed(name: str) -> str:
    """Say that there are no agreements yet, without promising what nobody is there to do."""
    return _(
        "In dit systeem staan nog geen afspraken voor %(name)s. Zodra de gemeente en haar partners een afspraak "
        "vastleggen, staat die hier, met wie het doet en hoe ver het is."
    ) % {"name": name}


def fictional() -> str:
    """Say that this gemeente does not exist."""
    return _("Dit is een verzonnen gemeente. De cijfers zijn gemaakt om mee te oefenen en te testen.")


def single_operator() -> str:
    """Say that one person released these figures."""
    return _(
        "Dit is een proefopstelling. Eén persoon heeft deze cijfers gecontroleerd en vrijgegeven. "
        "In het echt zijn dat er altijd twee."
    )


def border_unconfirmed() -> str:
    """Say that the borders of this area are a proposal."""
    return _("Dit gebied bestaat uit buurten die wij hebben gekozen. De gemeente moet deze grens nog bevestigen.")


def reading(name: str, reference: str, *, stadsdeel: bool) -> str:
    """Say how to read the pictures."""
    words = _(
        "In elk plaatje is het teken %(name)s. De streep ernaast is de marge: door toeval kan het cijfer daartussen "
        "liggen. De dikke lijn is %(reference)s."
    ) % {"name": name, "reference": reference}
    lighter = _("De gestippelde lijn is het stadsdeel.")
    return f"{words} {lighter}" if stadsdeel else words
