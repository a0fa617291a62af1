"""A place where nuisance crosses the norm, and the approach of all partners together. Never a file on persons."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from wens.bottlenecks.models.bottlenecks import Bottleneck, about_place
from wens.bottlenecks.models.choices import Outcome, PartnerRole, PlaceMove, PlaceState, RoleState
from wens.bottlenecks.models.rules import RuleSet
from wens.organisations.models import Organisation
from wens.tenancy.models import TenantModel
from wens.tenancy.personal import PersonalField, done_by


class Place(TenantModel):
    """A street, square or park where the norm is crossed; `norm`: the key of the norm in that version of the norms.

    It never has a house number: the approach is about what happens outside, and who lives there is nobody's matter.
    """

    personal: ClassVar[dict[str, PersonalField]] = {
        "name": about_place("de plek vinden"),
        "evaluation": about_place("leren of een aanpak hielp"),
        "made_by": done_by("verantwoorden wie een aanpak begon"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    norms = models.ForeignKey(RuleSet, on_delete=models.PROTECT, related_name="places")
    norm = models.CharField(max_length=40)
    bottleneck = models.ForeignKey(Bottleneck, null=True, blank=True, on_delete=models.PROTECT, related_name="places")
    state = models.CharField(max_length=12, choices=PlaceState.choices, default=PlaceState.SEEN)
    state_since = models.DateTimeField()
    look_again_on = models.DateField()
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)
    evaluation = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    answer_key = models.UUIDField()
    made_by = models.CharField(max_length=100)
    made_at = models.DateTimeField()
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["area_code", "name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["gemeente", "answer_key"], name="place_sent_once"),
            models.CheckConstraint(condition=Q(state__in=PlaceState.values), name="place_state_known"),
            models.CheckConstraint(
                condition=~Q(state=PlaceState.ENDED) | (~Q(outcome="") & ~Q(evaluation="")),
                name="place_ends_with_evaluation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area_code} ({self.state})"


class Fact(TenantModel):
    """What was counted or seen at a place, with where it comes from; only ever added.

    `count`: how many signals in `weeks` weeks until and including `until`, None for what cannot be counted.
    """

    personal: ClassVar[dict[str, PersonalField]] = {
        "text": about_place("laten zien waarop een aanpak rust"),
        "by": done_by("verantwoorden wie een feit toevoegde"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="facts")
    text = models.CharField(max_length=500)
    origin = models.CharField(max_length=120)
    count = models.PositiveIntegerField(null=True, blank=True)
    weeks = models.PositiveSmallIntegerField(null=True, blank=True)
    until = models.DateField()
    at = models.DateTimeField()
    by = models.CharField(max_length=100)

    class Meta:
        ordering = ["-until", "-at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(count__isnull=True, weeks__isnull=True) | Q(count__isnull=False, weeks__gt=0),
                name="fact_counted_in_weeks",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Role(TenantModel):
    """What one partner does in an approach, and until when; outside it is a kind of partner, never a person."""

    personal: ClassVar[dict[str, PersonalField]] = {"task": about_place("weten wie wat doet")}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(max_length=12, choices=PartnerRole.choices)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    task = models.CharField(max_length=300)
    due_on = models.DateField()
    state = models.CharField(max_length=6, choices=RoleState.choices, default=RoleState.ASKED)
    state_since = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["role", "due_on", "id"]
        constraints = [models.UniqueConstraint(fields=["place", "role", "organisation"], name="role_once_per_partner")]

    def __str__(self) -> str:
        return f"{self.role} ({self.state})"


class PlaceStep(TenantModel):
    """What happened with a place, when, and why; only ever added."""

    personal: ClassVar[dict[str, PersonalField]] = {
        "by": done_by("verantwoorden wie een stap in een aanpak zette"),
        "words": about_place("uitleggen waarom een stap is gezet"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="steps")
    what = models.CharField(max_length=8, choices=PlaceMove.choices)
    words = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=100)

    class Meta:
        ordering = ["-at", "id"]

    def __str__(self) -> str:
        return f"{self.what} {self.place_id}"
