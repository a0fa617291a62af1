"""What a meeting leads to: decisions, action points, minutes."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from wens.meetings.models.planning import Meeting
from wens.organisations.models import Organisation
from wens.tenancy.models import TenantModel
from wens.tenancy.personal import PersonalField, done_by

ARCHIVE = "AVG art. 6 lid 1 onder e; Archiefwet"
SEVEN_YEARS = 7 * 365


class Decision(TenantModel):
    """What was decided; `is_public`: it stands in the part of the minutes that everybody reads."""

    personal: ClassVar[dict[str, PersonalField]] = {"noted_by": done_by("verantwoorden wie een besluit noteerde")}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="decisions")
    text = models.CharField(max_length=500)
    theme = models.CharField(max_length=30, blank=True)
    is_public = models.BooleanField(default=False)
    noted_at = models.DateTimeField()
    noted_by = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["noted_at", "id"]

    def __str__(self) -> str:
        return self.text


class ActionPoint(TenantModel):
    """What an organisation does, and by when."""

    personal: ClassVar[dict[str, PersonalField]] = {
        "noted_by": done_by("verantwoorden wie een actiepunt noteerde"),
        "done_by": done_by("verantwoorden wie een actiepunt afrondde"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="action_points")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="action_points")
    text = models.CharField(max_length=500)
    due_on = models.DateField()
    is_public = models.BooleanField(default=False)
    noted_at = models.DateTimeField()
    noted_by = models.CharField(max_length=100, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["due_on", "id"]

    def __str__(self) -> str:
        return self.text


class Minutes(TenantModel):
    """A version of the minutes for those who took part: generated first, corrected after; each version stays.

    A generated version holds the template's version and the parameters that it was made from.
    """

    personal: ClassVar[dict[str, PersonalField]] = {
        "text": PersonalField(
            "vastleggen wat besproken en besloten is; gaat nooit over een herkenbaar persoon",
            ARCHIVE, SEVEN_YEARS, "deelnemers aan de bijeenkomst",
        ),
        "made_by": done_by("verantwoorden wie een verslag maakte of verbeterde"),
        "approved_by": done_by("verantwoorden wie een verslag goedkeurde"),
    }  # fmt: skip

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="minutes")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    template_version = models.CharField(max_length=20, blank=True)
    parameters = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=100)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="minutes_version_once"),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True, approved_by="") | Q(approved_at__isnull=False),
                name="minutes_approved_by_and_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.number}"


class PublishedMinutes(TenantModel):
    """The part of the minutes that everybody reads, in each language, as it was made public."""

    personal: ClassVar[dict[str, PersonalField]] = {
        "published_by": done_by("verantwoorden wie een verslag openbaar maakte")
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="published")
    texts = models.JSONField()
    template_version = models.CharField(max_length=20)
    parameters = models.JSONField()
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=100, blank=True)

    def __str__(self) -> str:
        return str(self.meeting_id)
