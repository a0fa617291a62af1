"""A worry about a place, what colleagues say of it, what a wijkteam did with it. Never a file on persons."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from wens.access.models import Covenant
from wens.organisations.models import Organisation
from wens.signalling.models.choices import Since, Stance, WorryMove, WorryState
from wens.signalling.models.places import NamedPlace
from wens.tenancy.models import TenantModel
from wens.tenancy.personal import PersonalField

THREE_YEARS = 3 * 365
AUDIENCE = "medewerkers en partners die signalen zien; onder een convenant alleen de partijen daarvan"


def about_place(purpose: str) -> PersonalField:
    """Return the declaration of free text about a place, in which somebody may be named against the rules."""
    return PersonalField(
        f"{purpose}; gaat nooit over een herkenbaar persoon", "AVG art. 6 lid 1 onder e", THREE_YEARS, AUDIENCE
    )


def done_by(purpose: str) -> PersonalField:
    """Return the declaration of who did something here; the trail keeps it longer, the worry goes as a whole."""
    return PersonalField(purpose, "AVG art. 6 lid 1 onder e", THREE_YEARS, AUDIENCE)


class Worry(TenantModel):
    """What a partner sees going wrong at a place.

    `place` None: the whole area. A street stands under a covenant (`wens.signalling.places`). `team` is the wijkteam
    that it waits on, None while the gemeente looks for one; `due_on` the last day of what it waits for: to be taken up
    (`OPEN`), or a report of what was done (`TAKEN`). `version` goes up with every change: a form that was opened before
    it is told so.
    """

    personal: ClassVar[dict[str, PersonalField]] = {
        "text": about_place("vroeg zien waar hulp nodig is"),
        "made_by": done_by("verantwoorden wie een signaal inbracht"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=60)
    place = models.ForeignKey(NamedPlace, null=True, blank=True, on_delete=models.PROTECT, related_name="worries")
    theme = models.CharField(max_length=30)
    text = models.TextField()
    since = models.CharField(max_length=10, choices=Since.choices)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    covenant = models.ForeignKey(Covenant, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=WorryState.choices, default=WorryState.OPEN)
    state_since = models.DateTimeField()
    due_on = models.DateField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    escalated_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    answer_key = models.UUIDField()
    made_by = models.CharField(max_length=100)
    made_at = models.DateTimeField()
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["-made_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["gemeente", "answer_key"], name="worry_sent_once"),
            models.CheckConstraint(condition=Q(state__in=WorryState.values), name="worry_state_known"),
            models.CheckConstraint(
                condition=~Q(state__in=[WorryState.OPEN, WorryState.TAKEN]) | Q(due_on__isnull=False),
                name="worry_waits_until",
            ),
            models.CheckConstraint(
                condition=~Q(state=WorryState.TAKEN) | Q(team__isnull=False), name="worry_taken_by_a_team"
            ),
        ]
        indexes = [models.Index(fields=["gemeente", "state", "due_on"], name="worry_waiting")]

    def __str__(self) -> str:
        return f"{self.label} ({self.state})"

    @property
    def label(self) -> str:
        """Return the name by which people call it. No number: a gap would tell that there is one under a covenant."""
        return f"S-{self.pk.hex[:5].upper()}"


class Opinion(TenantModel):
    """What one other organisation says of a worry now; what it said before stands among the steps."""

    personal: ClassVar[dict[str, PersonalField]] = {
        "words": about_place("weten of collega's het ook zien"),
        "by": done_by("verantwoorden wie een signaal bevestigde of betwijfelde"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    worry = models.ForeignKey(Worry, on_delete=models.CASCADE, related_name="opinions")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    stance = models.CharField(max_length=7, choices=Stance.choices)
    words = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=100)

    class Meta:
        ordering = ["stance", "at", "id"]
        constraints = [models.UniqueConstraint(fields=["worry", "organisation"], name="opinion_one_per_organisation")]

    def __str__(self) -> str:
        return f"{self.stance} {self.worry_id}"


class WorryStep(TenantModel):
    """What happened with a worry, when, by which organisation, and why; only ever added."""

    personal: ClassVar[dict[str, PersonalField]] = {
        "words": about_place("terugvertellen wat er is gedaan"),
        "by": done_by("verantwoorden wie een stap zette"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    worry = models.ForeignKey(Worry, on_delete=models.CASCADE, related_name="steps")
    what = models.CharField(max_length=10, choices=WorryMove.choices)
    after = models.CharField(max_length=10, choices=WorryState.choices)
    words = models.CharField(max_length=1000, blank=True)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.CharField(max_length=100)

    class Meta:
        ordering = ["-at", "id"]

    def __str__(self) -> str:
        return f"{self.what} {self.worry_id}"


class LinkedContribution(TenantModel):
    """A contribution of a resident that somebody put beside a worry: an id, never its words.

    It stands here and nowhere near a series of counts: what residents tell is no sample and feeds no detector.
    """

    personal: ClassVar[dict[str, PersonalField]] = {"by": done_by("verantwoorden wie een melding koppelde")}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    worry = models.ForeignKey(Worry, on_delete=models.CASCADE, related_name="contributions")
    contribution = models.UUIDField()
    at = models.DateTimeField()
    by = models.CharField(max_length=100)

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["worry", "contribution"], name="worry_contribution_once")]
        indexes = [models.Index(fields=["gemeente", "contribution"], name="worry_contribution")]

    def __str__(self) -> str:
        return str(self.pk)
