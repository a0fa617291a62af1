"""What everybody may read of a knelpunt or of a place: written by one person, approved by another."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from wens.bottlenecks.models.bottlenecks import Bottleneck, about_place
from wens.bottlenecks.models.choices import TextState
from wens.bottlenecks.models.places import Place
from wens.tenancy.models import TenantModel
from wens.tenancy.personal import PersonalField, done_by


class PublicText(TenantModel):
    """One text for everybody. It repeats what a reader outside needs, because the knelpunt itself stays behind a lock.

    `what`: the decision (`What`) or the step (`PlaceMove`) that it tells of; `function`: who decided, without a name.
    Once approved its words never change: another decision makes another text, which replaces it.
    """

    personal: ClassVar[dict[str, PersonalField]] = {
        "title": about_place("aan iedereen vertellen waar het om gaat"),
        "text": about_place("aan iedereen vertellen wat er speelt"),
        "reason": about_place("aan iedereen uitleggen waarom zo is besloten"),
        "remark": about_place("de schrijver vertellen wat anders moet"),
        "written_by": done_by("verantwoorden wie een openbare tekst schreef"),
        "approved_by": done_by("verantwoorden wie een openbare tekst goedkeurde"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    bottleneck = models.ForeignKey(Bottleneck, null=True, blank=True, on_delete=models.CASCADE, related_name="texts")
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.CASCADE, related_name="texts")
    area_code = models.CharField(max_length=60)
    theme = models.CharField(max_length=30, blank=True)
    what = models.CharField(max_length=10)
    function = models.CharField(max_length=20)
    decided_on = models.DateField()
    title = models.CharField(max_length=120)
    text = models.CharField(max_length=1000)
    reason = models.CharField(max_length=1000)
    state = models.CharField(max_length=10, choices=TextState.choices, default=TextState.PROPOSED)
    remark = models.CharField(max_length=500, blank=True)
    written_by = models.CharField(max_length=100)
    written_at = models.DateTimeField()
    approved_by = models.CharField(max_length=100, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["area_code", "-decided_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(bottleneck__isnull=False, place__isnull=True)
                | Q(bottleneck__isnull=True, place__isnull=False),
                name="bottleneck_text_of_one",
            ),
            models.UniqueConstraint(
                fields=["bottleneck"], condition=Q(state=TextState.APPROVED), name="bottleneck_text_one_shows"
            ),
            models.UniqueConstraint(
                fields=["place"], condition=Q(state=TextState.APPROVED), name="place_text_one_shows"
            ),
            models.CheckConstraint(
                condition=~Q(state=TextState.APPROVED) | (~Q(approved_by="") & Q(approved_at__isnull=False)),
                name="bottleneck_text_second_look",
            ),
        ]
        indexes = [models.Index(fields=["gemeente", "state", "area_code"], name="bottleneck_text_area")]

    def __str__(self) -> str:
        return f"{self.what} ({self.state})"
