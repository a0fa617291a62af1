"""Squares of 100 metres: how many addresses each has, and in which of them a signal was. The second is confidential."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from wens.signalling.models.signals import Signal
from wens.tenancy.models import TenantModel
from wens.tenancy.personal import PersonalField


class SquareAddresses(TenantModel):
    """How many addresses lie in a square (`code` as CBS names it), as the gemeente or CBS counted them."""

    personal: ClassVar[dict[str, PersonalField]] = {}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=10)
    addresses = models.PositiveIntegerField()

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["gemeente", "code"], name="square_addresses_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.addresses}"


class SquareSignal(TenantModel):
    """In which squares a signal was seen, and their weeks: for parties of a covenant that shares squares, nobody else.

    The signal itself names no place smaller than a buurt. `within`: the areas in which all its squares lie, and
    `categories`: what a covenant must share (`wens.access.models.Category`); row-level security compares both.
    `history`: as `Signal.history`, of these squares.
    """

    personal: ClassVar[dict[str, PersonalField]] = {}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    signal = models.OneToOneField(Signal, on_delete=models.CASCADE, related_name="exact")
    squares = ArrayField(models.CharField(max_length=10))
    within = ArrayField(models.CharField(max_length=60))
    categories = ArrayField(models.CharField(max_length=16))
    history = models.JSONField()

    class Meta:
        ordering = ["signal__number"]

    def __str__(self) -> str:
        return f"{self.signal_id} {len(self.squares)}"
