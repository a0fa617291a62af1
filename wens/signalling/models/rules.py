"""What a gemeente configures itself about the network, in versions that never change."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from wens.tenancy.models import TenantModel
from wens.tenancy.personal import PersonalField, done_by


class NetworkRules(TenantModel):
    """One version; the highest `number` holds now.

    Days: until a wijkteam takes a worry up, until it reports what was done, until what nobody took up lapses.
    `minimum_addresses`: fewer at a place, and there is no signal about it. `named_from`: fewer at a place, and outside
    a covenant only its buurt is named.
    """

    personal: ClassVar[dict[str, PersonalField]] = {"made_by": done_by("verantwoorden wie de regels vaststelde")}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.PositiveIntegerField()
    take_up_days = models.PositiveSmallIntegerField()
    report_days = models.PositiveSmallIntegerField()
    lapse_days = models.PositiveSmallIntegerField()
    minimum_addresses = models.PositiveIntegerField()
    named_from = models.PositiveIntegerField()
    why = models.CharField(max_length=500)
    made_by = models.CharField(max_length=100)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["gemeente", "number"], name="network_rules_number"),
            models.CheckConstraint(condition=Q(number__gt=0), name="network_rules_count_from_one"),
            models.CheckConstraint(condition=~Q(why=""), name="network_rules_say_why"),
            models.CheckConstraint(
                condition=Q(named_from__gte=models.F("minimum_addresses")), name="network_rules_named_not_below_minimum"
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)
