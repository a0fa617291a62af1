"""Whether it worked: evaluations, and what came out of them in the figures of each tier. Rows are only ever added."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from wens.figures.models import Tier
from wens.plans.models.choices import Effect
from wens.plans.models.doing import ARCHIVE, AUDIENCE, SEVEN_YEARS, Action
from wens.plans.models.tree import Goal
from wens.tenancy.models import TenantModel
from wens.tenancy.personal import PersonalField, done_by


class Evaluation(TenantModel):
    """What was asked: did the figure of a goal change in an area from a day on?

    Of an action, or of a goal as a whole. `number` counts the evaluations of the same thing: whoever looks until it
    fits is seen. `excluded`: areas that are not compared with, as something went on there too; `reason` says what.
    """

    personal: ClassVar[dict[str, PersonalField]] = {
        "made_by": done_by("verantwoorden wie naar de werking keek"),
        "reason": PersonalField("uitleggen hoe is gekeken", ARCHIVE, SEVEN_YEARS, AUDIENCE),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="evaluations")
    action = models.ForeignKey(Action, null=True, on_delete=models.PROTECT, related_name="evaluations")
    number = models.PositiveSmallIntegerField()
    indicator = models.CharField(max_length=80)
    area_code = models.CharField(max_length=60)
    begins_on = models.DateField()
    excluded = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    made_by = models.CharField(max_length=100)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "action", "number"], nulls_distinct=False, name="evaluation_number_once"
            ),
            models.CheckConstraint(condition=Q(excluded=[]) | ~Q(reason=""), name="evaluation_excludes_with_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.area_code} {self.number}"


class Result(TenantModel):
    """What came out in the figures of one tier: everybody reads that of the public ones only.

    `method` is empty when the data allowed none; `found` holds codes and numbers, which `wens.plans.effect.words` says.
    """

    personal: ClassVar[dict[str, PersonalField]] = {}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="results")
    tier = models.CharField(max_length=8, choices=Tier.choices)
    edition = models.BigIntegerField(null=True)
    method = models.CharField(max_length=12, blank=True)
    effect = models.CharField(max_length=8, choices=Effect.choices)
    found = models.JSONField()

    class Meta:
        ordering = ["tier"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "tier"], name="result_once_per_tier"),
            models.CheckConstraint(condition=Q(effect__in=Effect.values), name="result_effect_known"),
            models.CheckConstraint(
                condition=~Q(method="") | Q(effect="unclear"), name="result_without_method_is_unclear"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evaluation_id} {self.tier} {self.effect}"
