"""The words around figures, in Dutch with gettext: verdicts, certainty, why there is no number. B1."""

from collections.abc import Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wens.figures.definitions import Indicator
from wens.figures.rows import FigureRow
from wens.figures.sentences import explain
from wens.photos import words as photo_words
from wens.tenancy.context import current_gemeente
from wens.voices.definitions import help_of


def verdict_words(verdict: str, reference: str) -> str:
    """Say a verdict in words. ``reference`` is what it was compared with ('heel Enschede')."""
    return photo_words.verdict_words(verdict, reference)[_language()]


def _language() -> str:
    return (get_language() or "nl")[:2]


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


def why_no_number(row: FigureRow | None, indicator: Indicator, language: str) -> str:
    """Say why a place has no number, in the words of figures; how to ask for it stands apart (`Indicator.ask`)."""
    return explain(row, language, indicator=indicator.key).removesuffix(indicator.ask[language]).strip()


def scale_labels(reference: str) -> Sequence[str]:
    """Return the five labels under the shared scale, left to right."""
    return (_("¼ keer"), _("½ keer"), reference, _("2 keer"), _("4 keer"))


def whole(name: str) -> str:
    """Name the whole gemeente in a sentence."""
    return photo_words.say("whole", name=name)[_language()]


def nothing_agreed(name: str) -> str:
    """Say that there are no agreements yet, without promising what nobody is there to do."""
    return _(
        "In dit systeem staan nog geen afspraken voor %(name)s. Zodra de gemeente en haar partners een afspraak "
        "vastleggen, staat die hier, met wie het doet en hoe ver het is."
    ) % {"name": name}


def explained(which: str) -> str:
    """Return a text that stands on the page of an area and on paper. Raises KeyError for another name."""
    numbers = help_of(current_gemeente())
    texts = {
        "knelpunten": _(
            "Dit is een vraag en geen oordeel. De cijfers zeggen niet waardoor het komt, en niets over één huis of één "
            "persoon. Mensen uit de wijk en professionals bespreken of het een knelpunt is."
        ),
        "chance": _("Wat betekent “niet te onderscheiden van toeval”?"),
        "balance": _(
            "Draaglast is wat het leven in een wijk zwaar maakt. Draagkracht is wat een wijk sterk maakt. Wij zetten "
            "ze naast elkaar en tellen ze nooit bij elkaar op. Het gaat over het gebied, nooit over een huishouden."
        ),
        "professionals": _(
            "Hier staat nog niets. Professionals, zoals de wijkagent, vertellen aan de wijktafel wat zij zien. Wat "
            "daarvan openbaar mag zijn, komt hier te staan."
        ),
        "residents": _(
            "Hier heeft nog niemand iets verteld dat wij mogen laten zien. Dat zegt niet dat er niets speelt. Is er nu "
            "gevaar, bel %(emergency)s. Geen spoed, bel de politie: %(police)s."
        )
        % {"emergency": numbers.emergency.number, "police": numbers.police.number},
        "bias": _(
            "Dit vertelden mensen uit zichzelf. Het is geen steekproef: de een meldt snel iets, de ander nooit. Een "
            "hoog aantal zegt dus niet dat het hier erger is dan ergens anders. Wij tellen dit nooit op bij de cijfers."
        ),
    }
    return texts[which]


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
