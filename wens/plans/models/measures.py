"""The library of measures as a gemeente keeps it: what was tried elsewhere and what it did, version after version."""

import uuid
from typing import ClassVar

from django.db import models

from wens.plans.models.doing import ARCHIVE, AUDIENCE, SEVEN_YEARS
from wens.tenancy.models import TenantModel
from wens.tenancy.personal import PersonalField, done_by


class MeasureVersion(TenantModel):
    """A measure in the words of this gemeente; the newest counts, and goes above the one that comes with WENS.

    `content` is checked by `wens.plans.measures.Measure`. Withdrawn: no longer offered, what chose it still finds it.
    """

    personal: ClassVar[dict[str, PersonalField]] = {
        "made_by": done_by("verantwoorden wie een maatregel beschreef"),
        "reason": PersonalField("uitleggen waarom een beschrijving veranderde", ARCHIVE, SEVEN_YEARS, AUDIENCE),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.SlugField(max_length=60)
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    withdrawn = models.BooleanField(default=False)
    reason = models.CharField(max_length=500)
    made_by = models.CharField(max_length=100)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["key", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["gemeente", "key", "number"], name="measure_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.number}"
