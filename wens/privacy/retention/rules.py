"""The rules of retention, read and checked."""

from functools import lru_cache
from typing import Literal

from django.apps import apps
from django.db import models
from pydantic import Field, model_validator

from wens.privacy.definitions import PrivacyDefinitionError, Strict, read
from wens.tenancy.personal import PersonalField

FORGOTTEN = "(verwijderd)"


class Rule(Strict):
    """What happens with the rows of one table; the fields are explained in the file itself."""

    table: str
    what: Literal["remove", "forget", "by_itself", "with"]
    since: str = ""
    last_day: str = ""
    days: int | None = Field(default=None, ge=1)
    keep_newest: bool = False
    step: str = ""
    together: str = Field(default="", alias="with")

    @model_validator(mode="after")
    def _complete(self) -> "Rule":
        if self.what in ("remove", "forget") and bool(self.since) == bool(self.last_day):
            raise ValueError(f"{self.table}: give since or last_day")
        if (self.what == "by_itself") != bool(self.step) or (self.what == "with") != bool(self.together):
            raise ValueError(f"{self.table}: by_itself needs step, with needs with")
        return self

    @property
    def model(self) -> type[models.Model]:
        """Return the model that the rule is about."""
        return apps.get_model(self.table)

    @property
    def personal(self) -> dict[str, PersonalField]:
        """Return the declared fields of the table."""
        found: dict[str, PersonalField] = vars(self.model).get("personal", {})
        return found

    @property
    def longest(self) -> int:
        """Return after how many days the whole row goes."""
        if self.last_day:
            return 0
        return self.days or max(field.retention_days for field in self.personal.values())


class Rules(Strict):
    """All rules."""

    rules: tuple[Rule, ...]


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """Return the rules in the order of the file. Raises PrivacyDefinitionError for a table that does not exist."""
    found = read("retention.yaml", Rules).rules
    for one in found:
        try:
            fields = {field.name for field in one.model._meta.get_fields()}
        except LookupError as error:
            raise PrivacyDefinitionError(f"retention.yaml: {error}") from error
        if wrong := {one.since, one.last_day} - fields - {""}:
            raise PrivacyDefinitionError(f"retention.yaml: {one.table}: no field {', '.join(wrong)}")
    return found


def rule_of(label: str) -> Rule | None:
    """Return the rule of a table (`voices.Contact`), or none."""
    return next((one for one in rules() if one.table == label), None)
