"""A wijkbeheerplan per wijk and year, in versions that two people signed; its works, what happened and who asked."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from wens.organisations.models import Organisation
from wens.tenancy.models import TenantModel
from wens.tenancy.personal import PersonalField, done_by

ARCHIVE = "AVG art. 6 lid 1 onder e; Archiefwet"
SEVEN_YEARS = 7 * 365


class State(models.TextChoices):
    """Where a work stands; `wens.works.states` says what leads from where to where."""

    IDEA = "idea", _("idee")
    CONSIDERED = "considered", _("wij kijken of het kan")
    PLANNED = "planned", _("gepland")
    BUSY = "busy", _("bezig")
    DONE = "done", _("klaar")
    NOT_DONE = "not_done", _("gaat niet door")
    CARRIED = "carried", _("doorgeschoven naar het volgende jaar")


class What(models.TextChoices):
    """What happens with a work."""

    ADD = "add", _("toegevoegd")
    CONSIDER = "consider", _("wij kijken of het kan")
    PLAN = "plan", _("gepland")
    START = "start", _("begonnen")
    FINISH = "finish", _("klaar")
    POSTPONE = "postpone", _("uitgesteld")
    STOP = "stop", _("gaat niet door")
    RECONSIDER = "reconsider", _("toch opnieuw bekeken")
    REOPEN = "reopen", _("nog niet klaar")
    CARRY = "carry", _("doorgeschoven")


class Period(models.TextChoices):
    """When in the year."""

    FIRST = "q1", _("januari tot en met maart")
    SECOND = "q2", _("april tot en met juni")
    THIRD = "q3", _("juli tot en met september")
    FOURTH = "q4", _("oktober tot en met december")
    YEAR = "year", _("in de loop van het jaar")


class Purpose(models.TextChoices):
    """What a version of a plan is for."""

    PROPOSAL = "proposal", _("voorstel: bewoners kunnen reageren")
    FINAL = "final", _("vastgesteld plan")


class VersionState(models.TextChoices):
    """Where a version of a plan stands."""

    DRAFT = "draft", _("concept")
    OFFERED = "offered", _("wacht op een tweede lezer")
    RETURNED = "returned", _("terug naar de schrijver")
    DROPPED = "dropped", _("vervallen")
    SIGNED = "signed", _("getekend")
    WITHDRAWN = "withdrawn", _("ingetrokken")


OPEN_VERSION = (VersionState.DRAFT, VersionState.OFFERED, VersionState.RETURNED)
PUBLIC_VERSION = (VersionState.SIGNED, VersionState.WITHDRAWN)


class YearPlan(TenantModel):
    """The wijkbeheerplan of one wijk in one year."""

    personal: ClassVar[dict[str, PersonalField]] = {}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["-year", "area_code"]
        constraints = [
            models.UniqueConstraint(fields=["gemeente", "area_code", "year"], name="works_plan_once"),
            models.CheckConstraint(condition=Q(year__gte=2000, year__lte=2100), name="works_plan_year"),
        ]

    def __str__(self) -> str:
        return f"{self.area_code} {self.year}"


class Version(TenantModel):
    """One version of a plan. `works` holds its works as they were when it was put before the second person.

    `answer`: what was done with what residents said to the proposal. After the signature its words never change.
    """

    personal: ClassVar[dict[str, PersonalField]] = {
        "written_by": done_by("verantwoorden wie een wijkbeheerplan schreef"),
        "signed_by": done_by("verantwoorden wie een wijkbeheerplan als tweede tekende"),
        "ended_by": done_by("verantwoorden wie een wijkbeheerplan introk"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(YearPlan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    purpose = models.CharField(max_length=8, choices=Purpose.choices)
    intro = models.TextField()
    answer = models.TextField(blank=True)
    react_before = models.DateField(null=True, blank=True)
    works = models.JSONField(default=list)
    state = models.CharField(max_length=9, choices=VersionState.choices, default=VersionState.DRAFT)
    remark = models.CharField(max_length=500, blank=True)
    written_by = models.CharField(max_length=100)
    written_at = models.DateTimeField()
    signed_by = models.CharField(max_length=100, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    by_one_operator = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=100, blank=True)
    edits = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="works_version_number_once"),
            models.UniqueConstraint(
                fields=["plan"], condition=Q(state__in=OPEN_VERSION), name="works_version_one_open"
            ),
            models.CheckConstraint(condition=Q(state__in=VersionState.values), name="works_version_state_known"),
            models.CheckConstraint(condition=Q(purpose__in=Purpose.values), name="works_version_purpose_known"),
            models.CheckConstraint(
                condition=~Q(purpose=Purpose.PROPOSAL) | Q(react_before__isnull=False),
                name="works_version_react_before",
            ),
            # "(verwijderd)": the name of who signed is over its time (retention); that two people did it stays true.
            models.CheckConstraint(
                condition=~Q(state__in=PUBLIC_VERSION)
                | Q(signed_at__isnull=False)
                & (~Q(signed_by=F("written_by")) | Q(by_one_operator=True) | Q(signed_by="(verwijderd)")),
                name="works_version_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.number} ({self.state})"


class Work(TenantModel):
    """One thing that is done at one place. `previous`: the same work in the plan of the year before.

    `x`, `y`: metres in RD New (EPSG:28992), None when it is about the whole wijk. `responsible`: the organisation or
    department that carries it out, never a person. `shown_at`: when a signed version first told everybody of it.
    """

    personal: ClassVar[dict[str, PersonalField]] = {"made_by": done_by("verantwoorden wie een werk opschreef")}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(YearPlan, on_delete=models.PROTECT, related_name="rows")
    previous = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="next")
    title = models.CharField(max_length=120)
    about = models.TextField(max_length=1000)
    kind = models.CharField(max_length=20)
    place = models.CharField(max_length=160)
    x = models.FloatField(null=True, blank=True)
    y = models.FloatField(null=True, blank=True)
    responsible = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="works")
    period = models.CharField(max_length=4, choices=Period.choices, default=Period.YEAR)
    state = models.CharField(max_length=10, choices=State.choices, default=State.IDEA)
    state_since = models.DateTimeField()
    reason = models.CharField(max_length=500, blank=True)
    shown_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    made_by = models.CharField(max_length=100)
    made_at = models.DateTimeField()
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["period", "title", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="works_work_state_known"),
            models.CheckConstraint(condition=Q(period__in=Period.values), name="works_work_period_known"),
            models.CheckConstraint(
                condition=Q(x__isnull=True, y__isnull=True) | Q(x__isnull=False, y__isnull=False),
                name="works_work_point_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.NOT_DONE, State.CARRIED]) | ~Q(reason=""), name="works_work_says_why"
            ),
        ]
        indexes = [models.Index(fields=["gemeente", "state"], name="works_work_state")]

    def __str__(self) -> str:
        return f"{self.title} ({self.state})"


class WorkStep(TenantModel):
    """What happened with a work, when, for which organisation, and why; only ever added."""

    personal: ClassVar[dict[str, PersonalField]] = {
        "words": PersonalField(
            "uitleggen waarom een werk verandert; gaat nooit over een herkenbaar persoon", ARCHIVE, SEVEN_YEARS,
            "iedereen, als het werk op de site staat",
        ),
        "by": done_by("verantwoorden wie de stand van een werk veranderde"),
    }  # fmt: skip

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="steps")
    what = models.CharField(max_length=10, choices=What.choices)
    after = models.CharField(max_length=10, choices=State.choices)
    words = models.CharField(max_length=500, blank=True)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.CharField(max_length=100)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.what} {self.work_id}"


class LinkedContribution(TenantModel):
    """A contribution of a resident from which a work came: an id, never its words."""

    personal: ClassVar[dict[str, PersonalField]] = {
        "by": done_by("verantwoorden wie een melding aan een werk koppelde")
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="contributions")
    contribution = models.UUIDField()
    at = models.DateTimeField()
    by = models.CharField(max_length=100)

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["work", "contribution"], name="works_contribution_once")]
        indexes = [models.Index(fields=["gemeente", "contribution"], name="works_contribution")]

    def __str__(self) -> str:
        return str(self.pk)
