"""A meeting at which many people bring something forward at once, from one place and often over one connection."""

import uuid
from typing import ClassVar

from django.db import models

from wens.tenancy.models import TenantModel
from wens.tenancy.personal import PersonalField, done_by


class Occasion(TenantModel):
    """A meeting with a code that is good from `starts_at` until `ends_at`; staff may end it earlier.

    Who types the code is not held back by the limit per connection: a hall shares one address.
    """

    personal: ClassVar[dict[str, PersonalField]] = {
        "made_by": done_by("verantwoorden wie een bijeenkomst openzette"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=12)
    title = models.CharField(max_length=120)
    area_code = models.CharField(max_length=60)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    made_by = models.CharField(max_length=100)

    class Meta:
        ordering = ["-starts_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["gemeente", "code"], name="occasion_code_once"),
            models.CheckConstraint(
                condition=models.Q(ends_at__gte=models.F("starts_at")), name="occasion_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.code})"
