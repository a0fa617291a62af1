"""Editions, who activated them, and the figures of the active ones.

Edition     all figures of one tier, built at one moment; immutable in its Parquet file.
Activation  a step of an edition from one state to another: who, when, why (`states.py`).
Figure      a row of an active edition, copied from its file so that pages can read it.
Spread      how an indicator lies over the buurten of a gemeente or stadsdeel in an active edition.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from wens.tenancy.models import TenantModel
from wens.tenancy.personal import PersonalField, done_by


class Tier(models.TextChoices):
    """Who may see it: partners see more than the public, never the other way round."""

    PARTNERS = "partners", "partners"
    PUBLIC = "public", "openbaar"


class State(models.TextChoices):
    """`states.STEPS` says how an edition goes from one to the other."""

    BUILT = "built", "gebouwd"
    AWAITING = "awaiting_confirmation", "wacht op bevestiging"
    ACTIVE = "active", "actief"
    SUPERSEDED = "superseded", "vervangen"
    ROLLED_BACK = "rolled_back", "teruggedraaid"


class Edition(TenantModel):
    """One build of one tier. `digest` is over the figures, `file_digest` over the bytes of the file."""

    personal: ClassVar[dict[str, PersonalField]] = {
        "built_by": done_by("verantwoorden wie een editie liet maken"),
        "built_by_name": done_by("laten zien wie een editie liet maken, ook als het account er niet meer is"),
    }

    tier = models.CharField(max_length=8, choices=Tier.choices)
    state = models.CharField(max_length=21, choices=State.choices, default=State.BUILT)
    year = models.SmallIntegerField()
    rows = models.IntegerField()
    digest = models.CharField(max_length=64)
    file_digest = models.CharField(max_length=64)
    changes = models.JSONField(default=dict)
    built_at = models.DateTimeField(auto_now_add=True)
    built_by = models.CharField(max_length=100)
    built_by_name = models.CharField(max_length=200)
    activated_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=State.ACTIVE) | Q(activated_at__isnull=False), name="figures_edition_active_since"
            ),
            models.UniqueConstraint(
                fields=["gemeente", "tier"], condition=Q(state=State.ACTIVE), name="figures_edition_one_active"
            ),
            models.CheckConstraint(condition=Q(tier__in=Tier.values), name="figures_edition_tier"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="figures_edition_state"),
        ]

    def __str__(self) -> str:
        return f"{self.tier} {self.pk} ({self.state})"


class Activation(TenantModel):
    """One step of an edition, as it was taken; only ever added."""

    personal: ClassVar[dict[str, PersonalField]] = {
        "by": done_by("verantwoorden wie een editie in gebruik nam of bevestigde"),
        "by_name": done_by("laten zien wie een editie in gebruik nam, ook als het account er niet meer is"),
    }

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="activations")
    step = models.CharField(max_length=12)
    from_state = models.CharField(max_length=21, choices=State.choices)
    to_state = models.CharField(max_length=21, choices=State.choices)
    at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=100)
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(by=""), name="figures_activation_by")]

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.from_state} -> {self.to_state}"


class Figure(TenantModel):
    """One row of an active edition (`rows.FigureRow`). `grain` is year, quarter, month or pooled (years)."""

    personal: ClassVar[dict[str, PersonalField]] = {}

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="figures")
    tier = models.CharField(max_length=8, choices=Tier.choices)
    grain = models.CharField(max_length=7)
    area_code = models.CharField(max_length=60)
    area_name = models.CharField(max_length=200)
    level = models.CharField(max_length=12)
    generation = models.SmallIntegerField()
    indicator = models.CharField(max_length=80)
    period = models.CharField(max_length=9)
    count = models.FloatField(null=True)
    denominator = models.FloatField(null=True)
    value = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    unit = models.CharField(max_length=80)
    comparison = models.FloatField(null=True)
    flags = models.CharField(max_length=120, blank=True)
    snapshot = models.TextField(blank=True)
    smoothed = models.FloatField(null=True)
    smoothed_low = models.FloatField(null=True)
    smoothed_high = models.FloatField(null=True)
    stadsdeel_value = models.FloatField(null=True)
    land_value = models.FloatField(null=True)
    previous_value = models.FloatField(null=True)
    previous_count = models.FloatField(null=True)
    change_p = models.FloatField(null=True)
    change = models.CharField(max_length=8, blank=True)
    verdict = models.CharField(max_length=8, blank=True)
    verdict_p = models.FloatField(null=True)
    denominator_period = models.CharField(max_length=4, blank=True)
    source = models.CharField(max_length=40)
    verdict_q = models.FloatField(null=True)
    expected = models.FloatField(null=True)
    peer_value = models.FloatField(null=True)
    peers = models.TextField(blank=True)
    trend = models.CharField(max_length=8, blank=True)
    trend_p = models.FloatField(null=True)
    trend_yearly = models.FloatField(null=True)
    trend_low = models.FloatField(null=True)
    trend_high = models.FloatField(null=True)
    trend_from = models.CharField(max_length=9, blank=True)
    reason = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["gemeente", "tier", "area_code", "indicator", "period"], name="figures_figure_once"
            )
        ]
        indexes = [
            models.Index(fields=["gemeente", "tier", "indicator", "period", "level"], name="figures_figure_table")
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.period} {self.area_code}"


class Spread(TenantModel):
    """What `spread.spreads` found in an active edition. `uneven`: the fields of a Concentration; `patterns`: of each
    Pattern its area, kind, p and q."""

    personal: ClassVar[dict[str, PersonalField]] = {}

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="spreads")
    tier = models.CharField(max_length=8, choices=Tier.choices)
    area_code = models.CharField(max_length=60)
    indicator = models.CharField(max_length=80)
    period = models.CharField(max_length=9)
    uneven = models.JSONField(null=True)
    patterns = models.JSONField(default=list)

    class Meta:
        ordering = ["indicator", "area_code"]
        constraints = [
            models.UniqueConstraint(fields=["gemeente", "tier", "area_code", "indicator"], name="figures_spread_once")
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.period} {self.area_code}"
