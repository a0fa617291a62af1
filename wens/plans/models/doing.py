"""Actions: who leads, who joins, what each signed, how far it is, what was reported."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from wens.organisations.models import Organisation
from wens.plans.models.choices import PartRole, Stage, What
from wens.plans.models.tree import FocusPoint, Goal
from wens.tenancy.models import TenantModel
from wens.tenancy.personal import PersonalField, done_by

ARCHIVE = "AVG art. 6 lid 1 onder e; Archiefwet"
SEVEN_YEARS = 7 * 365
AUDIENCE = "medewerkers en partners die plannen zien"
OUTSIDE = "iedereen, als de actie openbaar is"


class Action(TenantModel):
    """What partners agreed to do for a goal. Confidential ones exist for who sees plans only.

    `wants_public` is what was proposed; `is_public` is what holds: nothing goes outside before all have signed.
    `measure`: the key of what it was taken from in the library of measures, if any.
    """

    personal: ClassVar[dict[str, PersonalField]] = {"made_by": done_by("verantwoorden wie een actie voorstelde")}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="actions")
    title = models.CharField(max_length=160)
    about = models.TextField(blank=True)
    lead = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="leads_actions")
    due_on = models.DateField()
    wants_public = models.BooleanField()
    is_public = models.BooleanField(default=False)
    stage = models.CharField(max_length=8, choices=Stage.choices, default=Stage.PROPOSED)
    stage_since = models.DateTimeField()
    previous = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="next")
    measure = models.CharField(max_length=60, blank=True)
    version = models.PositiveIntegerField(default=0)
    reminded_for = models.DateField(null=True, blank=True)
    escalated_for = models.DateField(null=True, blank=True)
    made_by = models.CharField(max_length=100)
    made_at = models.DateTimeField()
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["due_on", "title"]
        constraints = [models.CheckConstraint(condition=Q(stage__in=Stage.values), name="action_stage_known")]
        indexes = [models.Index(fields=["gemeente", "stage", "due_on"], name="action_stage_due")]

    def __str__(self) -> str:
        return f"{self.title} ({self.stage})"


class Part(TenantModel):
    """What one partner does in an action; `number` is its newest version, `signed` the newest that it signed."""

    personal: ClassVar[dict[str, PersonalField]] = {}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="parts")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="parts_of_actions")
    role = models.CharField(max_length=8, choices=PartRole.choices)
    words = models.CharField(max_length=500)
    means = models.CharField(max_length=300, blank=True)
    number = models.PositiveSmallIntegerField(default=1)
    signed = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["role", "organisation__name"]
        constraints = [
            models.UniqueConstraint(fields=["action", "organisation"], name="part_once_per_partner"),
            models.UniqueConstraint(fields=["action"], condition=Q(role="lead"), name="action_has_one_lead"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.role}"

    @property
    def is_signed(self) -> bool:
        """Tell whether its partner signed the newest version."""
        return self.signed == self.number


class PartVersion(TenantModel):
    """What a partner was asked to sign, in full, and who signed it; versions are added and never replaced."""

    personal: ClassVar[dict[str, PersonalField]] = {
        "made_by": done_by("verantwoorden wie een afspraak opschreef"),
        "signed_by": done_by("verantwoorden wie voor een partner tekende"),
        "reason": PersonalField("uitleggen waarom een afspraak veranderde", ARCHIVE, SEVEN_YEARS, AUDIENCE),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    terms = models.JSONField()
    reason = models.CharField(max_length=500, blank=True)
    made_by = models.CharField(max_length=100)
    made_at = models.DateTimeField()
    signed_by = models.CharField(max_length=100, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["part", "number"], name="part_version_once")]

    def __str__(self) -> str:
        return f"{self.part_id} {self.number}"


class Milestone(TenantModel):
    """A step of a partner in an action, with the day on which it should be done. What is dropped stays, unseen."""

    personal: ClassVar[dict[str, PersonalField]] = {}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="milestones")
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="milestones")
    title = models.CharField(max_length=160)
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "title"]

    def __str__(self) -> str:
        return self.title


class Report(TenantModel):
    """One line of a partner on an action. `answer_key`: sent twice, it counts once."""

    personal: ClassVar[dict[str, PersonalField]] = {
        "by": done_by("verantwoorden wie een bericht over een actie schreef"),
        "line": PersonalField(
            "laten weten hoe het gaat; gaat nooit over een herkenbaar persoon", ARCHIVE, SEVEN_YEARS, OUTSIDE
        ),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="reports")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    line = models.CharField(max_length=200)
    done = models.PositiveSmallIntegerField(default=0)
    is_stuck = models.BooleanField(default=False)
    answer_key = models.UUIDField()
    at = models.DateTimeField()
    by = models.CharField(max_length=100)

    class Meta:
        ordering = ["-at", "id"]
        constraints = [models.UniqueConstraint(fields=["gemeente", "answer_key"], name="report_once")]

    def __str__(self) -> str:
        return f"{self.action_id} {self.at:%Y-%m-%d}"


class ReportPhoto(TenantModel):
    """A photo with a report, made anew without metadata by the confined decoder; it stands and goes with its row."""

    personal: ClassVar[dict[str, PersonalField]] = {
        "jpeg": PersonalField(
            "laten zien wat is gedaan; er staat geen herkenbaar persoon op", ARCHIVE, SEVEN_YEARS, OUTSIDE
        ),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.OneToOneField(Report, on_delete=models.CASCADE, related_name="photo")
    jpeg = models.BinaryField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.report_id} {self.width} x {self.height}"


class Need(TenantModel):
    """What is needed to get an action going again: not whose fault it is. For who sees plans only."""

    personal: ClassVar[dict[str, PersonalField]] = {
        "by": done_by("verantwoorden wie om hulp vroeg"),
        "words": PersonalField(
            "weten wat nodig is; gaat nooit over een herkenbaar persoon", ARCHIVE, SEVEN_YEARS, AUDIENCE
        ),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="needs")
    words = models.CharField(max_length=300)
    at = models.DateTimeField()
    by = models.CharField(max_length=100)
    met_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "id"]

    def __str__(self) -> str:
        return f"{self.action_id} {self.at:%Y-%m-%d}"


class Done(TenantModel):
    """Who did what with a focus point or an action, when, and why; only ever added. For who sees plans only."""

    personal: ClassVar[dict[str, PersonalField]] = {
        "by": done_by("verantwoorden wie over een plan besliste"),
        "words": PersonalField("uitleggen waarom een plan veranderde", ARCHIVE, SEVEN_YEARS, AUDIENCE),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    focus = models.ForeignKey(FocusPoint, null=True, on_delete=models.PROTECT, related_name="history")
    action = models.ForeignKey(Action, null=True, on_delete=models.PROTECT, related_name="history")
    what = models.CharField(max_length=10, choices=What.choices)
    words = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=100)

    class Meta:
        ordering = ["-at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(focus__isnull=False, action=None) | Q(focus=None, action__isnull=False),
                name="done_with_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return self.what
