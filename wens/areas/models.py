"""Areas in generations by year, what they are composed of, and how counts go from one division to another."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from wens.tenancy.models import TenantModel
from wens.tenancy.personal import PersonalField, done_by


class Level(models.TextChoices):
    """The geographic levels. Composed ones are sets of buurten from a definition file."""

    GEMEENTE = "gemeente", "gemeente"
    STADSDEEL = "stadsdeel", "stadsdeel"
    LOCAL_WIJK = "local_wijk", "wijk"
    WIJK = "wijk", "CBS-wijk"
    BUURT = "buurt", "buurt"
    WORKING_AREA = "working_area", "werkgebied"


MANY_VISITORS = "many-visitors"
"""Key of the definition that marks buurten where many more people come than live; it makes no area of its own."""

COMPOSED = (Level.STADSDEEL, Level.LOCAL_WIJK, Level.WORKING_AREA)


class State(models.TextChoices):
    """loaded -> active -> retired; a retired generation can be activated again."""

    LOADED = "loaded", "geladen"
    ACTIVE = "active", "actief"
    RETIRED = "retired", "vervangen"


class Generation(TenantModel):
    """The areas of one level as they were in one year. ``made``: derived from a lower level instead of a file."""

    personal: ClassVar[dict[str, PersonalField]] = {
        "loaded_by": done_by("verantwoorden wie een indeling laadde"),
        "activated_by": done_by("verantwoorden wie een indeling in gebruik nam"),
    }

    level = models.CharField(max_length=12, choices=Level.choices)
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.LOADED)
    made = models.BooleanField(default=False)
    file = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    came_in = models.CharField(max_length=200, blank=True)
    loaded_at = models.DateTimeField(auto_now_add=True)
    loaded_by = models.CharField(max_length=100)
    activated_at = models.DateTimeField(null=True)
    activated_by = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["level", "year", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["gemeente", "level", "year"],
                condition=models.Q(state=State.ACTIVE),
                name="generation_one_active",
            ),
            models.UniqueConstraint(
                fields=["gemeente", "level", "year"],
                condition=models.Q(state=State.LOADED),
                name="generation_one_waiting",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=State.ACTIVE) | models.Q(activated_at__isnull=False),
                name="generation_active_has_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gemeente} {self.level} {self.year} ({self.state})"


class Area(TenantModel):
    """One area of one generation. Shapes are well-known binary in RD New (EPSG:28992)."""

    personal: ClassVar[dict[str, PersonalField]] = {}

    generation = models.ForeignKey(Generation, on_delete=models.CASCADE, related_name="areas")
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    level = models.CharField(max_length=12, choices=Level.choices)
    slug = models.SlugField(max_length=220)
    parent_code = models.CharField(max_length=60, blank=True)
    geometry = models.BinaryField(null=True)
    outline = models.BinaryField(null=True)
    box = ArrayField(models.FloatField(), size=4, null=True)
    surface_m2 = models.FloatField(null=True)
    inhabitants = models.PositiveIntegerField(null=True)
    households = models.PositiveIntegerField(null=True)
    dwellings = models.PositiveIntegerField(null=True)
    postcode = models.CharField(max_length=4, blank=True)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["generation", "code"], name="area_code_once"),
            models.UniqueConstraint(fields=["generation", "slug"], name="area_slug_once"),
        ]
        indexes = [models.Index(fields=["gemeente", "slug"], name="area_slug")]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class Composition(TenantModel):
    """A stadsdeel, local wijk or working area that people speak of, as a set of buurten (or postcodes)."""

    personal: ClassVar[dict[str, PersonalField]] = {}

    code = models.CharField(max_length=60)
    key = models.CharField(max_length=41)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=Level.choices)
    owner = models.CharField(max_length=100, blank=True)
    status = models.CharField(max_length=20)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["gemeente", "code"], name="composition_code_once"),
            models.UniqueConstraint(fields=["gemeente", "kind", "key"], name="composition_key_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class Member(TenantModel):
    """One buurt or postcode of a composition."""

    personal: ClassVar[dict[str, PersonalField]] = {}

    composition = models.ForeignKey(Composition, on_delete=models.CASCADE, related_name="members")
    kind = models.CharField(max_length=9, choices=[("buurt", "buurt"), ("postcode4", "postcode")])
    code = models.CharField(max_length=60)

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["composition", "kind", "code"], name="member_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"


class Crosswalk(TenantModel):
    """``weight`` of what ``from_code`` counts belongs to ``to_code``; kinds are ``buurt:2021`` or ``postcode4``."""

    personal: ClassVar[dict[str, PersonalField]] = {}

    from_kind = models.CharField(max_length=60)
    to_kind = models.CharField(max_length=60)
    from_code = models.CharField(max_length=60)
    to_code = models.CharField(max_length=60)
    weight = models.FloatField()
    basis = models.CharField(max_length=10)
    source = models.CharField(max_length=200, blank=True)  # the file's name; empty: derived from shapes or postcodes

    class Meta:
        ordering = ["from_kind", "to_kind", "from_code", "to_code"]
        constraints = [
            models.UniqueConstraint(
                fields=["gemeente", "from_kind", "to_kind", "from_code", "to_code"], name="crosswalk_pair_once"
            ),
            models.CheckConstraint(
                condition=models.Q(weight__gt=0) & models.Q(weight__lte=1), name="crosswalk_weight_is_a_share"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_kind} {self.from_code} -> {self.to_code} {self.weight:.3f}"
