"""How a figure is made, in one sentence, and the method in short for the PDF and the explanation page."""

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wens.figures.definitions import Indicator
from wens.figures.peers import explained
from wens.photos import words


@dataclass(frozen=True)
class Part:
    """One part of the explanation."""

    key: str
    title: str
    text: str


def method_of(indicator: Indicator, language: str) -> str:
    """Say in one sentence how an indicator is made."""
    return words.method_of(indicator)[language]


def explanation() -> list[Part]:
    """Return the method in plain words, in the order in which a reader meets it."""
    return [*_comparing(), *_reading()]


def _comparing() -> list[Part]:
    return [
        Part(
            "marge",
            _("Wat is de marge?"),
            _(
                "Het aantal incidenten in een wijk is elk jaar anders, ook als er niets verandert. De marge laat zien "
                "tussen welke getallen het cijfer door toeval kan liggen. Bij kleine aantallen is de marge groot. "
                "Wij rekenen met een exacte marge van 95 procent."
            ),
        ),
        Part(
            "vergelijken",
            _("Wanneer noemen wij iets vaker of minder vaak?"),
            _(
                "Gebieden verschillen altijd een beetje, ook als er niets aan de hand is. Wij kijken eerst hoe groot "
                "die gewone verschillen zijn. Pas als een verschil met de rest van de gemeente daar bovenuit komt, "
                "noemen wij het vaker of minder vaak. Wij vergelijken veel gebieden en onderwerpen tegelijk. Daarom "
                "zijn wij strenger: hoogstens een klein deel van de gevonden verschillen is toch toeval. “Niet te "
                "onderscheiden van toeval” is ook een antwoord."
            ),
        ),
        Part(
            "niet-vergelijken",
            _("Waarom vergelijken wij sommige cijfers niet?"),
            _(
                "Drugshandel of wapenbezit vindt de politie vooral waar zij controleert. Zo’n cijfer zegt iets "
                "over het werk van de politie, niet over de wijk. Ook cijfers uit een rekenmodel vergelijken wij niet."
            ),
        ),
        Part(
            "vergelijkbaar",
            _("Wat zijn gebieden die erop lijken?"),
            _(
                "Dat zijn de vijf gebieden in de gemeente die er het meest op lijken. Wij kijken naar: %(features)s. "
                "Wij kijken nooit naar afkomst of naar hoe mensen samenwonen. De namen staan bij het cijfer."
            )
            % {"features": explained(get_language() or "nl")},
        ),
    ]


def _reading() -> list[Part]:
    return [
        Part(
            "geen-getal",
            _("Waarom staat er soms geen getal?"),
            _(
                "Soms heeft niemand het cijfer per wijk geleverd. Soms gaat het over zo weinig mensen dat zij "
                "herkenbaar zouden zijn. Een leeg vakje is nooit een nul: er staat altijd bij waarom het leeg is."
            ),
        ),
        Part(
            "afronden",
            _("Waarom is een getal over mensen afgerond?"),
            _(
                "Aantallen over mensen ronden wij af op 5, en minder dan 10 laten wij niet zien. Zo is niemand "
                "te herkennen. Door het afronden tellen de getallen van de wijken niet precies op tot dat van de "
                "gemeente. Soms laten wij nog een getal weg, omdat het kleine getal er anders mee uit te rekenen is."
            ),
        ),
        Part(
            "schaal",
            _("Hoe leest u het plaatje?"),
            _(
                "Elk plaatje heeft dezelfde schaal. In het midden staat de hele gemeente. Naar rechts komt iets vaker "
                "voor, naar links minder vaak. Elke stap is een verdubbeling of een halvering."
            ),
        ),
        Part(
            "gebieden",
            _("Waarom tellen winkelgebieden en bedrijventerreinen anders?"),
            _(
                "In een centrum of op een bedrijventerrein wonen weinig mensen, maar er komen er veel. Een cijfer per "
                "inwoner wordt dan vanzelf hoog. Waar dat zo is, staat het bij het cijfer."
            ),
        ),
    ]
