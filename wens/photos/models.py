"""One table, to which rows are only ever added (by grant: the application may not change or remove them)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from wens.tenancy.models import TenantModel
from wens.tenancy.personal import PersonalField, done_by


class Photo(TenantModel):
    """What was said about one area on the ground of one edition: all of it, in numbers and in words.

    `content` is canonical JSON (`canonical.py`) as text, because a JSON column would write numbers in its own way;
    `digest` is the sha256 of those bytes. `edition` is a number and not a key: the photo outlives the edition.
    """

    personal: ClassVar[dict[str, PersonalField]] = {
        "frozen_by": done_by("verantwoorden wie een foto vastlegde"),
        "frozen_by_name": done_by("laten zien wie een foto vastlegde, ook als het account er niet meer is"),
    }

    tier = models.CharField(max_length=8)
    area_code = models.CharField(max_length=60)
    area_name = models.CharField(max_length=200)
    level = models.CharField(max_length=12)
    number = models.PositiveIntegerField()
    edition = models.BigIntegerField()
    generation = models.SmallIntegerField()
    digest = models.CharField(max_length=64)
    content = models.TextField()
    frozen_at = models.DateTimeField(auto_now_add=True)
    frozen_by = models.CharField(max_length=100)
    frozen_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["area_code", "number"]
        constraints = [
            models.UniqueConstraint(fields=["gemeente", "tier", "area_code", "number"], name="photos_photo_number"),
            models.UniqueConstraint(fields=["gemeente", "tier", "area_code", "digest"], name="photos_photo_once"),
            models.CheckConstraint(condition=Q(number__gt=0), name="photos_photo_counts_from_one"),
            models.CheckConstraint(condition=~Q(frozen_by=""), name="photos_photo_frozen_by"),
        ]

    def __str__(self) -> str:
        return f"{self.area_code} {self.number} ({self.tier})"
