"""Requests of people about their data, what was found for them, and the ledger of what was erased."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wens.organisations.models import Account
from wens.tenancy.models import TenantModel
from wens.tenancy.personal import PersonalField, done_by

DUTY = "AVG art. 6 lid 1 onder c (wettelijke plicht: AVG art. 12 en 15 tot en met 21)"
THREE_YEARS = 3 * 365


class Kind(models.TextChoices):
    """What is asked (AVG art. 15, 16, 17, 18, 21)."""

    ACCESS = "access", _("inzage")
    CORRECTION = "correction", _("verbetering")
    ERASURE = "erasure", _("verwijdering")
    RESTRICTION = "restriction", _("even niet gebruiken")
    OBJECTION = "objection", _("bezwaar")


class About(models.TextChoices):
    """Of whom the data are."""

    WRITER = "writer", _("wie zelf iets meldde of aanvroeg")
    THIRD_PERSON = "third_person", _("iemand die in een tekst wordt genoemd")
    ACCOUNT = "account", _("iemand met een account")


class State(models.TextChoices):
    """Where a request stands; `wens.privacy.states` says what leads from where to where."""

    RECEIVED = "received", _("ontvangen")
    IDENTITY_ASKED = "identity_asked", _("wacht op bewijs wie het vraagt")
    IN_HAND = "in_hand", _("in behandeling")
    GRANTED = "granted", _("toegewezen")
    PARTLY = "partly", _("deels toegewezen")
    REFUSED = "refused", _("afgewezen")
    WITHDRAWN = "withdrawn", _("ingetrokken")


class Ground(models.TextChoices):
    """Why something was erased."""

    NO_LONGER_NEEDED = "no_longer_needed", _("niet meer nodig (art. 17 lid 1 onder a)")
    CONSENT_WITHDRAWN = "consent_withdrawn", _("toestemming ingetrokken (art. 17 lid 1 onder b)")
    OBJECTION = "objection", _("bezwaar (art. 17 lid 1 onder c)")
    UNLAWFUL = "unlawful", _("onrechtmatig verwerkt (art. 17 lid 1 onder d)")
    LEGAL_DUTY = "legal_duty", _("wettelijke plicht of rechter (art. 17 lid 1 onder e)")


class Request(TenantModel):
    """One request. Who asks is sealed; what is asked is read with the right `handle_privacy_requests` only.

    `email`: where to tell that there is an answer; without one the answer goes on paper, and `posted_at` says when.
    """

    personal: ClassVar[dict[str, PersonalField]] = {
        "requester": PersonalField("antwoord geven op het verzoek", DUTY, THREE_YEARS, "privacy officer"),
        "email": PersonalField(
            "laten weten dat er een antwoord is", DUTY, THREE_YEARS, "privacy officer, het postsysteem"
        ),
        "asked": PersonalField("het verzoek behandelen", DUTY, THREE_YEARS, "privacy officer"),
        "answer": PersonalField("laten zien hoe het verzoek is behandeld", DUTY, THREE_YEARS, "privacy officer"),
        "account": PersonalField("weten over welk account het gaat", DUTY, THREE_YEARS, "privacy officer"),
        "entered_by": done_by("verantwoorden wie een verzoek invoerde"),
        "answered_by": done_by("verantwoorden wie een verzoek beantwoordde"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    about = models.CharField(max_length=12, choices=About.choices)
    state = models.CharField(max_length=14, choices=State.choices, default=State.RECEIVED)
    version = models.PositiveIntegerField(default=0)
    received_on = models.DateField()
    answer_before = models.DateField()
    extended_because = models.CharField(max_length=500, blank=True)
    requester = models.BinaryField()
    email = models.BinaryField(null=True)
    sealed_with = models.CharField(max_length=16)
    language = models.CharField(max_length=5, default="nl")
    asked = models.TextField()
    answer = models.TextField(blank=True)
    account = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="requests")
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=100)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=100, blank=True)
    posted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["answer_before", "entered_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="request_kind_known"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="request_state_known"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by="")
                | (Q(answered_at__isnull=False) & ~Q(answered_by="") & ~Q(answer="")),
                name="request_answered_by_somebody_with_words",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """Return the short name by which the officer speaks of it."""
        return f"V-{self.pk.hex[:6].upper()}"


class Found(TenantModel):
    """A contribution or another `thing` (app.Model) that belongs to a request, and what was done with it."""

    class Outcome(models.TextChoices):
        OPEN = "open", _("nog te beslissen")
        GIVEN = "given", _("in het afschrift")
        CORRECTED = "corrected", _("verbeterd")
        RESTRICTED = "restricted", _("niet meer openbaar")
        ERASED = "erased", _("verwijderd")
        STRUCK = "struck", _("woorden weggehaald")
        KEPT = "kept", _("blijft")

    personal: ClassVar[dict[str, PersonalField]] = {
        "key": PersonalField("weten wat bij een verzoek hoort", DUTY, THREE_YEARS, "privacy officer"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="found")
    thing = models.CharField(max_length=40, default="voices.Contribution")
    key = models.UUIDField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.OPEN)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["request", "thing", "key"], name="found_once_per_request")]

    def __str__(self) -> str:
        return f"{self.thing} {self.key} ({self.outcome})"

    @property
    def label(self) -> str:
        """Return the short name of the thing."""
        return self.key.hex[:6].upper()


class Erased(TenantModel):
    """One line of the ledger: what kind of thing was erased, when, on what ground, by whom; never what it said.

    Only ever added. A restore of a backup reads it and erases again. `of` (app.Model) says which kind of thing a row
    was, or words were taken out of; of those `marks` are keyed hashes by which they are recognised
    (`wens.privacy.striking`).
    """

    class Thing(models.TextChoices):
        CONTRIBUTION = "contribution", _("melding")
        ACCOUNT = "account", _("account")
        WORDS = "words", _("woorden in een tekst")
        ROW = "row", _("aanvraag of aanmelding")

    personal: ClassVar[dict[str, PersonalField]] = {"by": done_by("verantwoorden wie iets verwijderde")}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    thing = models.CharField(max_length=12, choices=Thing.choices)
    key = models.UUIDField()
    at = models.DateTimeField()
    ground = models.CharField(max_length=20, choices=Ground.choices)
    by = models.CharField(max_length=100)
    request = models.UUIDField(null=True)
    area_code = models.CharField(max_length=60, blank=True)
    was_public = models.BooleanField(default=False)
    of = models.CharField(max_length=40, blank=True)
    marks = models.JSONField(default=list)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["gemeente", "thing", "key"], condition=~Q(thing="words"), name="erased_once"
            )
        ]
        indexes = [models.Index(fields=["gemeente", "area_code"], name="erased_area")]

    def __str__(self) -> str:
        return f"{self.thing} {self.key}"
