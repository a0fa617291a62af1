"""A vote on applications: what is voted on, the one-off codes, and the urn. No row ties a code to a ballot."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from wens.budgets.models.applying import Application
from wens.budgets.models.choices import Method, VoteState
from wens.budgets.models.money import Budget, euros_field
from wens.tenancy.models import TenantModel
from wens.tenancy.personal import PersonalField, done_by


class Vote(TenantModel):
    """A vote by residents over `stake` euro. `outcome` is filled at the count, by `wens.budgets.counting`."""

    personal: ClassVar[dict[str, PersonalField]] = {"made_by": done_by("verantwoorden wie een stemming hield")}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    budget = models.ForeignKey(Budget, on_delete=models.PROTECT, related_name="votes")
    method = models.CharField(max_length=8, choices=Method.choices)
    stake = euros_field()
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=VoteState.choices, default=VoteState.DRAFT)
    outcome = models.JSONField(default=dict, blank=True)
    counted_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    made_by = models.CharField(max_length=100)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-opens_at"]
        constraints = [
            models.CheckConstraint(condition=Q(opens_at__lt=F("closes_at")), name="vote_runs_forward"),
            models.CheckConstraint(condition=Q(stake__gt=0), name="vote_is_about_money"),
            models.CheckConstraint(
                condition=~Q(state=VoteState.COUNTED) | Q(counted_at__isnull=False), name="vote_counted_when"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.budget_id} {self.method} ({self.state})"


class Candidate(TenantModel):
    """An application that is voted on, at what it costs."""

    personal: ClassVar[dict[str, PersonalField]] = {}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="candidates")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="candidacies")
    cost = euros_field()

    class Meta:
        ordering = ["application__number"]
        constraints = [models.UniqueConstraint(fields=["vote", "application"], name="candidate_once")]

    def __str__(self) -> str:
        return f"{self.vote_id} {self.application_id}"


class Code(TenantModel):
    """A code that gives one vote, kept as a keyed hash only. To whom a code was given is written down nowhere.

    It was used when `used_with` is filled: the key of the form, so that sending twice gives the same answer. There is
    no time in this row, on purpose: a time would order the codes as the ballots came.
    """

    personal: ClassVar[dict[str, PersonalField]] = {}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="codes")
    digest = models.CharField(max_length=64)
    used_with = models.UUIDField(null=True, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["vote", "digest"], name="code_once")]

    def __str__(self) -> str:
        return str(self.pk)


class Urn(TenantModel):
    """All ballots of a vote, in one row and always in sorted order.

    One row, because PostgreSQL keeps with each row which transaction wrote it: a row per ballot would tell which code
    was used in the same one. Sorted, because the order in which ballots came would tell the same.
    """

    personal: ClassVar[dict[str, PersonalField]] = {}

    vote = models.OneToOneField(Vote, primary_key=True, on_delete=models.CASCADE, related_name="urn")
    ballots = models.JSONField(default=list)

    def __str__(self) -> str:
        return str(self.vote_id)
