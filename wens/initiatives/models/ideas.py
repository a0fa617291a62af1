"""An initiative: what was written apart from what is shown, how it went, and what came of it."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from wens.initiatives.models.choices import Bringer, Help, State, What
from wens.initiatives.models.networks import Network
from wens.organisations.models import Organisation
from wens.plans.models import FocusPoint
from wens.tenancy.models import TenantModel
from wens.tenancy.personal import PersonalField, done_by

TASK = "AVG art. 6 lid 1 onder e (taak van algemeen belang; hulp bij wat bewoners zelf ondernemen)"
CONSENT = "AVG art. 6 lid 1 onder a (toestemming)"
TWO_YEARS, SEVEN_YEARS = 2 * 365, 7 * 365
BEFORE_OPEN = ("received", "asked", "declined", "withdrawn")


class Initiative(TenantModel):
    """One initiative. `title`, `about`, `why`, `place` and `brought_for`: the words for everybody, made by who read it.

    `group`: the raad or association whose account brought it. `supporters` and `helpers` are kept when it ends, because
    the rows that were counted go then. `version` goes up with every step.
    """

    personal: ClassVar[dict[str, PersonalField]] = {
        "follow_digest": PersonalField("volgen zonder account", TASK, SEVEN_YEARS, "niemand (alleen als hash)"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, choices=Bringer.choices)
    group = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="initiatives")
    network = models.ForeignKey(Network, null=True, blank=True, on_delete=models.PROTECT, related_name="initiatives")
    focus_points = models.ManyToManyField(FocusPoint, through="Link", related_name="initiatives")
    title = models.CharField(max_length=120, blank=True)
    about = models.TextField(blank=True)
    why = models.TextField(blank=True)
    place = models.CharField(max_length=200, blank=True)
    brought_for = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=5, default="nl")
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECEIVED)
    state_since = models.DateTimeField()
    received_at = models.DateTimeField()
    supporters = models.PositiveIntegerField(null=True, blank=True)
    helpers = models.PositiveIntegerField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    answer_key = models.UUIDField()
    follow_digest = models.CharField(max_length=64)
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["-received_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["gemeente", "answer_key"], name="initiative_sent_once"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="initiative_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=BEFORE_OPEN) | (~Q(title="") & ~Q(about="")), name="initiative_open_has_words"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title or self.pk} ({self.state})"

    @property
    def is_public(self) -> bool:
        """Tell whether everybody may read it: it was opened, and who brought it did not take it back."""
        return bool(self.title) and self.state not in (State.WITHDRAWN, State.DECLINED)


class Link(TenantModel):
    """That an initiative serves a speerpunt, as a person saw it."""

    personal: ClassVar[dict[str, PersonalField]] = {"made_by": done_by("verantwoorden wie dit verband legde")}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="links")
    focus = models.ForeignKey(FocusPoint, on_delete=models.CASCADE, related_name="initiative_links")
    made_by = models.CharField(max_length=100)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [models.UniqueConstraint(fields=["initiative", "focus"], name="initiative_focus_once")]

    def __str__(self) -> str:
        return f"{self.initiative_id} {self.focus_id}"


class Original(TenantModel):
    """What somebody wrote, to the letter. Read with the right `read_originals`, as what is told under /vertel/."""

    personal: ClassVar[dict[str, PersonalField]] = {
        name: PersonalField(purpose, TASK, TWO_YEARS, "behandelaars die zijn opgeleid om teksten na te kijken")
        for name, purpose in {
            "title": "het idee begrijpen",
            "about": "het idee begrijpen",
            "why": "het idee begrijpen",
            "place": "weten waar het is",
            "needs": "weten welke hulp nodig is",
            "speaks_for": "weten namens wie het komt",
        }.items()
    }

    initiative = models.OneToOneField(Initiative, primary_key=True, on_delete=models.CASCADE, related_name="original")
    title = models.CharField(max_length=120)
    about = models.TextField()
    why = models.TextField(blank=True)
    place = models.CharField(max_length=200, blank=True)
    kinds = ArrayField(models.CharField(max_length=8, choices=Help.choices), default=list)
    needs = models.TextField(blank=True)
    speaks_for = models.CharField(max_length=120, blank=True)
    hints = ArrayField(models.CharField(max_length=20), default=list)
    retain_until = models.DateField()

    def __str__(self) -> str:
        return str(self.initiative_id)

    @property
    def help_wanted(self) -> str:
        """The kinds of help that were ticked, in words."""
        return ", ".join(str(Help(kind).label) for kind in self.kinds)


class InitiatorContact(TenantModel):
    """How to reach who brought it: sealed with a key outside the database; read with the right `read_initiators`."""

    personal: ClassVar[dict[str, PersonalField]] = {
        name: PersonalField(purpose, CONSENT, 365, "behandelaars en de stadsdeelmanager")
        for name, purpose in {
            "name": "weten wie het idee bracht",
            "email": "vragen stellen en vertellen hoe het gaat",
            "telephone": "vragen stellen",
            "guardian": "toestemming van een ouder (UAVG art. 5)",
        }.items()
    }

    initiative = models.OneToOneField(Initiative, primary_key=True, on_delete=models.CASCADE, related_name="contact")
    name = models.BinaryField()
    email = models.BinaryField(null=True)
    telephone = models.BinaryField(null=True)
    sealed_with = models.CharField(max_length=16)
    guardian = models.BooleanField(default=False)
    retain_until = models.DateField()

    def __str__(self) -> str:
        return str(self.initiative_id)


class Step(TenantModel):
    """What happened with an initiative, when, by whom. `is_private`: the words go between who brought it and us."""

    personal: ClassVar[dict[str, PersonalField]] = {
        "words": PersonalField("vragen en antwoorden over een idee", TASK, TWO_YEARS, "behandelaars, stadsdeelmanager"),
        "by": done_by("verantwoorden wie een stap met een initiatief zette"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="steps")
    what = models.CharField(max_length=10, choices=What.choices)
    words = models.TextField(blank=True)
    is_private = models.BooleanField(default=False)
    at = models.DateTimeField()
    by = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.initiative_id} {self.what}"


class Result(TenantModel):
    """What came of it, for everybody: words, and a picture of the place without recognisable people."""

    personal: ClassVar[dict[str, PersonalField]] = {"told_by": done_by("weten wie het resultaat opschreef")}

    initiative = models.OneToOneField(Initiative, primary_key=True, on_delete=models.CASCADE, related_name="result")
    words = models.TextField()
    done_on = models.DateField()
    picture = models.CharField(max_length=100, blank=True)
    picture_says = models.CharField(max_length=200, blank=True)
    told_by = models.CharField(max_length=100, blank=True)
    told_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(picture="") | ~Q(picture_says=""), name="initiative_picture_says_something"
            ),
        ]

    def __str__(self) -> str:
        return str(self.initiative_id)
