"""What professionals say at the table: edits as they came in, and the statements that follow from them.

All of it is confidential: the database gives it only to who takes part in meetings. What everybody may read is a text
of its own (:class:`PublicText`), made by one person and approved by another.
"""

import uuid
from typing import ClassVar

from django.db import models

from wens.meetings.models.choices import Opinion, Sureness
from wens.meetings.models.planning import TASK, Meeting
from wens.organisations.models import Organisation
from wens.tenancy.models import TenantModel
from wens.tenancy.personal import PersonalField, done_by
from wens.voices.models import Frequency, Size

TWO_YEARS = 2 * 365
AUDIENCE = "deelnemers aan de ronde tafel"


class Statement(TenantModel):
    """What one organisation knows of a place: the outcome of its edits, never written directly.

    `heads` holds per field which edits stand (more than one: two people changed it at the same time), `conflicts` the
    words of all of them. `position`: the meeting's count when it last changed. `looked_at`: whoever wrote it looked
    again at what may point at a person.
    """

    personal: ClassVar[dict[str, PersonalField]] = {
        name: PersonalField(purpose, TASK, TWO_YEARS, AUDIENCE)
        for name, purpose in {
            "nature": "begrijpen wat er speelt; gaat nooit over een herkenbaar persoon",
            "causes": "begrijpen waar het door komt; gaat nooit over een herkenbaar persoon",
            "place": "de straat of plek vinden",
            "public_text": "een tekst voorstellen die iedereen mag lezen",
        }.items()
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="statements")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="statements")
    made_at = models.DateTimeField()
    theme = models.CharField(max_length=30, blank=True)
    subject = models.CharField(max_length=40, blank=True)
    place = models.CharField(max_length=200, blank=True)
    nature = models.TextField(blank=True)
    size = models.CharField(max_length=16, choices=Size.choices, blank=True)
    frequency = models.CharField(max_length=16, choices=Frequency.choices, blank=True)
    causes = models.TextField(blank=True)
    sureness = models.CharField(max_length=10, choices=Sureness.choices, blank=True)
    public_text = models.TextField(blank=True)
    may_be_public = models.BooleanField(default=False)
    looked_at = models.BooleanField(default=False)
    withdrawn = models.BooleanField(default=False)
    heads = models.JSONField(default=dict)
    conflicts = models.JSONField(default=dict)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["made_at", "id"]
        indexes = [models.Index(fields=["meeting", "position"], name="statement_position")]

    def __str__(self) -> str:
        return str(self.pk)


class Edit(TenantModel):
    """One edit as a device sent it: `changes` (field → value) over what it had `seen` (field → edits).

    Never changed afterwards. `late`: it came after the minutes were approved and waits until they are taken up again.
    """

    personal: ClassVar[dict[str, PersonalField]] = {
        "author": done_by("verantwoorden wie iets inbracht of veranderde"),
        "changes": PersonalField("begrijpen wat er speelt, en hoe de tekst ontstond", TASK, TWO_YEARS, AUDIENCE),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="edits")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="statement_edits")
    author = models.CharField(max_length=100)
    changes = models.JSONField()
    seen = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    received_at = models.DateTimeField()
    position = models.PositiveIntegerField()
    late = models.BooleanField(default=False)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return str(self.pk)


class Stance(TenantModel):
    """What an organisation thinks of a statement now; `divided`: its own people said different things."""

    personal: ClassVar[dict[str, PersonalField]] = {}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="stances")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="stances")
    opinion = models.CharField(max_length=8, choices=Opinion.choices)
    divided = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["statement", "organisation"], name="stance_one_per_organisation")
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.opinion}"


class PublicText(TenantModel):
    """What everybody may read of a statement: approved by another person than who proposed it.

    It says of which kind of organisation it comes, never of whom. It stays when the statement itself is removed.
    """

    personal: ClassVar[dict[str, PersonalField]] = {
        "proposed_by": done_by("verantwoorden wie een openbare tekst voorstelde"),
        "approved_by": done_by("verantwoorden wie een openbare tekst goedkeurde"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="public_texts")
    statement_id = models.UUIDField()
    theme = models.CharField(max_length=30, blank=True)
    discipline = models.CharField(max_length=16)
    text = models.TextField()
    proposed_by = models.CharField(max_length=100, blank=True)
    approved_by = models.CharField(max_length=100, blank=True)
    approved_at = models.DateTimeField()

    class Meta:
        ordering = ["theme", "approved_at", "id"]
        constraints = [models.UniqueConstraint(fields=["gemeente", "statement_id"], name="public_text_once")]

    def __str__(self) -> str:
        return self.text[:40]
