"""What a gemeente configures itself: criteria to weigh by, norms for nuisance. In versions that never change."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from wens.bottlenecks.models.choices import RulesKind
from wens.tenancy.models import TenantModel
from wens.tenancy.personal import PersonalField, done_by


class RuleSet(TenantModel):
    """One version; the highest `number` of a kind holds now. `content`: see `wens.bottlenecks.rulesets`."""

    personal: ClassVar[dict[str, PersonalField]] = {
        "made_by": done_by("verantwoorden wie criteria of normen vaststelde")
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=8, choices=RulesKind.choices)
    number = models.PositiveIntegerField()
    content = models.JSONField()
    why = models.CharField(max_length=500)
    made_by = models.CharField(max_length=100)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["kind", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["gemeente", "kind", "number"], name="ruleset_number"),
            models.CheckConstraint(condition=Q(number__gt=0), name="ruleset_counts_from_one"),
            models.CheckConstraint(condition=~Q(why=""), name="ruleset_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"
