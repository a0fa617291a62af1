"""Networks of residents, for everybody to read: what they are for and how one joins, never who is in them."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from wens.initiatives.models.choices import NetworkKind
from wens.tenancy.models import TenantModel
from wens.tenancy.personal import PersonalField, done_by


class Network(TenantModel):
    """A group of residents. `joining` says how one joins through the gemeente; no private contact detail stands here.

    `stopped_on` with `why_stopped`: it is over, and its page says so.
    """

    personal: ClassVar[dict[str, PersonalField]] = {"made_by": done_by("verantwoorden wie een netwerk opschreef")}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=14, choices=NetworkKind.choices)
    area_code = models.CharField(max_length=60)
    purpose = models.TextField()
    joining = models.TextField()
    stopped_on = models.DateField(null=True, blank=True)
    why_stopped = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=0)
    made_by = models.CharField(max_length=100)
    made_at = models.DateTimeField()
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=NetworkKind.values), name="network_kind_known"),
            models.CheckConstraint(
                condition=Q(stopped_on=None) | ~Q(why_stopped=""), name="network_stopped_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.name
