"""The register of algorithms as reviewed data (`wens/definitions/algorithms`), checked when it is read."""

from datetime import date
from functools import lru_cache
from typing import Any

import yaml

from wens.figures.definitions import FOLDER, Bilingual, Key, Strict, Text


class Common(Strict):
    """What holds for every method; the names are those of the Dutch Algoritmeregister (publicatiestandaard 1.0)."""

    category: Bilingual
    status: Bilingual
    goal: Bilingual
    proportionality: Bilingual
    human_intervention: Bilingual
    risk_management: Bilingual
    legal_basis: Bilingual
    impact_tests: Bilingual
    source_data: Bilingual
    provider: Bilingual


class Algorithm(Strict):
    """One method that raises a signal."""

    key: Key
    version: Text
    begin: date
    name: Bilingual
    short: Bilingual
    how: Bilingual
    limits: Bilingual
    references: list[Text]
    code: Text
    author: Text
    checker: Text
    next_review: date


@lru_cache(maxsize=1)
def common() -> Common:
    """Return what holds for every method."""
    return Common.model_validate(_read("_common.yaml"))


@lru_cache(maxsize=1)
def algorithms() -> dict[str, Algorithm]:
    """Return the methods by key, in order of the keys. Raises pydantic's ValidationError for a file that is wrong."""
    files = sorted(path.name for path in (FOLDER / "algorithms").glob("[a-z]*.yaml"))
    found = [Algorithm.model_validate(_read(name)) for name in files]
    return {one.key: one for one in found}


def _read(name: str) -> Any:
    return yaml.safe_load((FOLDER / "algorithms" / name).read_text(encoding="utf-8"))
