"""Shared reads: what was heard in an area, and dossiers as they were frozen."""

from wens.dossiers.queries.frozen import (
    DossierDamaged,
    Shown,
    content_of,
    dossier,
    dossiers_of,
    latest,
    of_rounds,
    texts_of,
)
from wens.dossiers.queries.heard import FEWEST, GROUPS, MOST_TEXTS, Heard, Professional, Text, Voices, voices

__all__ = [
    "FEWEST",
    "GROUPS",
    "MOST_TEXTS",
    "DossierDamaged",
    "Heard",
    "Professional",
    "Shown",
    "Text",
    "Voices",
    "content_of",
    "dossier",
    "dossiers_of",
    "latest",
    "of_rounds",
    "texts_of",
    "voices",
]
