"""Who may decide, the budget of an area and year, and the ledger that is only added to."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from wens.budgets.models.choices import Booking, Carry, Function, YearState
from wens.organisations.models import Account, Organisation
from wens.tenancy.models import TenantModel
from wens.tenancy.personal import PersonalField, done_by

TASK = "AVG art. 6 lid 1 onder e (taak van algemeen belang; mandaat, Awb art. 10:3)"


def euros_field(**more: object) -> "models.DecimalField":  # type: ignore[type-arg]
    """An amount in euro, exact to the cent (`numeric(12,2)`)."""
    return models.DecimalField(max_digits=12, decimal_places=2, **more)  # type: ignore[arg-type]


class Seat(TenantModel):
    """A seat in a wijk- or dorpsraad: who sits there, as what, and with which mandate, from when until when.

    `decides`: takes part in decisions on applications. `keeps_money`: notes payments. Outside only the function is
    told; the name with the consent of the person, on a day that is kept.
    """

    personal: ClassVar[dict[str, PersonalField]] = {
        "account": PersonalField("weten wie namens de raad mag besluiten", TASK, 7 * 365, "de raad, stadsdeelmanager"),
        "name_from": PersonalField(
            "de naam alleen met toestemming tonen", "AVG art. 6 lid 1 onder a (toestemming)", 7 * 365, "de raad"
        ),
        "made_by": done_by("verantwoorden wie een mandaat gaf"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    council = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="seats")
    account = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="seats")
    function = models.CharField(max_length=10, choices=Function.choices)
    decides = models.BooleanField(default=True)
    keeps_money = models.BooleanField(default=False)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    name_from = models.DateField(null=True, blank=True)
    made_by = models.CharField(max_length=100)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "account"], condition=Q(ends_on__isnull=True), name="seat_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on__lte=F("ends_on")), name="seat_runs_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.council_id} {self.function}"


class Budget(TenantModel):
    """The wijkbudget of one area in one year. How much there is stands nowhere but in its ledger.

    `council` decides; without one the stadsdeelmanager does. `objection` says where one objects (Awb art. 3:45).
    """

    personal: ClassVar[dict[str, PersonalField]] = {"made_by": done_by("verantwoorden wie een wijkbudget opende")}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    council = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="budgets")
    carry = models.CharField(max_length=8, choices=Carry.choices, default=Carry.NONE)
    carry_most = euros_field(null=True, blank=True)
    most_each = euros_field(null=True, blank=True)
    about = models.TextField(blank=True)
    mandate = models.CharField(max_length=300)
    objection = models.TextField()
    opens_on = models.DateField()
    closes_on = models.DateField()
    state = models.CharField(max_length=8, choices=YearState.choices, default=YearState.OPEN)
    version = models.PositiveIntegerField(default=0)
    made_by = models.CharField(max_length=100)
    made_at = models.DateTimeField()
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["-year", "area_code"]
        constraints = [
            models.UniqueConstraint(fields=["gemeente", "area_code", "year"], name="budget_once_a_year"),
            models.CheckConstraint(condition=Q(opens_on__lte=F("closes_on")), name="budget_runs_forward"),
            models.CheckConstraint(
                condition=~Q(carry=Carry.CAPPED) | Q(carry_most__gt=0), name="budget_cap_says_how_much"
            ),
            models.CheckConstraint(
                condition=~Q(mandate="") & ~Q(objection=""), name="budget_says_mandate_and_objection"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area_code} {self.year}"


class Entry(TenantModel):
    """A line of the ledger: an amount in euro that moved, as `kind` says. Never changed, never removed.

    The database itself refuses a line that would make something negative, and any change of a line: what was wrong is
    put right by a line of its own. Only a name in `reason` can go, by law. `key` makes that the same line comes in
    once. Who wrote it stands in the trail.
    """

    personal: ClassVar[dict[str, PersonalField]] = {}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    budget = models.ForeignKey(Budget, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Booking.choices)
    amount = euros_field()
    application = models.ForeignKey(
        "budgets.Application", null=True, blank=True, on_delete=models.PROTECT, related_name="entries"
    )
    booked_on = models.DateField()
    at = models.DateTimeField()
    reason = models.CharField(max_length=300, blank=True)
    key = models.UUIDField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["budget", "number"], name="entry_number_once"),
            models.UniqueConstraint(fields=["gemeente", "key"], name="entry_booked_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="entry_moves_money"),
            models.CheckConstraint(condition=Q(kind__in=Booking.values), name="entry_kind_known"),
            models.CheckConstraint(
                condition=Q(kind__in=["commit", "release", "pay", "refund"], application__isnull=False)
                | (~Q(kind__in=["commit", "release", "pay", "refund"]) & Q(application__isnull=True)),
                name="entry_belongs_to_application",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.kind} {self.amount}"
