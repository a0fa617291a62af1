"""What three sources say about one theme, and how they lie beside each other. Pure; in words, never one score.

A source `points` to trouble, is `quiet`, mentions it `a_few` times, or nothing is known of it (`unknown`). The pattern
is only a help to read: people decide at the weighing what is a knelpunt.
"""

from wens.photos.words import LANGUAGES, Words

POINTS, A_FEW, QUIET, UNKNOWN = "points", "a_few", "quiet", "unknown"
SOURCES = ("figures", "professionals", "residents")

PATTERNS: dict[tuple[bool, bool, bool], str] = {
    (True, True, True): "together",
    (True, True, False): "not_residents",
    (True, False, True): "not_professionals",
    (False, True, True): "voices",
    (True, False, False): "figures",
    (False, True, False): "professionals",
    (False, False, True): "residents",
    (False, False, False): "none",
}

NOTHING_OF: dict[str, Words] = {
    "figures": {"nl": "er is geen cijfer met een oordeel", "en": "there is no figure with a verdict"},
    "professionals": {"nl": "van professionals weten wij niets", "en": "of professionals we know nothing"},
    "residents": {"nl": "van bewoners weten wij niets", "en": "of residents we know nothing"},
}

TITLES: dict[str, Words] = {
    "together": {"nl": "Alle drie wijzen op problemen", "en": "All three point to trouble"},
    "not_residents": {"nl": "Cijfers en professionals", "en": "Figures and professionals"},
    "not_professionals": {"nl": "Cijfers en bewoners", "en": "Figures and residents"},
    "voices": {"nl": "Alleen in de verhalen", "en": "Only in what people say"},
    "figures": {"nl": "Alleen in de cijfers", "en": "Only in the figures"},
    "professionals": {"nl": "Alleen professionals", "en": "Only professionals"},
    "residents": {"nl": "Alleen bewoners", "en": "Only residents"},
    "none": {"nl": "Niemand wijst op problemen", "en": "Nobody points to trouble"},
    "unclear": {"nl": "Te weinig bekend", "en": "Too little is known"},
    "open": {"nl": "Hier is niets over bekend", "en": "Nothing is known about this"},
}

MEANINGS: dict[str, Words] = {
    "together": {
        "nl": "De cijfers, professionals en bewoners wijzen dezelfde kant op.",
        "en": "The figures, professionals and residents point the same way.",
    },
    "not_residents": {
        "nl": "Bewoners noemen dit niet of weinig. Misschien hebben zij er geen last van, misschien melden zij "
        "het niet.",
        "en": "Residents hardly mention this. Perhaps it does not bother them, perhaps they do not report it.",
    },
    "not_professionals": {
        "nl": "Professionals brachten dit niet in. Misschien zien zij het niet, misschien is het niemands taak.",
        "en": "Professionals did not bring this up. Perhaps they do not see it, perhaps it is nobody’s task.",
    },
    "voices": {
        "nl": "Professionals en bewoners noemen dit. In de cijfers zien wij het niet terug. Dat kan twee dingen "
        "betekenen: "
        "het wordt niet gemeld of geteld, of het komt niet vaker voor dan ergens anders.",
        "en": "Professionals and residents mention this. We do not see it in the figures. That can mean two "
        "things: it is "
        "not reported or counted, or it does not happen more often than elsewhere.",
    },
    "figures": {
        "nl": "De cijfers zijn hoger dan je door toeval verwacht. Niemand noemde dit. Vraag waarom.",
        "en": "The figures are higher than you would expect by chance. Nobody mentioned this. Ask why.",
    },
    "professionals": {
        "nl": "Professionals zien dit in de wijk. De cijfers wijzen er niet op; bewoners noemden het niet of weinig.",
        "en": "Professionals see this in the wijk. The figures do not point to it, and residents hardly mentioned it.",
    },
    "residents": {
        "nl": "Bewoners noemen dit. In de cijfers en bij professionals zien wij het niet terug. Dat maakt het "
        "niet minder "
        "waar: misschien wordt het niet gemeld of gezien.",
        "en": "Residents mention this. We do not see it in the figures or with professionals. That does not "
        "make it less "
        "true: perhaps it is not reported or seen.",
    },
    "none": {
        "nl": "Geen van de drie wijst op problemen.",
        "en": "None of the three points to trouble.",
    },
    "unclear": {"nl": "", "en": ""},
    "open": {"nl": "", "en": ""},
}

NOT_KNOWN: Words = {
    "nl": "Let op: {what} over dit onderwerp. Dat is iets anders dan dat er niets is.",
    "en": "Mind: on this subject {what}. That is not the same as there being nothing.",
}
AND: Words = {"nl": " en ", "en": " and "}
FEW: Words = {
    "nl": "Een enkele bewoner noemde dit wel. Dat is te weinig om een patroon te zien, niet te weinig om te horen.",
    "en": "A few residents did mention this. That is too little to see a pattern, not too little to hear.",
}
CONTESTED: Words = {
    "nl": "Niet alle partners zien dit hetzelfde. Bij elke inbreng staat wie wat vindt.",
    "en": "Not all partners see this in the same way. With each statement it says who thinks what.",
}


def pattern(states: dict[str, str]) -> str:
    """Return the key of how the sources (`SOURCES` → state) lie beside each other.

    ``open``: nothing is known of any; ``unclear``: none points to trouble, and of one nothing is known.
    """
    if all(states[source] == UNKNOWN for source in SOURCES):
        return "open"
    figures, professionals, residents = (states[source] == POINTS for source in SOURCES)
    found = PATTERNS[figures, professionals, residents]
    # "Nobody points to trouble" is a statement about all three; of a source that is silent nobody may say it.
    return "unclear" if found == "none" and any(states[source] == UNKNOWN for source in SOURCES) else found


def said(states: dict[str, str], *, contested: bool) -> Words:
    """Return in words what the pattern may mean, what is not known, and whether partners disagree."""
    found = pattern(states)
    unknown = [source for source in SOURCES if states[source] == UNKNOWN]
    return {
        language: " ".join(filter(None, _parts(found, states, unknown, language, contested))) for language in LANGUAGES
    }


def _parts(found: str, states: dict[str, str], unknown: list[str], language: str, contested: bool) -> list[str]:
    # Where a source is unknown, "not in the figures" would claim what nobody looked at: the title says enough then.
    parts = [] if unknown else [MEANINGS[found][language]]
    if unknown:
        what = AND[language].join(NOTHING_OF[source][language] for source in unknown)
        parts.append(NOT_KNOWN[language].format(what=what))
    if states["residents"] == A_FEW:
        parts.append(FEW[language])
    return [*parts, CONTESTED[language]] if contested else parts
