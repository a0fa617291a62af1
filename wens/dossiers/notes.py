"""What each source can and cannot see. These words stand beside every matrix, and are frozen with it."""

from wens.photos.words import Words

NOTES: dict[str, Words] = {
    "figures": {
        "nl": "Cijfers tellen alleen wat is gemeld of geregistreerd. Wat mensen niet melden, staat er niet in. "
        "Waar vaker "
        "wordt gecontroleerd, wordt meer gevonden.",
        "en": "Figures count only what was reported or registered. What people do not report is not in them. Where "
        "more is checked, more is found.",
    },
    "professionals": {
        "nl": "Professionals zien vooral waar en wanneer zij werken, en wat bij hun taak hoort.",
        "en": "Professionals mostly see where and when they work, and what belongs to their task.",
    },
    "residents": {
        "nl": "Bewoners vertellen uit zichzelf. De een meldt snel iets, de ander nooit. Een hoog aantal zegt "
        "dus niet dat "
        "het hier erger is dan ergens anders.",
        "en": "Residents tell of their own accord. One reports soon, another never. So a high number does not say that "
        "it is worse here than elsewhere.",
    },
    "together": {
        "nl": "De drie bronnen staan naast elkaar. Wij tellen ze nooit op en geven nooit één cijfer.",
        "en": "The three sources stand side by side. We never add them up and never give one score.",
    },
}


def bias_notes() -> dict[str, Words]:
    """Return per source what it can and cannot see, and why nothing is added up."""
    return {key: dict(words) for key, words in NOTES.items()}
