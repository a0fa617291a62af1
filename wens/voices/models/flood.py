"""Counting how often something is sent from one connection, to hold back a flood."""

import uuid
from typing import ClassVar

from django.db import models

from wens.tenancy.models import TenantModel
from wens.tenancy.personal import PersonalField


class Attempt(TenantModel):
    """One thing that was sent from a connection. `address` is a keyed hash that changes every day; kept for an hour."""

    personal: ClassVar[dict[str, PersonalField]] = {
        "address": PersonalField("een stroom van berichten tegenhouden", "AVG art. 6 lid 1 onder e, 32", 1, "niemand"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10)
    address = models.CharField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["gemeente", "address", "kind", "at"], name="attempt_address")]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%H:%M}"
