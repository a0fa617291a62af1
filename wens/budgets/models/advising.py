"""Advice of a wijk- or dorpsraad: asked or given unasked, answered with reasons, and what came of it."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wens.organisations.models import Organisation
from wens.tenancy.models import TenantModel
from wens.tenancy.personal import PersonalField, done_by


class AdviceState(models.TextChoices):
    ASKED = "asked", _("gevraagd")
    GIVEN = "given", _("gegeven, wacht op antwoord")
    ANSWERED = "answered", _("beantwoord")
    DONE = "done", _("afgerond")
    NOT_GIVEN = "not_given", _("geen advies gegeven")
    WITHDRAWN = "withdrawn", _("vraag ingetrokken")


class Followed(models.TextChoices):
    """How far the gemeente goes along with advice; when not wholly, the answer gives the reason."""

    WHOLLY = "wholly", _("wij volgen het advies")
    PARTLY = "partly", _("wij volgen het advies voor een deel")
    NOT = "not", _("wij volgen het advies niet")


class Advice(TenantModel):
    """One advice, for everybody to read. `due_on`: the day by which whose turn it is does the next thing.

    `council` gives it; the gemeente asks, answers and tells what came of it. Each text is by an organisation, never by
    a person. `told_for` is the day that whose turn it is was reminded of.
    """

    personal: ClassVar[dict[str, PersonalField]] = {"made_by": done_by("verantwoorden wie om advies vroeg")}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    council = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="advice")
    title = models.CharField(max_length=160)
    question = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=AdviceState.choices)
    state_since = models.DateTimeField()
    due_on = models.DateField(null=True, blank=True)
    told_for = models.DateField(null=True, blank=True)
    text = models.TextField(blank=True)
    followed = models.CharField(max_length=8, choices=Followed.choices, blank=True)
    answer = models.TextField(blank=True)
    outcome = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    made_by = models.CharField(max_length=100)
    made_at = models.DateTimeField()
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=AdviceState.values), name="advice_state_known"),
            models.CheckConstraint(
                condition=~Q(state__in=["given", "answered", "done"]) | ~Q(text=""), name="advice_given_has_text"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["answered", "done"]) | (~Q(followed="") & ~Q(answer="")),
                name="advice_answered_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.state})"

    @property
    def waits_on_council(self) -> bool:
        """Tell whether it is the turn of the raad; else it is that of the gemeente, or it is over."""
        return self.state == AdviceState.ASKED


class AdviceStep(TenantModel):
    """What happened with an advice, when, and by whom."""

    personal: ClassVar[dict[str, PersonalField]] = {"by": done_by("verantwoorden wie een advies gaf of beantwoordde")}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    advice = models.ForeignKey(Advice, on_delete=models.PROTECT, related_name="steps")
    what = models.CharField(max_length=10)
    words = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.advice_id} {self.what}"
