"""Covenants: which organisations may share what kind of material, why, where and how long. Never files on persons."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from wens.organisations.models import Organisation
from wens.tenancy.models import TenantModel
from wens.tenancy.personal import PersonalField, done_by


class Category(models.TextChoices):
    """What kind of material a covenant is about: about places and events, never about persons."""

    CONTRIBUTIONS = "contributions", _("wat bewoners vertellen")
    POLICE = "police", _("gegevens van de politie")
    HOUSING = "housing", _("gegevens van woningcorporaties")
    FIRE = "fire", _("gegevens van de brandweer")
    WELFARE = "welfare", _("gegevens van zorg en welzijn")
    MUNICIPAL = "municipal", _("gegevens van de gemeente")
    SIGNALS = "signals", _("wat partners op straat zien")
    SQUARES = "squares", _("cijfers per vak van 100 meter")


class Covenant(TenantModel):
    """What some organisations agreed to share. It counts from `starts_on` to and including `ends_on`, when active.

    The database itself compares the days (`wens.tenancy.security.guard_covenant`), so it closes without anybody's help.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("ontwerp")
        ACTIVE = "active", _("van kracht")
        ENDED = "ended", _("beëindigd")

    personal: ClassVar[dict[str, PersonalField]] = {
        "drafted_by": done_by("verantwoorden wie het convenant opstelde"),
        "signed_by": done_by("verantwoorden wie het convenant tekende"),
        "confirmed_by": done_by("verantwoorden wie als tweede tekende"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=160)
    purpose = models.TextField(max_length=2000)
    starts_on = models.DateField()
    ends_on = models.DateField()
    area_codes = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    dpia_reference = models.CharField(max_length=200)
    state = models.CharField(max_length=6, choices=State.choices, default=State.DRAFT)
    drafted_by = models.CharField(max_length=100)
    drafted_at = models.DateTimeField()
    signed_by = models.CharField(max_length=100, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=100, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-starts_on", "name", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="covenant_ends_after_start"),
            models.CheckConstraint(
                condition=~Q(state="active") | (~Q(signed_by="") & ~Q(confirmed_by="")),
                name="covenant_active_was_signed",
            ),
            models.CheckConstraint(
                condition=~Q(state="ended") | Q(ended_at__isnull=False), name="covenant_ended_has_a_time"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CovenantParty(TenantModel):
    """An organisation that takes part, and the law on which it may."""

    personal: ClassVar[dict[str, PersonalField]] = {}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    covenant = models.ForeignKey(Covenant, on_delete=models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="covenants")
    legal_basis = models.CharField(max_length=300)

    class Meta:
        ordering = ["organisation__name"]
        constraints = [models.UniqueConstraint(fields=["covenant", "organisation"], name="covenant_party_once")]

    def __str__(self) -> str:
        return f"{self.covenant_id} {self.organisation_id}"


class CovenantCategory(TenantModel):
    """A kind of material that is shared, the law on which it may be, and for police data the decision under the Wpg."""

    personal: ClassVar[dict[str, PersonalField]] = {}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    covenant = models.ForeignKey(Covenant, on_delete=models.CASCADE, related_name="categories")
    category = models.CharField(max_length=16, choices=Category.choices)
    legal_basis = models.CharField(max_length=300)
    wpg_decision = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["category"]
        constraints = [
            models.UniqueConstraint(fields=["covenant", "category"], name="covenant_category_once"),
            models.CheckConstraint(condition=Q(category__in=Category.values), name="covenant_category_known"),
            models.CheckConstraint(
                condition=~Q(category="police") | ~Q(wpg_decision=""), name="covenant_police_needs_wpg"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.covenant_id} {self.category}"
