"""What was delivered, and which part of it counts.

Snapshot  one delivery as it came: its bytes, who brought it, what was in it. Never changed but for its retention.
Slice     which snapshot is in force for a measure, a grain, a period and a level. A newer release takes slices
          over; the older ones end and stay: every figure can be traced to the delivery that it came from.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from wens.tenancy.models import TenantModel
from wens.tenancy.personal import PersonalField, done_by


class Kept(models.TextChoices):
    """What is left of the bytes of a delivery."""

    WHOLE = "whole", "ongewijzigd bewaard"
    STRIPPED = "stripped", "bewaard zonder de kolommen over personen"
    EXPIRED = "expired", "verwijderd na de bewaartermijn"


class Snapshot(TenantModel):
    """One delivery of a source, as far as it concerns one gemeente."""

    personal: ClassVar[dict[str, PersonalField]] = {
        "loaded_by": done_by("verantwoorden wie een bestand heeft geladen"),
        "loaded_by_name": done_by("laten zien wie een bestand heeft geladen, ook als het account er niet meer is"),
    }

    sha256 = models.CharField(max_length=64)
    recipe = models.CharField(max_length=64, blank=True)
    size_bytes = models.BigIntegerField()
    source = models.CharField(max_length=40)
    file_name = models.CharField(max_length=255)
    url = models.TextField(blank=True)
    layout = models.CharField(max_length=100)
    licence = models.CharField(max_length=200, blank=True)
    released_on = models.DateField(null=True)
    division = models.SmallIntegerField(null=True)

    kept = models.CharField(max_length=10, choices=Kept.choices)
    kept_name = models.CharField(max_length=80, blank=True)
    keep_until = models.DateField()
    expired_at = models.DateTimeField(null=True)

    counts = models.JSONField(default=dict)
    findings = models.JSONField(default=list)
    corrections = models.JSONField(default=list)

    loaded_at = models.DateTimeField(auto_now_add=True)
    loaded_by = models.CharField(max_length=100)
    loaded_by_name = models.CharField(max_length=200)
    rolled_back_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["gemeente", "source", "sha256"], name="intake_snapshot_known")]
        constraints = [
            models.CheckConstraint(condition=Q(kept__in=Kept.values), name="intake_snapshot_kept"),
            models.CheckConstraint(
                condition=Q(kept=Kept.EXPIRED, expired_at__isnull=False, kept_name="")
                | (~Q(kept=Kept.EXPIRED) & Q(expired_at__isnull=True) & ~Q(kept_name="")),
                name="intake_snapshot_expired",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.file_name} ({self.pk})"


class Slice(TenantModel):
    """A snapshot counts for a measure, grain, period and level from `began_at` until `ended_at`.

    Facts of day grain are sliced per calendar month; `cells` is then the number of incidents in that month, and may be
    zero: the delivery covers the month and knows of none.
    """

    personal: ClassVar[dict[str, PersonalField]] = {}

    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="slices")
    measure = models.CharField(max_length=100)
    grain = models.CharField(max_length=10)
    start = models.DateField()
    level = models.CharField(max_length=12)
    division = models.SmallIntegerField()
    cells = models.IntegerField()
    began_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Snapshot, null=True, on_delete=models.PROTECT, related_name="took_over")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["gemeente", "measure", "grain", "start", "level"],
                condition=Q(ended_at__isnull=True),
                name="intake_slice_one_in_force",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=False) | Q(ended_by__isnull=True), name="intake_slice_ended"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.start} {self.level} from snapshot {self.snapshot_id}"


class Every(models.TextChoices):
    """How often a table is fetched by itself."""

    DAY = "day", "elke nacht"
    WEEK = "week", "elke week"
    MONTH = "month", "elke maand"


class FetchPlan(TenantModel):
    """A publisher's table that is fetched and loaded by itself, and what came of the last time.

    What is loaded waits as a delivery: figures change only when a person builds and activates an edition.
    """

    personal: ClassVar[dict[str, PersonalField]] = {
        "made_by": done_by("verantwoorden wie heeft ingesteld dat een bron vanzelf wordt opgehaald"),
    }

    source = models.CharField(max_length=40)
    table = models.CharField(max_length=20, blank=True)
    every = models.CharField(max_length=5, choices=Every.choices)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.CharField(max_length=100)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    status = models.CharField(max_length=10, blank=True)
    message = models.TextField(blank=True)
    failures = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gemeente", "source", "table"], name="intake_fetchplan_one"),
            models.CheckConstraint(condition=Q(every__in=Every.values), name="intake_fetchplan_every"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.table} {self.every}".replace("  ", " ")
