"""One table, to which rows are only ever added (by grant: the application may not change or remove them)."""

from typing import ClassVar

from django.db import models

from wens.tenancy.models import TenantModel
from wens.tenancy.personal import PersonalField


class Release(TenantModel):
    """A number that was made public for the first time: a cell, and what it said.

    The edition is a number and not a key: the ledger outlives it.
    """

    personal: ClassVar[dict[str, PersonalField]] = {}

    area_code = models.CharField(max_length=60)
    generation = models.SmallIntegerField()
    indicator = models.CharField(max_length=80)
    period = models.CharField(max_length=9)
    count = models.FloatField(null=True)
    value = models.FloatField(null=True)
    edition = models.BigIntegerField()
    first_released_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["gemeente", "area_code", "indicator", "period", "generation", "count", "value"],
                name="releases_release_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=models.Q(count__isnull=False) | models.Q(value__isnull=False), name="releases_release_says"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.period} {self.area_code}"
