"""A knelpunt, what it rests on, how it was weighed, and what people with that mandate decided about it."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from wens.bottlenecks.models.choices import EvidenceKind, State, What
from wens.bottlenecks.models.rules import RuleSet
from wens.organisations.models import Organisation
from wens.photos.models import Photo
from wens.tenancy.models import TenantModel
from wens.tenancy.personal import PersonalField, done_by
from wens.voices.models import Frequency, Size

ARCHIVE = "AVG art. 6 lid 1 onder e; Archiefwet"
SEVEN_YEARS = 7 * 365
AUDIENCE = "medewerkers en partners die knelpunten zien"


def about_place(purpose: str) -> PersonalField:
    """Return the declaration of free text about a place, in which somebody may be named against the rules."""
    return PersonalField(f"{purpose}; gaat nooit over een herkenbaar persoon", ARCHIVE, SEVEN_YEARS, AUDIENCE)


class Bottleneck(TenantModel):
    """Where sources point to trouble and people decide whether it counts; `number` counts per gemeente.

    `round` is the id of the round at whose weighing it was proposed, None for one that could not wait (`is_urgent`):
    then `answer_before` says until when somebody decides. `version` goes up with every change: a form that was opened
    before it is told so. What everybody reads is a text of its own (`PublicText`).
    """

    personal: ClassVar[dict[str, PersonalField]] = {
        "title": about_place("het knelpunt herkennen"),
        "nature": about_place("begrijpen wat er speelt"),
        "causes": about_place("begrijpen waar het door komt"),
        "place": about_place("de straat of plek vinden"),
        "made_by": done_by("verantwoorden wie een knelpunt voorstelde"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.PositiveIntegerField()
    area_code = models.CharField(max_length=60)
    theme = models.CharField(max_length=30)
    round = models.UUIDField(null=True, blank=True)
    title = models.CharField(max_length=120)
    nature = models.TextField()
    size = models.CharField(max_length=16, choices=Size.choices, blank=True)
    frequency = models.CharField(max_length=16, choices=Frequency.choices, blank=True)
    causes = models.TextField(blank=True)
    place = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    state_since = models.DateTimeField()
    is_urgent = models.BooleanField(default=False)
    answer_before = models.DateTimeField(null=True, blank=True)
    passed_to = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    parked_until = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    answer_key = models.UUIDField()
    made_by = models.CharField(max_length=100)
    made_at = models.DateTimeField()
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["area_code", "number"]
        constraints = [
            models.UniqueConstraint(fields=["gemeente", "number"], name="bottleneck_number"),
            models.UniqueConstraint(fields=["gemeente", "answer_key"], name="bottleneck_sent_once"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="bottleneck_state_known"),
            models.CheckConstraint(
                condition=Q(is_urgent=False) | Q(answer_before__isnull=False), name="bottleneck_urgent_until"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.PASSED_ON) | Q(passed_to__isnull=False), name="bottleneck_passed_to_whom"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.PARKED) | Q(parked_until__isnull=False), name="bottleneck_parked_until"
            ),
        ]
        indexes = [models.Index(fields=["gemeente", "area_code", "state"], name="bottleneck_area")]

    def __str__(self) -> str:
        return f"{self.number} ({self.state})"


class Evidence(TenantModel):
    """A figure of a frozen photo, a statement at the table, a contribution or a signal on which a knelpunt rests.

    Ids only: the words stay where they are, behind their own lock, and go when their own time is over. `source` is the
    id of the statement, contribution or signal; a figure is the photo with the key of its indicator.
    """

    personal: ClassVar[dict[str, PersonalField]] = {"added_by": done_by("verantwoorden wie bewijs koppelde")}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    bottleneck = models.ForeignKey(Bottleneck, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=12, choices=EvidenceKind.choices)
    source = models.UUIDField(null=True, blank=True)
    photo = models.ForeignKey(Photo, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    indicator = models.CharField(max_length=80, blank=True)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=100)

    class Meta:
        ordering = ["kind", "added_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["bottleneck", "source"], condition=Q(source__isnull=False), name="evidence_source_once"
            ),
            models.UniqueConstraint(
                fields=["bottleneck", "photo", "indicator"],
                condition=Q(photo__isnull=False),
                name="evidence_figure_once",
            ),
            models.CheckConstraint(
                condition=Q(kind=EvidenceKind.FIGURE, photo__isnull=False, source__isnull=True) & ~Q(indicator="")
                | Q(kind__in=[EvidenceKind.STATEMENT, EvidenceKind.CONTRIBUTION, EvidenceKind.SIGNAL],
                    photo__isnull=True, source__isnull=False, indicator=""),
                name="evidence_says_what",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["gemeente", "source"], name="evidence_source"),
            models.Index(fields=["gemeente", "photo", "indicator"], name="evidence_figure"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.source or self.indicator}"


class Weighing(TenantModel):
    """How somebody weighed a knelpunt by one version of the criteria; only ever added.

    `answers`: key of the criterion → key of the option that was chosen. They are never added up.
    """

    personal: ClassVar[dict[str, PersonalField]] = {
        "by": done_by("verantwoorden wie een knelpunt woog"),
        "note": about_place("uitleggen waarom zo is gewogen"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    bottleneck = models.ForeignKey(Bottleneck, on_delete=models.CASCADE, related_name="weighings")
    criteria = models.ForeignKey(RuleSet, on_delete=models.PROTECT, related_name="weighings")
    answers = models.JSONField()
    note = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=100)

    class Meta:
        ordering = ["-at", "id"]

    def __str__(self) -> str:
        return f"{self.bottleneck_id} {self.at:%Y-%m-%d}"


class Decision(TenantModel):
    """Who decided what about a knelpunt, when, and why; only ever added. `function`: outside nobody has a name."""

    personal: ClassVar[dict[str, PersonalField]] = {
        "by": done_by("verantwoorden wie over een knelpunt besliste"),
        "reason": about_place("uitleggen waarom zo is besloten"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    bottleneck = models.ForeignKey(Bottleneck, on_delete=models.CASCADE, related_name="decisions")
    what = models.CharField(max_length=10, choices=What.choices)
    reason = models.CharField(max_length=1000, blank=True)
    passed_to = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    parked_until = models.DateField(null=True, blank=True)
    function = models.CharField(max_length=20)
    at = models.DateTimeField()
    by = models.CharField(max_length=100)

    class Meta:
        ordering = ["-at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(what=What.PROPOSE) | ~Q(reason=""), name="decision_has_reason")
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.bottleneck_id}"
