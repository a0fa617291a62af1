"""What people bring forward. The text as written and the way to reach the writer stand apart, each behind a right."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from wens.access.models import Covenant
from wens.organisations.models import Account, Organisation
from wens.tenancy.models import TenantModel
from wens.tenancy.personal import PersonalField, done_by
from wens.voices.models.choices import Channel, Frequency, Since, Size, Speaker, State, Update

TASK = "AVG art. 6 lid 1 onder e (taak van algemeen belang: openbare orde en leefbaarheid)"
TWO_YEARS = 2 * 365
MASKED = "job:mask"
"""Who made a cleaned text that no person read yet."""


class Contribution(TenantModel):
    """One thing that somebody brought forward.

    `cleaned_text` is what a trained person made of it, for partners and, when `is_public`, for everybody; what was
    written itself is in :class:`Original`. With `cleaned_by` = MASKED no person saw it yet: the machine took personal
    data out, because it could not wait, and only the partner on duty reads it. `follow_digest` is the keyed hash of the
    follow code, `answer_key` the idempotency key that a form carried. `x`, `y` are metres in RD New (EPSG:28992),
    rounded to 25, None for a whole area. `group` is the wijkraad, school or association as which somebody with an
    account told it. `version` goes up with every step: a form that was opened before it is told so.
    """

    personal: ClassVar[dict[str, PersonalField]] = {
        "x": PersonalField("de plek vinden, op 25 meter", TASK, TWO_YEARS, "behandelaars, de partner die het oppakt"),
        "y": PersonalField("de plek vinden, op 25 meter", TASK, TWO_YEARS, "behandelaars, de partner die het oppakt"),
        "street": PersonalField("tellen in hoeveel straten iets speelt", TASK, TWO_YEARS, "behandelaars, partners"),
        "follow_digest": PersonalField("volgen zonder account", TASK, TWO_YEARS, "niemand (alleen als hash)"),
        "owner": done_by("weten wie erop let dat er iets mee gebeurt"),
        "entered_by": done_by("laten zien wie een mondelinge of papieren melding invoerde"),
        "cleaned_by": done_by("verantwoorden wie de tekst schoonmaakte"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    received_at = models.DateTimeField()
    area_code = models.CharField(max_length=60)
    x = models.FloatField(null=True, blank=True)
    y = models.FloatField(null=True, blank=True)
    street = models.CharField(max_length=120, blank=True)
    theme = models.CharField(max_length=30, blank=True)
    subject = models.CharField(max_length=40, blank=True)
    size = models.CharField(max_length=16, choices=Size.choices, blank=True)
    frequency = models.CharField(max_length=16, choices=Frequency.choices, blank=True)
    since = models.CharField(max_length=16, choices=Since.choices, blank=True)
    speaker = models.CharField(max_length=16, choices=Speaker.choices, blank=True)
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.WEB)
    occasion = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=5, default="nl")
    answer_key = models.UUIDField()
    follow_digest = models.CharField(max_length=64)
    entered_by = models.CharField(max_length=100, blank=True)

    state = models.CharField(max_length=12, choices=State.choices, default=State.RECEIVED)
    state_since = models.DateTimeField()
    handler = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="contributions"
    )
    owner = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="owned_contributions"
    )
    version = models.PositiveIntegerField(default=0)
    parked_until = models.DateField(null=True, blank=True)
    covenant = models.ForeignKey(
        Covenant, null=True, blank=True, on_delete=models.PROTECT, related_name="contributions", editable=False
    )
    group = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="own_contributions", editable=False
    )
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")
    is_urgent = models.BooleanField(default=False)
    read_before = models.DateTimeField()
    danger_words = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    personal_hints = ArrayField(models.CharField(max_length=40), default=list, blank=True)

    cleaned_text = models.TextField(blank=True)
    cleaned_by = models.CharField(max_length=100, blank=True)
    cleaned_at = models.DateTimeField(null=True, blank=True)
    is_public = models.BooleanField(default=False)
    retain_until = models.DateField()

    class Meta:
        ordering = ["-received_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["gemeente", "answer_key"], name="contribution_sent_once"),
            models.UniqueConstraint(fields=["gemeente", "follow_digest"], name="contribution_follow_once"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="contribution_state_known"),
            models.CheckConstraint(
                condition=Q(state=State.MERGED) | Q(merged_into__isnull=True), name="contribution_merged_into"
            ),
            models.CheckConstraint(
                condition=Q(is_public=False) | (~Q(cleaned_text="") & ~Q(cleaned_by="")),
                name="contribution_public_was_cleaned",
            ),
            models.CheckConstraint(
                condition=Q(is_public=False) | ~Q(cleaned_by=MASKED), name="contribution_public_was_read"
            ),
            models.CheckConstraint(
                condition=Q(covenant__isnull=True) | Q(is_public=False), name="contribution_covenant_not_public"
            ),
        ]
        indexes = [
            models.Index(fields=["gemeente", "state", "received_at"], name="contribution_state"),
            models.Index(fields=["gemeente", "area_code", "theme"], name="contribution_area"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def is_clean(self) -> bool:
        """Tell whether a trained person made, or read, the text for partners."""
        return bool(self.cleaned_text) and self.cleaned_by != MASKED

    @property
    def label(self) -> str:
        """Return the short name by which staff speak of it; it opens nothing."""
        return self.pk.hex[:6].upper()


class Original(TenantModel):
    """What was written, to the letter. Read by triage (right `read_originals`), and by the group that told it."""

    personal: ClassVar[dict[str, PersonalField]] = {
        name: PersonalField(purpose, TASK, TWO_YEARS, "behandelaars van meldingen; privacy officer bij een verzoek")
        for name, purpose in {
            "text": "begrijpen wat er speelt",
            "cause": "begrijpen waar het door komt",
            "place": "de plek vinden",
            "speaks_for": "weten namens welke groep iemand spreekt",
        }.items()
    }

    contribution = models.OneToOneField(
        Contribution, primary_key=True, on_delete=models.CASCADE, related_name="original"
    )
    text = models.TextField()
    cause = models.TextField(blank=True)
    place = models.CharField(max_length=300, blank=True)
    speaks_for = models.CharField(max_length=120, blank=True)

    def __str__(self) -> str:
        return str(self.contribution_id)


class Contact(TenantModel):
    """How to reach who wrote: sealed with a key outside the database; read with the right `read_contacts`."""

    personal: ClassVar[dict[str, PersonalField]] = {
        "email": PersonalField("antwoord geven", "AVG art. 6 lid 1 onder a (toestemming)", 90, "het postsysteem"),
        "telephone": PersonalField("terugbellen", "AVG art. 6 lid 1 onder a (toestemming)", 90, "behandelaars"),
        "guardian": PersonalField("toestemming van een ouder", "UAVG art. 5", 90, "behandelaars"),
    }

    contribution = models.OneToOneField(
        Contribution, primary_key=True, on_delete=models.CASCADE, related_name="contact"
    )
    email = models.BinaryField(null=True)
    telephone = models.BinaryField(null=True)
    sealed_with = models.CharField(max_length=16)
    guardian = models.BooleanField(default=False)
    updates = models.CharField(max_length=10, choices=Update.choices, default=Update.AT_ONCE)
    retain_until = models.DateField()

    def __str__(self) -> str:
        return str(self.contribution_id)


class Echo(TenantModel):
    """One press on "I notice this too": counted as what it is, a press and not a person."""

    personal: ClassVar[dict[str, PersonalField]] = {}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="echoes")
    at = models.DateTimeField()
    answer_key = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["gemeente", "answer_key"], name="echo_sent_once")]

    def __str__(self) -> str:
        return f"{self.contribution_id} {self.at:%Y-%m-%d}"
