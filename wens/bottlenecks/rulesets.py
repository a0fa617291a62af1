"""Criteria and norms as data: what a version holds, how a person writes it, what another one would change. Pure.

A person writes each option on a line of its own, with a sign before it: ``+`` speaks for taking it up, ``-`` against,
``=`` neither. That sign is all the weight there is: nothing is added up, here or anywhere.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _

FOLDER = Path(__file__).parents[1] / "definitions" / "bottlenecks"
LEANS = {"+": "for", "-": "against", "=": "none"}
SIGNS = {name: sign for sign, name in LEANS.items()}
LONGEST, MOST_OPTIONS, MOST = 120, 8, 12


class RulesWrong(ValueError):
    """A version cannot be read; the message says where and what to do, in Dutch, for a form."""


@dataclass(frozen=True)
class Option:
    """One answer; `leans`: it speaks ``for`` taking it up, ``against``, or ``none`` of the two."""

    key: str
    label: str
    leans: str


@dataclass(frozen=True)
class Criterion:
    """One question to weigh by."""

    key: str
    name: str
    question: str
    options: tuple[Option, ...]
    name_en: str = ""

    def option(self, key: str) -> Option | None:
        """Return an option by its key, or None when it is not there (any more)."""
        return next((one for one in self.options if one.key == key), None)


@dataclass(frozen=True)
class Norm:
    """At least so many signals in so many weeks about one place; `subjects`: keys of what people tell about."""

    key: str
    name: str
    subjects: tuple[str, ...]
    at_least: int
    weeks: int
    text: str


def key_of(label: str) -> str:
    """Return the key of a name or option: other words are another one, so an old answer never means something new."""
    made = re.sub(r"[^a-z0-9]+", "-", label.casefold()).strip("-")[:40].strip("-")
    if not made:
        raise RulesWrong(_("“%(text)s” bevat geen letters of cijfers. Schrijf het in woorden.") % {"text": label})
    return made


def criteria_from(content: Sequence[Mapping[str, Any]]) -> tuple[Criterion, ...]:
    """Return the criteria of a version."""
    return tuple(
        Criterion(
            one["key"], one["name"], one["question"],
            tuple(Option(of.get("key") or key_of(of["label"]), of["label"], of["leans"]) for of in one["options"]),
            one.get("name_en", ""),
        )
        for one in content
    )  # fmt: skip


def norms_from(content: Sequence[Mapping[str, Any]]) -> tuple[Norm, ...]:
    """Return the norms of a version."""
    return tuple(Norm(**{**one, "subjects": tuple(one["subjects"])}) for one in content)


def content_of(rules: Sequence[Criterion | Norm]) -> list[dict[str, Any]]:
    """Return what is stored of a version."""
    return [asdict(one) for one in rules]


@lru_cache(maxsize=2)
def usual(kind: str) -> list[dict[str, Any]]:
    """Return what holds as long as a gemeente set nothing itself."""
    said = yaml.safe_load((FOLDER / f"{kind}.yaml").read_text("utf-8"))
    return content_of(criteria_from(said) if kind == "criteria" else norms_from(said))


def written(options: Sequence[Option]) -> str:
    """Return options as a person writes them, one on a line."""
    return "\n".join(f"{SIGNS[one.leans]} {one.label}" for one in options)


def options_from(text: str) -> tuple[Option, ...]:
    """Read options as a person wrote them. Raises RulesWrong with the line and what to do."""
    found: list[Option] = []
    for number, line in enumerate(filter(str.strip, text.splitlines()), 1):
        sign, label = line.strip()[:1], " ".join(line.strip()[1:].split())
        if sign not in LEANS or not label:
            raise RulesWrong(
                _("Regel %(number)s: begin met + (pleit ervoor), - (pleit ertegen) of = (zegt niets).")
                % {"number": number}
            )
        if len(label) > LONGEST:
            raise RulesWrong(_("Regel %(number)s is te lang: hoogstens 120 tekens.") % {"number": number})
        found.append(Option(key_of(label), label, LEANS[sign]))
    if not 2 <= len(found) <= MOST_OPTIONS:
        raise RulesWrong(_("Geef twee tot acht antwoorden, elk op een eigen regel."))
    if len({one.key for one in found}) < len(found):
        raise RulesWrong(_("Twee antwoorden zijn hetzelfde. Maak ze verschillend."))
    return tuple(found)


def check(rules: Sequence[Criterion | Norm]) -> None:
    """Refuse a version that nobody could work by. Raises RulesWrong."""
    if not 1 <= len(rules) <= MOST:
        raise RulesWrong(_("Geef er één tot twaalf."))
    if len({one.key for one in rules}) < len(rules):
        raise RulesWrong(_("Twee heten hetzelfde. Geef ze een eigen naam."))


@dataclass(frozen=True)
class Leaning:
    """How a knelpunt was weighed, in names: what speaks for, what against, what neither, what was not weighed yet."""

    speaks_for: tuple[str, ...]
    against: tuple[str, ...]
    neither: tuple[str, ...]
    unknown: tuple[str, ...]


def leaning(criteria: Sequence[Criterion], answers: Mapping[str, str]) -> Leaning:
    """Return which criteria speak for and which against; names and never a number."""
    named: dict[str, list[str]] = {"for": [], "against": [], "none": [], "": []}
    for one in criteria:
        chosen = one.option(answers.get(one.key, ""))
        named[chosen.leans if chosen else ""].append(one.name)
    return Leaning(*(tuple(named[key]) for key in ("for", "against", "none", "")))


def weighed(criteria: Sequence[Criterion], answers: Mapping[str, str]) -> bool:
    """Tell whether every criterion has an answer that is there."""
    return not leaning(criteria, answers).unknown


def changes(
    before: Sequence[Criterion], given: Mapping[str, str], after: Sequence[Criterion], now: Mapping[str, str]
) -> list[str]:
    """Say in words what weighs otherwise: `given` answers by the criteria `before`, `now` by those `after`."""
    then, later = {one.key: one for one in before}, {one.key: one for one in after}
    lines = [_change(then.get(key), given.get(key, ""), later[key], now.get(key, "")) for key in later]
    gone = [
        _("%(name)s telt niet meer mee. Er stond: %(label)s.")
        % {"name": then[key].name, "label": _label(then[key], given)}
        for key in then
        if key not in later and given.get(key)
    ]
    return [line for line in lines if line] + gone


def _label(one: Criterion, answers: Mapping[str, str]) -> str:
    chosen = one.option(answers.get(one.key, ""))
    return chosen.label if chosen else ""


def _change(then: Criterion | None, given: str, later: Criterion, now: str) -> str:
    was = then.option(given) if then else None
    becomes = later.option(now)
    if was == becomes or (was and becomes and (was.label, was.leans) == (becomes.label, becomes.leans)):
        return "" if was else _("%(name)s moet nog worden gewogen.") % {"name": later.name}
    said: dict[str, Any] = {"name": later.name}
    if becomes is None:
        return _("%(name)s moet opnieuw worden gewogen. Er stond: %(was)s.") % {**said, "was": was.label if was else ""}
    said |= {"now": becomes.label, "leans": lean_words(becomes.leans)}
    if was is None:
        return _("%(name)s wordt: %(now)s (%(leans)s).") % said
    return _("%(name)s was: %(was)s (%(before)s). Wordt: %(now)s (%(leans)s).") % {
        **said, "was": was.label, "before": lean_words(was.leans)
    }  # fmt: skip


def lean_words(leans: str) -> str:
    """Return in words which way an option speaks."""
    return {
        "for": _("pleit voor oppakken"),
        "against": _("pleit tegen oppakken"),
        "none": _("zegt niets voor of tegen"),
    }[leans]
