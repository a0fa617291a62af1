"""Named similar areas: on which features areas are alike, and in how many neighbours that results.

The features describe the place: how densely it is built, whose the dwellings are, how many firms and cars there are,
how far the shops are. Nationality, origin, age, income and kind of household are no features (METHODS rule 5): they are
about people, and a comparison that "corrects" for them would call trouble normal where certain people live.
"""

from dataclasses import dataclass
from typing import Literal

from wens.figures.definitions import Bilingual

NUMBER = 5
"""How many similar areas: one odd one weighs a fifth, and five names fit in a sentence."""

LEAST_FEATURES = 2
"""With only one feature "similar" would be a large word."""


@dataclass(frozen=True)
class Feature:
    """One feature: a measure, per another one; `scale` "log" where a doubling counts the same everywhere."""

    key: str
    name: Bilingual
    measure: str
    per: str | None
    scale: Literal["log", "plain"]
    weight: float = 1.0


# All weigh the same: no source says that one of them matters more for every kind of safety.
FEATURES: tuple[Feature, ...] = (
    Feature(
        "dwellings_per_ha", Bilingual(nl="woningen per hectare", en="dwellings per hectare"),
        "kwb:dwellings", "kwb:land_ha", "log",
    ),
    Feature(
        "rented_percent", Bilingual(nl="huurwoningen (%)", en="rented dwellings (%)"),
        "kwb:rented_dwellings_percent", None, "plain",
    ),
    Feature(
        "establishments_per_inhabitant", Bilingual(nl="bedrijven per inwoner", en="establishments per inhabitant"),
        "kwb:establishments", "kwb:inhabitants", "log",
    ),
    Feature(
        "cars_per_dwelling", Bilingual(nl="auto's per woning", en="cars per dwelling"),
        "kwb:cars", "kwb:dwellings", "log",
    ),
    Feature(
        "distance_supermarket_km", Bilingual(nl="afstand tot een supermarkt (km)", en="distance to a supermarket (km)"),
        "kwb:distance_supermarket_km", None, "plain",
    ),
)  # fmt: skip


def explained(language: str) -> str:
    """Return the names of the features as a text: for beside the named areas."""
    return ", ".join(one.name[language] for one in FEATURES)
