"""Signals from statistics: what a weekly run found, in which weeks it was seen, and how people judged it."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wens.tenancy.models import TenantModel
from wens.tenancy.personal import PersonalField, done_by

ARCHIVE = "AVG art. 6 lid 1 onder e; Archiefwet"


class Judged(models.TextChoices):
    """What a person says of a signal; "unclear" is a full answer."""

    EXPECTED = "expected", _("dit hadden wij verwacht")
    EXPLAINED = "explained", _("er is een verklaring")
    BOTTLENECK = "knelpunt", _("dit kan een knelpunt zijn")
    FALSE = "false", _("loos signaal: er was niets aan de hand")
    UNCLEAR = "unclear", _("wij weten het niet")


class SignalRules(TenantModel):
    """One version of what the administrator sets; the highest `number` holds now.

    `false_alarms_a_year`: the budget for the whole gemeente, over all indicators, areas and weeks together.
    `expiry_days`: so long a signal asks to be judged.
    """

    personal: ClassVar[dict[str, PersonalField]] = {"made_by": done_by("verantwoorden wie het budget vaststelde")}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.PositiveIntegerField()
    is_on = models.BooleanField(default=True)
    false_alarms_a_year = models.PositiveSmallIntegerField()
    expiry_days = models.PositiveSmallIntegerField()
    why = models.CharField(max_length=500)
    made_by = models.CharField(max_length=100)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["gemeente", "number"], name="signal_rules_number"),
            models.CheckConstraint(
                condition=Q(false_alarms_a_year__gte=1, expiry_days__gte=7) & ~Q(why=""), name="signal_rules_sound"
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)


class WeeklyRun(TenantModel):
    """One time of looking. `notes`: per indicator its last week, the share known of it, or why it was not looked at.

    `until`: the day before which the weeks had ended. `looks`, `alpha`: how many series were tested and the chance of a
    false alarm that each could take; `judged_false`: what the last 52 weeks had already spent of the budget.
    """

    personal: ClassVar[dict[str, PersonalField]] = {"by": done_by("verantwoorden wie een run begon")}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    until = models.DateField()
    method = models.CharField(max_length=20)
    budget = models.PositiveSmallIntegerField()
    judged_false = models.PositiveIntegerField()
    looks = models.PositiveIntegerField()
    alpha = models.FloatField()
    new = models.PositiveIntegerField()
    again = models.PositiveIntegerField()
    too_small = models.PositiveIntegerField()
    notes = models.JSONField(default=list)
    took_s = models.FloatField()
    at = models.DateTimeField()
    by = models.CharField(max_length=100)

    class Meta:
        ordering = ["-at", "id"]

    def __str__(self) -> str:
        return f"{self.until} ({self.new})"


class Signal(TenantModel):
    """A question to people: is something going on here? Of a place and some weeks, never of a person.

    `area_codes`: the areas, the centre first. `first_day`, `last_day`: the period. `observed`, `expected`, `p` and
    `alpha`: as `wens.signalling.detecting.alarms.Alarm`. `history`: cases in those areas per week of the last year
    (`monday`: of the first one, `cases`). `template`, `data`: which sentence, and its numbers; `said`: the words as
    they were made, per language. `judged`: the last judgement, empty while nobody judged; after `expires_on` nobody is
    asked any more.
    """

    personal: ClassVar[dict[str, PersonalField]] = {}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.PositiveIntegerField()
    indicator = models.CharField(max_length=80)
    theme = models.CharField(max_length=30)
    detector = models.CharField(max_length=12)
    method = models.CharField(max_length=20)
    level = models.CharField(max_length=12)
    area_codes = models.JSONField()
    first_day = models.DateField()
    last_day = models.DateField()
    observed = models.PositiveIntegerField()
    expected = models.FloatField()
    p = models.FloatField()
    alpha = models.FloatField()
    history = models.JSONField()
    template = models.CharField(max_length=30)
    data = models.JSONField()
    said = models.JSONField()
    run = models.ForeignKey(WeeklyRun, on_delete=models.PROTECT, related_name="signals")
    judged = models.CharField(max_length=10, choices=Judged.choices, blank=True)
    judged_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    expires_on = models.DateField()
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["-last_day", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["gemeente", "number"], name="signal_number"),
            models.CheckConstraint(condition=Q(first_day__lte=models.F("last_day")), name="signal_period"),
            models.CheckConstraint(condition=Q(judged="") | Q(judged_at__isnull=False), name="signal_judged_when"),
        ]
        indexes = [models.Index(fields=["gemeente", "indicator", "last_day"], name="signal_indicator")]

    def __str__(self) -> str:
        return f"{self.number} {self.indicator}"


class Sighting(TenantModel):
    """A week in which a signal was seen: the first makes the signal, a later one says that it goes on."""

    personal: ClassVar[dict[str, PersonalField]] = {}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    signal = models.ForeignKey(Signal, on_delete=models.CASCADE, related_name="sightings")
    week = models.DateField()
    area_codes = models.JSONField()
    observed = models.PositiveIntegerField()
    expected = models.FloatField()
    p = models.FloatField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["week"]
        constraints = [models.UniqueConstraint(fields=["signal", "week"], name="sighting_once_a_week")]

    def __str__(self) -> str:
        return f"{self.signal_id} {self.week}"


class Judgement(TenantModel):
    """Who judged a signal how, and why; only ever added, the newest holds."""

    personal: ClassVar[dict[str, PersonalField]] = {
        "by": done_by("verantwoorden wie een signaal beoordeelde"),
        "reason": PersonalField(
            "uitleggen waarom een signaal zo is beoordeeld; gaat nooit over een herkenbaar persoon", ARCHIVE, 7 * 365,
            "medewerkers en partners die signalen zien",
        ),
    }  # fmt: skip

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    signal = models.ForeignKey(Signal, on_delete=models.CASCADE, related_name="judgements")
    judged = models.CharField(max_length=10, choices=Judged.choices)
    reason = models.CharField(max_length=500)
    function = models.CharField(max_length=20)
    answer_key = models.UUIDField()
    at = models.DateTimeField()
    by = models.CharField(max_length=100)

    class Meta:
        ordering = ["-at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["gemeente", "answer_key"], name="judgement_sent_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="judgement_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.judged} {self.signal_id}"


class BackTest(TenantModel):
    """What looking back over past weeks gave, per indicator (`wens.signalling.detecting.looking_back`)."""

    personal: ClassVar[dict[str, PersonalField]] = {"by": done_by("verantwoorden wie liet terugkijken")}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    until = models.DateField()
    weeks = models.PositiveSmallIntegerField()
    method = models.CharField(max_length=20)
    budget = models.PositiveSmallIntegerField()
    results = models.JSONField()
    took_s = models.FloatField()
    at = models.DateTimeField()
    by = models.CharField(max_length=100)

    class Meta:
        ordering = ["-at", "id"]

    def __str__(self) -> str:
        return f"{self.until} ({self.weeks})"
