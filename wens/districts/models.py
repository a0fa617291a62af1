"""Pieces that the gemeente writes for everybody, in versions: written by one person, shown after another signed."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from wens.districts.content import Content, content_of
from wens.tenancy.models import TenantModel
from wens.tenancy.personal import PersonalField, done_by

TASK = "AVG art. 6 lid 1 onder e (taak van algemeen belang)"


class Kind(models.TextChoices):
    """What a piece is."""

    CONTACT = "contact", _("bij wie u terecht kunt")
    PROFILE = "profile", _("tekst over een stadsdeel")
    PROGRAMME = "programme", _("tekst bij een programma")
    NEWS = "news", _("nieuwsbericht")


class Role(models.TextChoices):
    """Whom people can turn to, in the order of the page."""

    WIJKTEAM = "wijkteam", _("Wijkteam")
    WIJKAGENT = "wijkagent", _("Wijkagent")
    DISTRICT_MANAGER = "district_manager", _("Stadsdeelmanager")
    CORPORATION = "corporation", _("Woningcorporatie")
    SERVICE_CENTRE = "service_centre", _("Servicecentrum")
    WIJKRAAD = "wijkraad", _("Wijkraad of dorpsraad")
    OTHER = "other", _("Ook goed om te weten")


class State(models.TextChoices):
    """Where a version stands; `wens.districts.states` says what leads from where to where."""

    DRAFT = "draft", _("concept")
    OFFERED = "offered", _("wacht op een tweede lezer")
    RETURNED = "returned", _("terug naar de schrijver")
    DROPPED = "dropped", _("vervallen")
    SIGNED = "signed", _("getekend")
    WITHDRAWN = "withdrawn", _("ingetrokken")
    REMOVED = "removed", _("weggehaald omdat de wet dat vraagt")


OPEN = (State.DRAFT, State.OFFERED, State.RETURNED)
AFTER_SIGNING = (State.SIGNED, State.WITHDRAWN, State.REMOVED)


class Piece(TenantModel):
    """One thing that has versions. `key` tells profiles and programmes apart: there is one per stadsdeel."""

    personal: ClassVar[dict[str, PersonalField]] = {}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=9, choices=Kind.choices)
    key = models.CharField(max_length=140, blank=True)
    made_at = models.DateTimeField()
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["gemeente", "kind", "key"], condition=~Q(key=""), name="piece_key_once"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="piece_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}".strip()


class Version(TenantModel):
    """One version of a piece. After the signature its words never change; a removal by law empties them.

    It shows from `publish_at` until `ended_at`. `person`: a name that is public by the function (a stadsdeelmanager);
    it goes when its time is over, the rest of what was published stays.
    """

    personal: ClassVar[dict[str, PersonalField]] = {
        "person": PersonalField("weten wie een functie vervult die openbaar is", TASK, 365, "iedereen"),
        "written_by": done_by("verantwoorden wie een openbare tekst schreef"),
        "signed_by": done_by("verantwoorden wie een openbare tekst als tweede tekende"),
        "ended_by": done_by("verantwoorden wie een openbare tekst introk of weghaalde"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    piece = models.ForeignKey(Piece, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    area_codes = ArrayField(models.CharField(max_length=60))
    said = models.JSONField(default=dict)
    person = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    remark = models.CharField(max_length=500, blank=True)
    wanted_at = models.DateTimeField(null=True, blank=True)
    written_by = models.CharField(max_length=100)
    written_at = models.DateTimeField()
    signed_by = models.CharField(max_length=100, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    by_one_operator = models.BooleanField(default=False)
    publish_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=100, blank=True)
    edits = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["piece", "number"], name="version_number_once"),
            models.UniqueConstraint(fields=["piece"], condition=Q(state__in=OPEN), name="version_one_open"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="version_state_known"),
            # "(verwijderd)": the name of who signed is over its time (retention); that two people did it stays true.
            models.CheckConstraint(
                condition=~Q(state__in=AFTER_SIGNING)
                | Q(signed_at__isnull=False, publish_at__isnull=False)
                & (~Q(signed_by=F("written_by")) | Q(by_one_operator=True) | Q(signed_by="(verwijderd)")),
                name="version_two_people",
            ),
        ]
        indexes = [models.Index(fields=["gemeente", "state", "publish_at"], name="version_shown")]

    def __str__(self) -> str:
        return f"{self.piece_id} {self.number} ({self.state})"

    @property
    def content(self) -> Content:
        """Return what it says. Raises pydantic's ValidationError for one that was emptied by a removal."""
        return content_of(self.piece.kind, self.said)


class Subscription(TenantModel):
    """Somebody who wants the news of an area by mail: a sealed address, and nothing else; unsubscribing removes it.

    Until it is confirmed by the link in the first letter, nothing else is sent.
    """

    personal: ClassVar[dict[str, PersonalField]] = {
        "email": PersonalField(
            "nieuws over een wijk sturen", "AVG art. 6 lid 1 onder a (toestemming)", 7, "het postsysteem"
        ),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=60)
    language = models.CharField(max_length=5, default="nl")
    email = models.BinaryField()
    sealed_with = models.CharField(max_length=16)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirm_before = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "id"]
        indexes = [models.Index(fields=["gemeente", "area_code"], name="subscription_area")]

    def __str__(self) -> str:
        return str(self.pk)
