"""Dossiers as they were at sign-off: rows are only ever added. The words of people stand apart from what is frozen.

A frozen dossier holds of each text its seal (`quoting.py`) and never the text itself, so a text can be erased by law
while what was frozen stays the same to the byte.
"""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from wens.tenancy.models import TenantModel
from wens.tenancy.personal import PersonalField

SEVEN_YEARS = 7 * 365


class Tier(models.TextChoices):
    """For whom: everybody, or who took part in the meetings of the round."""

    PUBLIC = "public", "openbaar"
    PARTNERS = "partners", "partners"


class Dossier(TenantModel):
    """One area at the end of listening and talking: three sources per theme, side by side.

    `content` is canonical JSON (`wens.photos.canonical`), `digest` the sha256 of those bytes, `number` counts per area
    and tier. `round` is an id and not a key: a dossier outlives its round. `meetings`: who took part in one of these
    may read the partners' part; the database gives that part only to who takes part in meetings at all.
    """

    personal: ClassVar[dict[str, PersonalField]] = {}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tier = models.CharField(max_length=8, choices=Tier.choices)
    area_code = models.CharField(max_length=60)
    area_name = models.CharField(max_length=200)
    number = models.PositiveIntegerField()
    round = models.UUIDField()
    meetings = ArrayField(models.UUIDField(), default=list)
    digest = models.CharField(max_length=64)
    content = models.TextField()
    frozen_at = models.DateTimeField()

    class Meta:
        ordering = ["area_code", "number"]
        constraints = [
            models.UniqueConstraint(fields=["gemeente", "tier", "area_code", "number"], name="dossier_number"),
            models.UniqueConstraint(fields=["gemeente", "tier", "area_code", "digest"], name="dossier_once"),
            models.CheckConstraint(condition=Q(number__gt=0), name="dossier_counts_from_one"),
            models.CheckConstraint(condition=Q(tier__in=Tier.values), name="dossier_tier_known"),
        ]

    def __str__(self) -> str:
        return f"{self.area_code} {self.number} ({self.tier})"


class Quote(TenantModel):
    """A text of a person in a dossier: what a seal was made of. Erasing it leaves the dossier as it was.

    `kind` and `source` say what it was taken from. Without text it was erased: `erased_on` says when.
    """

    class Kind(models.TextChoices):
        CONTRIBUTION = "contribution", "melding"
        STATEMENT = "statement", "inbreng aan tafel"
        PUBLIC_TEXT = "public_text", "openbare tekst van een professional"

    personal: ClassVar[dict[str, PersonalField]] = {
        "text": PersonalField(
            "laten zien waarop een besluit over de wijk rustte; gaat nooit over een herkenbaar persoon",
            "AVG art. 6 lid 1 onder e; Archiefwet",
            SEVEN_YEARS,
            "iedereen (openbaar deel), deelnemers aan de ronde tafel (deel van partners)",
        ),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="quotes")
    seal = models.CharField(max_length=64)
    salt = models.CharField(max_length=32, blank=True)
    text = models.TextField(blank=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    source = models.UUIDField()
    part = models.CharField(max_length=10)
    kept_at = models.DateTimeField()
    erased_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "seal"], name="quote_once_per_dossier"),
            models.CheckConstraint(
                condition=Q(erased_on__isnull=True) | Q(text="", salt=""), name="quote_erased_says_nothing"
            ),
        ]
        indexes = [models.Index(fields=["gemeente", "source"], name="quote_source")]

    def __str__(self) -> str:
        return self.seal
