"""The abstract model with the tenant column."""

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models

from wens.tenancy.context import current_gemeente
from wens.tenancy.personal import PersonalField

GEMEENTE_CODE = RegexValidator(r"^GM[0-9]{4}$", "Een gemeentecode bestaat uit GM en vier cijfers, bijvoorbeeld GM0153.")


class TenantModel(models.Model):
    """A table of one gemeente's rows; every subclass is secured in its first migration with ``secure``."""

    personal: ClassVar[dict[str, PersonalField]] = {}

    gemeente = models.CharField(max_length=6, default=current_gemeente, editable=False, validators=[GEMEENTE_CODE])

    class Meta:
        abstract = True
