"""The fact tables that come with WENS for the demo, each with the publisher, licence and years to name on screen."""

from functools import cache
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, StringConstraints

FOLDER = Path(__file__).resolve().parents[2] / "definitions" / "demo"

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Bilingual(Strict):
    """One text in Dutch (B1) and English."""

    nl: Text
    en: Text

    def __getitem__(self, language: str) -> str:
        return self.en if language.startswith("en") else self.nl


class Load(Strict):
    """How a table is imported: through which source, with which mapping or period (both as for `wens import`)."""

    source: Text
    mapping: dict[str, Any] | None = None
    period: Text | None = None


class Table(Strict):
    """One table. `checked`: whether the licence was read at the publisher itself."""

    title: Bilingual
    publisher: Text
    url: Text
    years: Text
    licence: Text
    checked: bool
    changes: Bilingual
    load: Load | None = None


class DemoGemeente(Strict):
    code: Text
    name: Text


class Demo(Strict):
    """The tables of one gemeente, in the order in which they are loaded."""

    gemeente: DemoGemeente
    tables: dict[str, Table]

    def path(self, name: str) -> Path:
        """Return where the table `name` stands."""
        return FOLDER / self.gemeente.code / name


@cache
def demo_tables(gemeente: str) -> Demo | None:
    """Return the tables that come with WENS for a gemeente, or None. Raises ValidationError when they are not right."""
    path = FOLDER / gemeente / "sources.yaml"
    return Demo.model_validate(yaml.safe_load(path.read_text("utf-8"))) if path.is_file() else None
