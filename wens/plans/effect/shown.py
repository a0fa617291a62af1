"""An evaluation as a page shows it: in the figures of one tier, in the language of the reader."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from wens.figures.definitions import definitions
from wens.figures.rows import Tier
from wens.plans.effect import words
from wens.plans.models import Effect, Evaluation, Result


@dataclass(frozen=True)
class ShownEffect:
    """What was looked at and what came out. `earlier`: in words, what came out of earlier looks at the same thing."""

    evaluation: Evaluation
    result: Result
    names: Mapping[str, str]
    earlier: str

    @property
    def verdict(self) -> str:
        """The verdict in words: "Waarschijnlijk effect"."""
        return {
            Effect.LIKELY: _("Waarschijnlijk effect"),
            Effect.UNCLEAR: _("Onduidelijk of het werkte"),
            Effect.NONE: _("Geen effect"),
        }[Effect(self.result.effect)]

    @property
    def why(self) -> str:
        """Why this is the verdict, in a sentence."""
        code = self.result.found["why"]
        return str(words.WHY.get(code) or words.UNFIT[code])

    @property
    def indicator(self) -> str:
        """What was looked at and where: "Woninginbraak, Pathmos"."""
        found = definitions().indicators.get(self.evaluation.indicator)
        name = found.name[_language()] if found else self.evaluation.indicator
        return f"{name}, {self.names.get(self.evaluation.area_code, self.evaluation.area_code)}"

    @property
    def method(self) -> str:
        return str(words.METHOD[self.result.method]) if self.result.method else ""

    @property
    def how(self) -> str:
        """How was looked, and why so."""
        return words.how(self.result.method, self.result.found["before"]) if self.result.method else ""

    @property
    def against(self) -> list[str]:
        """The stronger methods that could not be used, each with why not."""
        pairs = self.result.found.get("against", [])
        return [f"{words.METHOD[method]}: {words.AGAINST[code]}." for method, code in pairs]

    @property
    def numbers(self) -> list[str]:
        """When, and what came out, in sentences."""
        of, language = self.result.found, _language()
        said = [words.spans(of, language)] if "numbers" in of else []
        return [one for one in (*said, *words.numbers_said(self.result.method, of, language)) if one]

    @property
    def moved(self) -> list[str]:
        return words.moved_said(self.result.found, _language())

    @property
    def cautions(self) -> list[str]:
        return [str(words.CAUTION[code]) for code in self.result.found.get("cautions", [])]

    @property
    def compared_with(self) -> str:
        """The names of the areas that it was compared with."""
        return ", ".join(self.names.get(code, code) for code in self.result.found.get("compared_with", []))

    @property
    def excluded(self) -> str:
        """The names of the areas that were left out."""
        return ", ".join(self.names.get(code, code) for code in self.evaluation.excluded)


def shown_effect(found: Sequence[Evaluation], *, tier: Tier, names: Mapping[str, str]) -> ShownEffect | None:
    """Return the newest of the evaluations of one thing (newest first) in the figures of `tier`, or None."""
    of = [(one, result) for one in found for result in one.results.all() if result.tier == tier]
    if not of:
        return None
    (newest, result), before = of[0], of[1:]
    labels = ", ".join(str(Effect(old.effect).label) for _one, old in before)
    earlier = ngettext(
        "Wij keken al %(count)s keer eerder: %(labels)s.", "Wij keken al %(count)s keer eerder: %(labels)s.",
        len(before),
    ) % {"count": len(before), "labels": labels} if before else ""  # fmt: skip
    return ShownEffect(newest, result, names, earlier)


def _language() -> str:
    return "en" if (get_language() or "nl").startswith("en") else "nl"
