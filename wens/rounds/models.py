"""Rounds, their eight steps, what people decided about them, and what one round hands to the next.

Where a step stands is read from real things (`facts`); that it is closed is a decision of a person, with a note.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from wens.tenancy.models import TenantModel
from wens.tenancy.personal import PersonalField, done_by

ARCHIVE = "AVG art. 6 lid 1 onder e; Archiefwet"
SEVEN_YEARS = 7 * 365
AUDIENCE = "medewerkers en partners die rondes zien"


class Stage(models.TextChoices):
    """Where a round as a whole stands; `wens.rounds.states` says what leads from where to where."""

    PLANNED = "planned", _("gepland")
    RUNNING = "running", _("bezig")
    FINISHED = "finished", _("afgerond")
    CANCELLED = "cancelled", _("gaat niet door")


class StepKey(models.TextChoices):
    """The eight steps of a round."""

    COLLECT = "collect", _("Verzamelen")
    PHOTO = "photo", _("Foto")
    LISTEN = "listen", _("Luisteren")
    TABLE = "table", _("Ronde tafel")
    WEIGH = "weigh", _("Wegen")
    PLAN = "plan", _("Plan")
    PUBLISH = "publish", _("Openbaar maken")
    FOLLOW = "follow", _("Volgen")


class StepState(models.TextChoices):
    OPEN = "open", _("open")
    CLOSED = "closed", _("afgesloten")


class What(models.TextChoices):
    """What somebody decided about a round."""

    PLAN = "plan", _("ingepland")
    START = "start", _("begonnen")
    CLOSE = "close", _("stap afgesloten")
    REOPEN = "reopen", _("stap weer geopend")
    MOVE = "move", _("andere dag gekozen")
    SIGN = "sign", _("dossier getekend en vastgelegd")
    FINISH = "finish", _("ronde afgerond")
    RESUME = "resume", _("ronde weer geopend")
    CANCEL = "cancel", _("ronde afgezegd")


class Round(TenantModel):
    """One round in one wijk; `number` counts per wijk. Only one runs at a time.

    `listens_from`: what people told from this day on belongs to it. `signed_at`: its dossier was signed off and frozen.
    `version` goes up with every change, so that a form opened before it is told so.
    """

    personal: ClassVar[dict[str, PersonalField]] = {"made_by": done_by("verantwoorden wie een ronde plande")}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=60)
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=Stage.choices, default=Stage.PLANNED)
    state_since = models.DateTimeField()
    begins_on = models.DateField()
    listens_from = models.DateField()
    signed_at = models.DateTimeField(null=True, blank=True)
    previous = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="next")
    version = models.PositiveIntegerField(default=0)
    made_by = models.CharField(max_length=100)
    made_at = models.DateTimeField()
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["area_code", "number"]
        constraints = [
            models.UniqueConstraint(fields=["gemeente", "area_code", "number"], name="round_number"),
            models.UniqueConstraint(
                fields=["gemeente", "area_code"], condition=Q(state="running"), name="round_runs_alone"
            ),
            models.CheckConstraint(condition=Q(number__gt=0), name="round_counts_from_one"),
            models.CheckConstraint(condition=Q(state__in=Stage.values), name="round_state_known"),
            models.CheckConstraint(condition=Q(listens_from__lte=F("begins_on")), name="round_listens_before"),
        ]

    def __str__(self) -> str:
        return f"{self.area_code} {self.number} ({self.state})"


class Step(TenantModel):
    """One of the eight steps of a round, with the day on which it should be done."""

    personal: ClassVar[dict[str, PersonalField]] = {}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="steps")
    key = models.CharField(max_length=10, choices=StepKey.choices)
    number = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    state = models.CharField(max_length=6, choices=StepState.choices, default=StepState.OPEN)
    closed_at = models.DateTimeField(null=True, blank=True)
    reminded_for = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "key"], name="round_step_once"),
            models.CheckConstraint(condition=Q(key__in=StepKey.values), name="round_step_known"),
            models.CheckConstraint(
                condition=Q(state="open", closed_at__isnull=True) | Q(state="closed", closed_at__isnull=False),
                name="round_step_closed_at",
            ),
        ]
        indexes = [models.Index(fields=["gemeente", "due_on"], condition=Q(state="open"), name="round_step_due")]

    def __str__(self) -> str:
        return f"{self.number} {self.key} ({self.state})"


class Decision(TenantModel):
    """Who decided what about a round, when, and with which words; only ever added."""

    personal: ClassVar[dict[str, PersonalField]] = {
        "by": done_by("verantwoorden wie over een ronde besliste"),
        "note": PersonalField(
            "uitleggen waarom een stap klaar of weer open is; gaat nooit over een herkenbaar persoon",
            ARCHIVE, SEVEN_YEARS, AUDIENCE,
        ),
    }  # fmt: skip

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="decisions")
    step = models.CharField(max_length=10, choices=StepKey.choices, blank=True)
    what = models.CharField(max_length=10, choices=What.choices)
    note = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=100)

    class Meta:
        ordering = ["-at", "id"]

    def __str__(self) -> str:
        return f"{self.what} {self.step}".strip()


class Carried(TenantModel):
    """What the round before left open and this one takes over: a step, an agreement of a meeting, or a remark.

    `action` is the id of an agreement: its words stay where they are, behind their own lock.
    """

    class Kind(models.TextChoices):
        STEP = "step", _("stap")
        ACTION = "action", _("afspraak")
        REMARK = "remark", _("opmerking")

    personal: ClassVar[dict[str, PersonalField]] = {
        "text": PersonalField(
            "onthouden wat is blijven liggen; gaat nooit over een herkenbaar persoon", ARCHIVE, SEVEN_YEARS, AUDIENCE
        ),
        "note": PersonalField("onthouden wat ermee is gedaan", ARCHIVE, SEVEN_YEARS, AUDIENCE),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="carried")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    step = models.CharField(max_length=10, choices=StepKey.choices, blank=True)
    action = models.UUIDField(null=True, blank=True)
    text = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["kind", "made_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="step") & ~Q(step="")
                | Q(kind="action", action__isnull=False)
                | Q(kind="remark") & ~Q(text=""),
                name="carried_says_what",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.step or self.action or ''}".strip()
