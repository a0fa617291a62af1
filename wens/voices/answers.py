"""Texts to answer a writer with: reviewed YAML (`definitions/voices/answers.yaml`), filled in as far as is known."""

import re
from functools import lru_cache
from string import Formatter

import yaml
from django.utils import timezone
from django.utils.formats import date_format
from pydantic import field_validator

from wens.areas.queries import area_by_code
from wens.voices.definitions import FOLDER, Strict, Text, WrongDefinition, help_of, subjects
from wens.voices.models import Contribution
from wens.voices.states import STEPS

PLACEHOLDERS = frozenset({"onderwerp", "wijk", "datum", "partner", "nood"})
BLANK = re.compile(r"\[[^\]\n]{1,60}\]")
"""What has to be filled in by hand."""


class Answer(Strict):
    """A text for one kind of step."""

    step: Text
    name: Text
    text: Text

    @field_validator("step")
    @classmethod
    def _is_a_step(cls, value: str) -> str:
        if value not in {"answer", *(step.name for step in STEPS)}:
            raise ValueError("no such step")
        return value

    @field_validator("text")
    @classmethod
    def _known_placeholders(cls, value: str) -> str:
        unknown = {name for _, name, _, _ in Formatter().parse(value) if name is not None} - PLACEHOLDERS
        if unknown:
            raise ValueError(f"unknown placeholder {', '.join(sorted(unknown))}")
        return value


@lru_cache(maxsize=1)
def answers() -> dict[str, Answer]:
    """Return the texts by key. Raises WrongDefinition with the key that is wrong."""
    said = yaml.safe_load((FOLDER / "answers.yaml").read_text("utf-8"))
    made = {}
    for key, value in said.items():
        try:
            made[key] = Answer.model_validate(value)
        except ValueError as error:
            raise WrongDefinition(f"answers.yaml: {key}: {error}") from error
    return made


def answers_for(*steps: str) -> list[tuple[str, Answer]]:
    """Return the texts that belong to steps, with their keys."""
    return [(key, one) for key, one in answers().items() if one.step in steps]


def filled(key: str, one: Contribution) -> str:
    """Return a text with what is known of a contribution; what is not known stays between square brackets."""
    chosen = answers().get(key)
    if chosen is None:
        return ""
    area, subject = area_by_code(one.area_code), subjects().get(one.subject)
    known = {
        "onderwerp": f"‘{subject.label}’" if subject else "",
        "wijk": area.name if area else "",
        "datum": date_format(timezone.localtime(one.received_at), "j F"),
        "nood": help_of(one.gemeente).emergency.number,
        "partner": one.handler.name if one.handler else "",
    }
    return chosen.text.format(**{name: value or f"[{name}]" for name, value in known.items()})


def blanks(text: str) -> list[str]:
    """Return what still has to be filled in by hand."""
    return BLANK.findall(text)
