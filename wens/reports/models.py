"""Reports of wijken as they were made: what they say never changes, and no version is ever removed.

As in a dossier (`wens.dossiers.models`), the words of people are not in what was frozen but their seals; the words
stand beside it, so that they can be erased by law while the report keeps its digest.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wens.tenancy.models import TenantModel
from wens.tenancy.personal import PersonalField, done_by

ARCHIVE = "AVG art. 6 lid 1 onder e; Archiefwet"
SEVEN_YEARS = 7 * 365


class State(models.TextChoices):
    """Where a report stands; `wens.reports.states` says what leads from where to where."""

    PROPOSED = "proposed", _("wacht op de handtekening van een ander")
    RETURNED = "returned", _("terug naar de maker")
    SIGNED = "signed", _("getekend, nog niet openbaar")
    PUBLISHED = "published", _("openbaar")
    SUPERSEDED = "superseded", _("vervangen door een nieuwer rapport")
    WITHDRAWN = "withdrawn", _("teruggenomen")


OUTSIDE = (State.PUBLISHED, State.SUPERSEDED, State.WITHDRAWN)
"""What everybody may read: what was public once can be read back, also when it holds no more."""


class Report(TenantModel):
    """Part I and Part II of one wijk, frozen when it was made.

    `content` is canonical JSON (`wens.photos.canonical`), `digest` the sha256 of those bytes. `dossier`, `photo` and
    `round` are ids and no keys: a report outlives them. `number` counts per wijk what was made public.
    """

    personal: ClassVar[dict[str, PersonalField]] = {
        "made_by": done_by("verantwoorden wie een rapport maakte"),
        "signed_by": done_by("verantwoorden wie een rapport tekende"),
        "published_by": done_by("verantwoorden wie een rapport openbaar maakte"),
        "remark": PersonalField(
            "uitleggen waarom een rapport terugging of is teruggenomen; gaat nooit over een herkenbaar persoon",
            ARCHIVE, SEVEN_YEARS, "iedereen, als het rapport openbaar was",
        ),
    }  # fmt: skip

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=60)
    area_name = models.CharField(max_length=200)
    round = models.UUIDField()
    dossier = models.UUIDField()
    digest = models.CharField(max_length=64)
    content = models.TextField()
    number = models.PositiveIntegerField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    state_since = models.DateTimeField()
    remark = models.CharField(max_length=500, blank=True)
    made_by = models.CharField(max_length=100)
    made_at = models.DateTimeField()
    made_as = models.CharField(max_length=20, blank=True)
    signed_by = models.CharField(max_length=100, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_as = models.CharField(max_length=20, blank=True)
    published_by = models.CharField(max_length=100, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["area_code", "-made_at"]
        constraints = [
            models.UniqueConstraint(fields=["gemeente", "area_code", "number"], name="report_number"),
            models.UniqueConstraint(
                fields=["gemeente", "area_code"], condition=Q(state__in=["proposed", "signed"]),
                name="report_one_underway",
            ),
            models.UniqueConstraint(
                fields=["gemeente", "area_code"], condition=Q(state="published"), name="report_one_published"
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="report_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "returned"])
                | (Q(signed_at__isnull=False) & (Q(signed_by="") | ~Q(signed_by=models.F("made_by")))),
                name="report_signed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "returned", "signed"], number__isnull=True)
                | Q(
                    state__in=["published", "superseded", "withdrawn"], number__isnull=False,
                    published_at__isnull=False,
                ),
                name="report_numbered_when_public",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.area_code} {self.number or ''} ({self.state})"


class Text(TenantModel):
    """What a seal in a report was made of. Erasing it leaves the report as it was; `source`: the row it came from."""

    personal: ClassVar[dict[str, PersonalField]] = {
        "text": PersonalField(
            "laten zien wat partners afspraken en waarom; gaat nooit over een herkenbaar persoon",
            ARCHIVE, SEVEN_YEARS, "iedereen, als het rapport openbaar is",
        ),
    }  # fmt: skip

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="texts")
    seal = models.CharField(max_length=64)
    salt = models.CharField(max_length=32, blank=True)
    text = models.TextField(blank=True)
    source = models.UUIDField()
    kept_at = models.DateTimeField()
    erased_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "seal"], name="report_text_once"),
            models.CheckConstraint(
                condition=Q(erased_on__isnull=True) | Q(text="", salt=""), name="report_text_erased_says_nothing"
            ),
        ]
        indexes = [models.Index(fields=["gemeente", "source"], name="report_text_source")]

    def __str__(self) -> str:
        return self.seal
