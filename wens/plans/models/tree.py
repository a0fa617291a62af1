"""From programme to goal: what a wijk or stadsdeel wants to reach, and by when."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from wens.bottlenecks.models import Bottleneck
from wens.plans.models.choices import FocusState
from wens.tenancy.models import TenantModel
from wens.tenancy.personal import PersonalField, done_by


class Programme(TenantModel):
    """A programme of the gemeente as its page of a stadsdeel tells it: a name, a headline, a few sentences."""

    personal: ClassVar[dict[str, PersonalField]] = {}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.SlugField(max_length=60)
    name = models.CharField(max_length=120)
    headline = models.CharField(max_length=200, blank=True)
    about = models.TextField(blank=True)
    area_codes = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "name"]
        constraints = [models.UniqueConstraint(fields=["gemeente", "key"], name="programme_key_once")]

    def __str__(self) -> str:
        return self.name


class FocusPoint(TenantModel):
    """A speerpunt: a slogan and a theme for a period and one or more areas. A draft is for who sees plans only.

    `previous` is the one that it goes on from; `round` is the key of the round in which it was made, if any.
    """

    personal: ClassVar[dict[str, PersonalField]] = {"made_by": done_by("verantwoorden wie een speerpunt opschreef")}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="focus_points")
    key = models.CharField(max_length=60, blank=True)
    slogan = models.CharField(max_length=120)
    theme = models.CharField(max_length=120)
    starts_on = models.DateField()
    ends_on = models.DateField()
    area_codes = ArrayField(models.CharField(max_length=60))
    state = models.CharField(max_length=8, choices=FocusState.choices, default=FocusState.DRAFT)
    state_since = models.DateTimeField()
    round = models.UUIDField(null=True, blank=True)
    previous = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="next")
    order = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)
    made_by = models.CharField(max_length=100)
    made_at = models.DateTimeField()
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["-starts_on", "order", "slogan"]
        constraints = [
            models.UniqueConstraint(fields=["gemeente", "key"], condition=~Q(key=""), name="focus_key_once"),
            models.CheckConstraint(condition=Q(starts_on__lte=F("ends_on")), name="focus_period_runs_forward"),
            models.CheckConstraint(condition=Q(state__in=FocusState.values), name="focus_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.slogan} ({self.state})"

    @property
    def years(self) -> str:
        """Return the period in years: "2026–2028"."""
        first, last = self.starts_on.year, self.ends_on.year
        return str(first) if first == last else f"{first}–{last}"


class Reason(TenantModel):
    """An adopted knelpunt that a focus point takes up."""

    personal: ClassVar[dict[str, PersonalField]] = {}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    focus = models.ForeignKey(FocusPoint, on_delete=models.CASCADE, related_name="reasons")
    bottleneck = models.ForeignKey(Bottleneck, on_delete=models.CASCADE, related_name="focus_points")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["focus", "bottleneck"], name="reason_once")]

    def __str__(self) -> str:
        return f"{self.focus_id} {self.bottleneck_id}"


class Ambition(TenantModel):
    """What we want to be true one day, in a sentence; the goals below it say how one would see that."""

    personal: ClassVar[dict[str, PersonalField]] = {}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    focus = models.ForeignKey(FocusPoint, on_delete=models.PROTECT, related_name="ambitions")
    text = models.CharField(max_length=300)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.text


class Goal(TenantModel):
    """What will be different, and the indicator in which that would be seen. Without one it says why not.

    `area_code`: the area whose figure counts. What is aimed at stands in its newest `Target`.
    """

    personal: ClassVar[dict[str, PersonalField]] = {"made_by": done_by("verantwoorden wie een doel opschreef")}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ambition = models.ForeignKey(Ambition, on_delete=models.PROTECT, related_name="goals")
    title = models.CharField(max_length=160)
    about = models.TextField(blank=True)
    indicator = models.CharField(max_length=80, blank=True)
    no_indicator = models.CharField(max_length=300, blank=True)
    area_code = models.CharField(max_length=60)
    order = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)
    previous = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="next")
    made_by = models.CharField(max_length=100)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(indicator="") | ~Q(no_indicator=""), name="goal_has_indicator_or_says_why_not"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Target(TenantModel):
    """What a goal aims at: a value of its indicator on a day, seen from a period. The newest counts; none is changed.

    The values of the baseline and of now are not here: they are read from the figures each time.
    """

    personal: ClassVar[dict[str, PersonalField]] = {"made_by": done_by("verantwoorden wie een streefwaarde koos")}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="targets")
    number = models.PositiveSmallIntegerField()
    baseline_period = models.CharField(max_length=4)
    value = models.FloatField()
    due_on = models.DateField()
    reason = models.CharField(max_length=500, blank=True)
    made_by = models.CharField(max_length=100)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["goal", "number"], name="target_number_once"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(reason=""), name="target_changed_with_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.value} ({self.due_on})"
