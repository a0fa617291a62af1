"""An effect in sentences (B1): the verdict, how it was looked at and why so, what came out, and what to bear in mind.

Codes and numbers come from `material`, `choosing` and `judging`; what is stored stays readable in both languages.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wens.render.numbers import number, period

UNFIT: dict[str, str | Promise] = {
    "no_indicator": gettext_lazy("Bij dit doel hoort nog geen cijfer. Daarom kunnen wij de werking niet zien."),
    "model": gettext_lazy(
        "Dit cijfer is een schatting met een model, bijvoorbeeld van het RIVM. Het model rekent uit wat je in een "
        "buurt verwacht. Het ziet niet wat uw actie deed. Daarom is het geen bewijs."
    ),
    "police_effort": gettext_lazy(
        "Dit cijfer hangt af van hoe vaak de politie controleert. Meer of minder zegt dan niet of de actie werkte."
    ),
    "no_counts": gettext_lazy(
        "Van dit cijfer weten wij geen aantallen, alleen een percentage of een score. Daarmee kunnen wij toeval niet "
        "van een effect onderscheiden."
    ),
    "ambiguous": gettext_lazy("Bij dit cijfer is meer niet altijd goed of slecht. Daarom geven wij geen oordeel."),
    "no_figures": gettext_lazy("Er zijn voor dit gebied geen cijfers over de tijd ervoor en erna."),
    "rounded": gettext_lazy("Deze aantallen zijn afgerond om mensen te beschermen. Daarmee kunnen wij niet rekenen."),
    "suppressed": gettext_lazy(
        "Een deel van deze aantallen is te klein om te tonen. Rekenen met wat overblijft geeft een scheef beeld."
    ),
    "nothing_before": gettext_lazy("Er is geen cijfer over een hele periode vóór het begin."),
    "nothing_after": gettext_lazy("Er is nog geen cijfer over een hele periode na het begin. Kijk later nog eens."),
    "too_few": gettext_lazy(
        "In dit gebied waren er vooraf zo weinig gevallen dat elke verandering toeval kan zijn. Kies een groter "
        "gebied, of wacht tot er meer jaren zijn."
    ),
    "none_fits": gettext_lazy(
        "De cijfers staan geen eerlijke vergelijking toe. Alleen kijken of het meer of minder werd, zegt te "
        "weinig: dat kan ook door iets anders komen."
    ),
}
"""Why nothing can be calculated, and what to do."""

METHOD: dict[str, str | Promise] = {
    "difference": gettext_lazy("Vergelijken met andere gebieden, in de tijd"),
    "synthetic": gettext_lazy("Vergelijken met een mengsel van andere gebieden"),
    "interrupted": gettext_lazy("De eigen reeks, voor en na"),
    "before_after": gettext_lazy("Voor en na, naast een gebied dat erop lijkt"),
}

HOW: dict[str, str | Promise] = {
    "difference": gettext_lazy(
        "Wij keken of het hier anders ging dan in andere gebieden waar deze actie niet was. Zo telt wat overal "
        "gebeurde niet mee."
    ),
    "synthetic": gettext_lazy(
        "Geen enkel gebied ging vooraf gelijk op met dit gebied. Een mengsel van gebieden wel. Daarmee schatten wij "
        "hoe het hier zonder actie was gegaan. Daarna deden wij hetzelfde voor elk ander gebied, alsof de actie daar "
        "was."
    ),
    "interrupted": gettext_lazy(
        "Er was geen goed gebied om mee te vergelijken. De eigen reeks is wel lang. Wij keken of die op de eerste dag "
        "een sprong maakt. Iets anders dat toen gebeurde, kunnen wij niet uitsluiten."
    ),
    "before_after": gettext_lazy(
        "Er zijn maar weinig perioden. Daarom vergelijken wij alleen ervoor en erna, naast een gebied dat vooraf "
        "ongeveer evenveel gevallen had."
    ),
}

AGAINST: dict[str, str | Promise] = {
    "no_comparison": gettext_lazy("er is geen gebied om mee te vergelijken"),
    "comparison_too_few": gettext_lazy("in de andere gebieden waren er te weinig gevallen"),
    "too_short": gettext_lazy("er zijn te weinig perioden ervoor of erna"),
    "other_course": gettext_lazy("in de andere gebieden ging het vooraf al anders dan hier"),
    "few_places": gettext_lazy("er zijn minder dan 19 andere gebieden met alle cijfers"),
    "no_mixture": gettext_lazy("geen mengsel van andere gebieden ging vooraf gelijk op met dit gebied"),
    "none_alike": gettext_lazy("geen ander gebied had vooraf ongeveer evenveel gevallen"),
}

WHY: dict[str, str | Promise] = {
    "better": gettext_lazy("Het verschil is groter dan je door toeval verwacht."),
    "worse": gettext_lazy("Het ging juist de andere kant op, meer dan je door toeval verwacht."),
    "small": gettext_lazy("Als er al een verschil is, dan is het klein: minder dan een vijfde."),
    "chance": gettext_lazy(
        "Het verschil is niet te onderscheiden van toeval. Dat betekent niet dat de actie niets deed: wij kunnen het "
        "niet zien."
    ),
    "nothing_left": gettext_lazy("Na het begin waren er geen gevallen meer. Daarmee kan deze manier niet rekenen."),
    "hang_together": gettext_lazy("De perioden hangen onderling te veel samen om iets zeker te zeggen."),
    "fades": gettext_lazy("Eerst werd het beter, maar daarna ging het weer terug."),
    "moved": gettext_lazy("Hier werd het beter, maar in de gebieden ernaast juist slechter."),
}

MOVED: dict[str, str | Promise] = {
    "moved": gettext_lazy("Een deel lijkt verplaatst naar de buurgebieden."),
    "better_too": gettext_lazy("Ook in de buurgebieden werd het beter. Het is niet verplaatst."),
    "not_seen": gettext_lazy("In de buurgebieden zien wij geen verandering die groter is dan toeval."),
    "no_neighbours": gettext_lazy("Van de buurgebieden zijn er geen cijfers. Of het is verplaatst, weten wij niet."),
    "no_pairs": gettext_lazy(
        "Naast de buurgebieden zijn geen gebieden te leggen die erop lijken. Of het is verplaatst, weten wij niet."
    ),
}

CAUTION: dict[str, str | Promise] = {
    "reports": gettext_lazy("Dit telt meldingen. Vraagt een actie mensen om te melden, dan komen er meer."),
    "converted": gettext_lazy("Een deel van de aantallen is omgerekend naar andere grenzen."),
    "provisional": gettext_lazy("Een deel van de aantallen is nog voorlopig."),
    "peak": gettext_lazy(
        "Vlak voor het begin waren er veel meer gevallen dan gewoon. Dan wordt het vaak vanzelf minder."
    ),
}


COURSE_PERIODS = 4
"""From so many periods before it can be seen whether two places went the same way."""


def how(method: str, before: int) -> str:
    """Return how is looked by a method, with so many periods before, and why so."""
    said = str(HOW[method])
    if method != "difference":
        return said
    seen = _("Vooraf ging het daar niet duidelijk anders dan hier.")
    unseen = _("Er zijn te weinig perioden vooraf om te zien of het daar toen al anders ging.")
    return f"{said} {seen if before >= COURSE_PERIODS else unseen}"


def unfit(code: str) -> str:
    """Return why nothing can be calculated."""
    return str(UNFIT[code])


def spans(found: Mapping[str, Any], language: str) -> str:
    """Return over which periods was looked: "januari 2023–december 2023, en januari 2024–december 2025"."""
    if not found.get("periods"):
        return ""
    first, last, begin, end = (period(one, language) for one in found["periods"])
    before, after = (one if one == other else f"{one} – {other}" for one, other in ((first, last), (begin, end)))
    long, short = (_length(found["grain"], count) for count in found["lengths"])
    return _("Ervoor: %(before)s (%(long)s). Erna: %(after)s (%(short)s).") % {
        "before": before, "long": long, "after": after, "short": short}  # fmt: skip


def _length(grain: str, count: int) -> str:
    words = {
        "month": ngettext("%(count)s maand", "%(count)s maanden", count),
        "quarter": ngettext("%(count)s kwartaal", "%(count)s kwartalen", count),
        "year": ngettext("%(count)s jaar", "%(count)s jaar", count),
    }[grain]
    return words % {"count": count}


def numbers_said(method: str, found: Mapping[str, Any], language: str) -> list[str]:
    """Return what came out, in sentences with the numbers."""
    of = found.get("numbers", {})
    if "before" not in of:
        return []
    said = [_counts(of, language)]
    if method in ("difference", "before_after") and "theirs_after" in of:
        said.append(_("Waar wij mee vergelijken: %(before)s gevallen ervoor en %(after)s erna.") % {
            "before": _whole(of["theirs_before"], language), "after": _whole(of["theirs_after"], language),
        })  # fmt: skip
    if "ratio" in of:
        said.append(_ratio(method, of, language))
    if method == "before_after" and "estimate" in of:
        said.append(_difference(of, language))
    if method == "synthetic" and "places" in of:
        said.append(_mixture(of, language))
    return said


def moved_said(found: Mapping[str, Any], language: str) -> list[str]:
    """Return whether it moved next door, with the numbers."""
    code, of = found.get("moved", ""), found.get("moved_numbers", {})
    if not code:
        return []
    said = [str(MOVED[code])]
    if "net" in of:
        said.append(_("Alles samen, met de buurgebieden erbij: %(change)s (tussen %(low)s en %(high)s).") % {
            "change": _change(of["net"], language), "low": _side(of["net_low"], language),
            "high": _side(of["net_high"], language)})  # fmt: skip
    return said


def _counts(of: Mapping[str, float], language: str) -> str:
    return _("Hier: %(before)s gevallen ervoor en %(after)s erna.") % {
        "before": _whole(of["before"], language), "after": _whole(of["after"], language)}  # fmt: skip


def _ratio(method: str, of: Mapping[str, float], language: str) -> str:
    percent = {name: _percent(of[name], language) for name in ("ratio", "low", "high")}
    if method == "interrupted":
        return _("Op de eerste dag: %(ratio)s (tussen %(low)s en %(high)s).") % percent
    return _("Vergeleken met de andere gebieden: %(ratio)s (tussen %(low)s en %(high)s).") % percent


def _percent(ratio: float, language: str) -> str:
    change = round(100 * (ratio - 1))
    if change == 0:
        return _("evenveel")
    words = _("%(number)s%% meer") if change > 0 else _("%(number)s%% minder")
    return words % {"number": _whole(abs(change), language)}


def _difference(of: Mapping[str, float], language: str) -> str:
    return _("Vergeleken met dat gebied: %(change)s (tussen %(low)s en %(high)s).") % {
        "change": _change(of["estimate"], language), "low": _side(of["low"], language),
        "high": _side(of["high"], language)}  # fmt: skip


def _change(value: float, language: str) -> str:
    count = abs(round(value))
    if count == 0:
        return _("evenveel gevallen")
    words = (
        ngettext("%(count)s geval meer", "%(count)s gevallen meer", count) if value > 0
        else ngettext("%(count)s geval minder", "%(count)s gevallen minder", count)
    )  # fmt: skip
    return words % {"count": _whole(count, language)}


def _whole(value: float, language: str) -> str:
    return number(value, language, decimals=0)


def _side(value: float, language: str) -> str:
    whole = round(value)
    if whole == 0:
        return _("evenveel")
    return (_("%(count)s meer") if whole > 0 else _("%(count)s minder")) % {"count": _whole(abs(whole), language)}


def _mixture(of: Mapping[str, float], language: str) -> str:
    places = round(of["places"])
    more = max(0, round(of["p"] * (places + 1)) - 1)
    said = _("Zonder actie verwachtten wij %(expected)s. Het werd %(actual)s. ") % {
        "expected": number(of["expected"], language), "actual": number(of["actual"], language)}  # fmt: skip
    return said + ngettext(
        "Van de %(places)s andere gebieden had er %(more)s zo’n groot verschil, zonder actie.",
        "Van de %(places)s andere gebieden hadden er %(more)s zo’n groot verschil, zonder actie.", more,
    ) % {"places": _whole(places, language), "more": _whole(more, language)}  # fmt: skip
