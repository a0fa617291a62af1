"""Who did what, and what must still happen because of it."""

import uuid
from typing import ClassVar

from django.contrib.postgres.indexes import BrinIndex
from django.db import models

from wens.tenancy.models import TenantModel
from wens.tenancy.personal import PersonalField, done_by


class Event(TenantModel):
    """One line of the audit trail; only ever added, in the transaction of the write that it describes."""

    personal: ClassVar[dict[str, PersonalField]] = {
        "actor": done_by("verantwoorden wie een besluit nam of vertrouwelijke gegevens las"),
        "actor_name": done_by("verantwoorden wie een besluit nam, ook als het account er niet meer is"),
    }

    at = models.DateTimeField(auto_now_add=True)
    name = models.CharField(max_length=100)
    subject = models.CharField(max_length=200)
    actor = models.CharField(max_length=100)
    actor_name = models.CharField(max_length=200)
    request_id = models.CharField(max_length=36, blank=True)
    data = models.JSONField(default=dict)

    class Meta:
        indexes = [
            BrinIndex(fields=["at"], name="audit_event_at"),
            models.Index(fields=["gemeente", "subject"], name="audit_event_subject"),
            models.Index(
                fields=["gemeente", "-at"], condition=models.Q(name__endswith=".read"), name="audit_event_readings"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.name} {self.subject}"


class Outgoing(TenantModel):
    """Something that must still happen because of a write: entered in its transaction, done later by `followup`.

    `topic` reads ``app.thing.happened``; `data` holds ids and codes, never text or contact details. Who handles it sets
    `handled_at`; what keeps failing has `failures` and a `problem` in words, for the red list.
    """

    personal: ClassVar[dict[str, PersonalField]] = {}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField(auto_now_add=True)
    topic = models.CharField(max_length=100)
    subject = models.CharField(max_length=200)
    data = models.JSONField(default=dict)
    handled_at = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["at", "id"]
        indexes = [
            models.Index(fields=["at"], condition=models.Q(handled_at__isnull=True), name="audit_outgoing_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.topic} {self.subject}"
