"""Places with a name that everybody knows: schools, squares, shopping centres, streets. Never a house."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from wens.signalling.models.choices import PlaceKind
from wens.tenancy.models import TenantModel
from wens.tenancy.personal import PersonalField, done_by


class NamedPlace(TenantModel):
    """A place in the buurt `area_code` that signals can be about.

    `addresses`: how many addresses lie at it or within `radius_m` metres of its point, as the gemeente counted them; it
    decides whether a signal may be about it and who reads its name. `x`, `y`: metres in EPSG:28992, or none.
    """

    personal: ClassVar[dict[str, PersonalField]] = {"made_by": done_by("verantwoorden wie een plek bijhoudt")}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=8, choices=PlaceKind.choices)
    area_code = models.CharField(max_length=60)
    addresses = models.PositiveIntegerField()
    x = models.FloatField(null=True, blank=True)
    y = models.FloatField(null=True, blank=True)
    radius_m = models.PositiveSmallIntegerField(default=100)
    is_closed = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)
    made_by = models.CharField(max_length=100)
    made_at = models.DateTimeField()
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["name", "area_code", "id"]
        constraints = [
            models.UniqueConstraint("gemeente", "area_code", Lower("name"), name="named_place_once"),
            models.CheckConstraint(condition=Q(kind__in=PlaceKind.values), name="named_place_kind_known"),
            models.CheckConstraint(
                condition=Q(x__isnull=True, y__isnull=True) | Q(x__isnull=False, y__isnull=False),
                name="named_place_point_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.area_code})"
