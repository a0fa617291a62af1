"""What is done with a contribution: photos, answers both ways, handing over, and who is on duty."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from wens.organisations.models import Account, Organisation
from wens.tenancy.models import TenantModel
from wens.tenancy.personal import PersonalField, done_by
from wens.voices.models.contributions import TASK, TWO_YEARS, Contribution


class Attachment(TenantModel):
    """A photo, re-encoded without metadata by the confined worker; `file` is its name under the home's uploads."""

    class State(models.TextChoices):
        WAITING = "waiting", _("wordt nagekeken")
        READY = "ready", _("klaar")
        REFUSED = "refused", _("geweigerd")
        REMOVED = "removed", _("verwijderd")

    personal: ClassVar[dict[str, PersonalField]] = {
        "file": PersonalField("zien wat er speelt", TASK, TWO_YEARS, "behandelaars; anderen na goedkeuring"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="attachments")
    file = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    problem = models.CharField(max_length=200, blank=True)
    warnings = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    is_public = models.BooleanField(default=False)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["added_at", "id"]

    def __str__(self) -> str:
        return str(self.pk)


class Message(TenantModel):
    """A question, an answer or a note. `shown_as` is the function under which the outside sees a member of staff."""

    class Direction(models.TextChoices):
        TO_WRITER = "to_writer", _("aan de melder")
        FROM_WRITER = "from_writer", _("van de melder")
        NOTE = "note", _("notitie voor collega's")

    personal: ClassVar[dict[str, PersonalField]] = {
        "text": PersonalField("antwoord geven", TASK, TWO_YEARS, "de melder, behandelaars, de partner die het oppakt"),
        "written_by": done_by("verantwoorden wie antwoord gaf"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="messages")
    at = models.DateTimeField()
    direction = models.CharField(max_length=12, choices=Direction.choices)
    text = models.TextField()
    written_by = models.CharField(max_length=100)
    shown_as = models.CharField(max_length=160, blank=True)
    answer_key = models.UUIDField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["gemeente", "answer_key"], name="message_sent_once")]

    def __str__(self) -> str:
        return f"{self.direction} {self.at:%Y-%m-%d %H:%M}"


class Handover(TenantModel):
    """A contribution offered to a partner, and what the partner said. `problem`: why the offer was not delivered."""

    class State(models.TextChoices):
        OFFERED = "offered", _("aangeboden")
        ACCEPTED = "accepted", _("aangenomen")
        DECLINED = "declined", _("teruggegeven")
        PASSED_ON = "passed_on", _("doorgegeven")
        ENDED = "ended", _("afgerond")

    personal: ClassVar[dict[str, PersonalField]] = {
        "offered_by": done_by("verantwoorden wie iets aan een partner gaf"),
        "answered_by": done_by("verantwoorden wie namens de partner antwoordde"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="handovers")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="handovers")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OFFERED)
    reason = models.CharField(max_length=500, blank=True)
    is_urgent = models.BooleanField(default=False)
    answer_before = models.DateTimeField()
    problem = models.CharField(max_length=300, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    escalated_at = models.DateTimeField(null=True, blank=True)
    offered_at = models.DateTimeField()
    offered_by = models.CharField(max_length=100)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["offered_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["contribution"],
                condition=models.Q(state__in=["offered", "accepted"]),
                name="handover_one_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.contribution_id} → {self.organisation_id} ({self.state})"


class DutyShift(TenantModel):
    """Who answers what is urgent, from when until when."""

    personal: ClassVar[dict[str, PersonalField]] = {
        "account": PersonalField("weten wie dienst heeft", TASK, 365, "beheerder, behandelaars"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="duty_shifts")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="duty_shifts")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="duty_shift_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M} – {self.ends_at:%H:%M}"
