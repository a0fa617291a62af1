"""A meeting, what is on it, who is asked to come and who came."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from wens.meetings.models.choices import AgendaKind, Answer, Kind, State
from wens.organisations.models import Account, Organisation
from wens.tenancy.models import TenantModel
from wens.tenancy.personal import PersonalField, done_by
from wens.voices.models import Occasion

TASK = "AVG art. 6 lid 1 onder e (taak van algemeen belang: openbare orde en leefbaarheid)"


class Meeting(TenantModel):
    """One meeting about one or more areas.

    `is_public`: it stands in the public agenda and guests may sign up, up to `places` people (none: no limit).
    `position` counts what was captured: who knows a position, asks only for what came after it. `version` goes up with
    every step, so that a form opened before it is told so. `occasion` holds the code with which a hall tells something.
    """

    personal: ClassVar[dict[str, PersonalField]] = {"made_by": done_by("verantwoorden wie een bijeenkomst plande")}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    title = models.CharField(max_length=120)
    area_codes = ArrayField(models.CharField(max_length=60))
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200)
    is_public = models.BooleanField(default=False)
    places = models.PositiveIntegerField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    state_since = models.DateTimeField()
    why_cancelled = models.CharField(max_length=300, blank=True)
    position = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)
    sequence = models.PositiveIntegerField(default=0)
    occasion = models.OneToOneField(Occasion, null=True, on_delete=models.PROTECT, related_name="meeting")
    heard_sent_at = models.DateTimeField(null=True)
    made_by = models.CharField(max_length=100)
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="meeting_state_known"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="meeting_kind_known"),
            models.CheckConstraint(condition=Q(ends_at__gt=models.F("starts_at")), name="meeting_ends_after_start"),
            models.CheckConstraint(condition=Q(area_codes__len__gt=0), name="meeting_has_area"),
            models.CheckConstraint(
                condition=~Q(state=State.CANCELLED) | ~Q(why_cancelled=""), name="meeting_cancelled_with_reason"
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.ROUND_TABLE) | Q(is_public=False), name="meeting_round_table_is_closed"
            ),
        ]
        indexes = [models.Index(fields=["gemeente", "starts_at"], name="meeting_starts_at")]

    def __str__(self) -> str:
        return f"{self.title} ({self.starts_at:%Y-%m-%d})"


class AgendaItem(TenantModel):
    """A line of the agenda. Prevention belongs on it, and who is asked for expertise: police, CCV, a partner (seed)."""

    personal: ClassVar[dict[str, PersonalField]] = {}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    kind = models.CharField(max_length=10, choices=AgendaKind.choices, default=AgendaKind.TOPIC)
    title = models.CharField(max_length=200)
    theme = models.CharField(max_length=30, blank=True)
    asked_of = models.CharField(max_length=120, blank=True)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=AgendaKind.EXPERTISE) | ~Q(asked_of=""), name="agenda_expertise_is_asked_of"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Question(TenantModel):
    """What the one who prepares wants to know, of one partner or (none) of all who come."""

    personal: ClassVar[dict[str, PersonalField]] = {"asked_by": done_by("weten wie een vraag stelde")}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="questions")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="meeting_questions"
    )
    theme = models.CharField(max_length=30, blank=True)
    text = models.CharField(max_length=300)
    asked_by = models.CharField(max_length=100)
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ["asked_at", "id"]

    def __str__(self) -> str:
        return self.text


class Invitation(TenantModel):
    """A partner, or one person of a partner, is asked to come; the answer may change until the meeting is over."""

    personal: ClassVar[dict[str, PersonalField]] = {
        "account": PersonalField("iemand uitnodigen", TASK, 365, "wie de bijeenkomst voorbereidt"),
        "answered_by": PersonalField("weten wie antwoord gaf", TASK, 365, "wie de bijeenkomst voorbereidt"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="invitations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="meeting_invitations")
    account = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="meeting_invitations"
    )
    made_at = models.DateTimeField()
    answer = models.CharField(max_length=5, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["organisation__name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "organisation", "account"], nulls_distinct=False, name="invited_once"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | Q(answered_at__isnull=False, answer__in=Answer.values),
                name="invitation_answer_has_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.answer or '?'}"


class Guests(TenantModel):
    """People who sign up for a public meeting: how many and as whom, never a name or a way to reach them."""

    personal: ClassVar[dict[str, PersonalField]] = {}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="guests")
    people = models.PositiveSmallIntegerField()
    speaker = models.CharField(max_length=16, blank=True)
    answer_key = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gemeente", "answer_key"], name="guests_signed_up_once"),
            models.CheckConstraint(condition=Q(people__gte=1, people__lte=10), name="guests_one_to_ten"),
        ]

    def __str__(self) -> str:
        return f"{self.people}"


class Attendance(TenantModel):
    """How many people came: of a partner, or (none) of everybody who is of no partner."""

    personal: ClassVar[dict[str, PersonalField]] = {}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendance")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="meeting_attendance"
    )
    people = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "organisation"], nulls_distinct=False, name="attendance_counted_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.people}"
