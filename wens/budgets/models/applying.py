"""An application for money, what was written apart from what is shown, and what was decided."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from wens.budgets.models.choices import Applicant, Interest, Outcome, State, What
from wens.budgets.models.money import Budget, euros_field
from wens.tenancy.models import TenantModel
from wens.tenancy.personal import PersonalField, done_by

LAW = "AVG art. 6 lid 1 onder e (taak van algemeen belang; besluit op een aanvraag, Awb titel 4.1)"
SEVEN_YEARS = 7 * 365
WHO = "leden van de raad met een zetel, stadsdeelmanager"


class Application(TenantModel):
    """One application. `title`, `about` and `applicant` are the words for everybody, made at the check.

    Of a person no name is shown: `applicant` is filled for associations, schools and the like only. `number` counts
    within the budget. What it gets and got is in the ledger; `version` goes up with every step.
    """

    personal: ClassVar[dict[str, PersonalField]] = {
        "follow_digest": PersonalField("volgen zonder account", LAW, SEVEN_YEARS, "niemand (alleen als hash)"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    budget = models.ForeignKey(Budget, on_delete=models.PROTECT, related_name="applications")
    number = models.PositiveIntegerField()
    received_at = models.DateTimeField()
    kind = models.CharField(max_length=12, choices=Applicant.choices)
    asked = euros_field()
    title = models.CharField(max_length=120, blank=True)
    about = models.TextField(blank=True)
    applicant = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=5, default="nl")
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECEIVED)
    state_since = models.DateTimeField()
    decide_before = models.DateField()
    version = models.PositiveIntegerField(default=0)
    answer_key = models.UUIDField()
    follow_digest = models.CharField(max_length=64)
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["budget", "number"], name="application_number_once"),
            models.UniqueConstraint(fields=["gemeente", "answer_key"], name="application_sent_once"),
            models.CheckConstraint(condition=Q(asked__gt=0), name="application_asks_something"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="application_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=["received", "asked", "withdrawn", "not_taken"]) | ~Q(title=""),
                name="application_checked_has_title",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.budget_id} {self.number} ({self.state})"

    @property
    def is_public(self) -> bool:
        """Tell whether its words were made for everybody."""
        return bool(self.title)


class Original(TenantModel):
    """What the applicant wrote, to the letter. Read by the seats of the raad and with the right `read_applications`."""

    personal: ClassVar[dict[str, PersonalField]] = {
        name: PersonalField(purpose, LAW, SEVEN_YEARS, WHO)
        for name, purpose in {
            "title": "de aanvraag beoordelen",
            "about": "de aanvraag beoordelen",
            "costs": "de begroting beoordelen",
            "speaks_for": "weten namens wie wordt aangevraagd",
        }.items()
    }

    application = models.OneToOneField(Application, primary_key=True, on_delete=models.PROTECT, related_name="original")
    title = models.CharField(max_length=120, blank=True)
    about = models.TextField(blank=True)
    costs = models.TextField(blank=True)
    speaks_for = models.CharField(max_length=120, blank=True)
    retain_until = models.DateField()

    def __str__(self) -> str:
        return str(self.application_id)


class ApplicantContact(TenantModel):
    """How to reach the applicant: sealed with a key outside the database (`wens.voices.sealing`).

    Read by the seat that keeps the money, and with the right `read_applicants`.
    """

    personal: ClassVar[dict[str, PersonalField]] = {
        name: PersonalField(purpose, LAW, 365, "penningmeester van de raad, stadsdeelmanager")
        for name, purpose in {
            "name": "weten wie aanvraagt en wie het geld ontvangt",
            "email": "vragen stellen en het besluit sturen",
            "telephone": "vragen stellen",
        }.items()
    }

    application = models.OneToOneField(Application, primary_key=True, on_delete=models.PROTECT, related_name="contact")
    name = models.BinaryField()
    email = models.BinaryField(null=True)
    telephone = models.BinaryField(null=True)
    sealed_with = models.CharField(max_length=16)
    retain_until = models.DateField()

    def __str__(self) -> str:
        return str(self.application_id)


class Done(TenantModel):
    """What happened with an application, when, by whom; `words` go between applicant and raad, for them only."""

    personal: ClassVar[dict[str, PersonalField]] = {
        "words": PersonalField("vragen en antwoorden over de aanvraag", LAW, SEVEN_YEARS, WHO),
        "by": done_by("verantwoorden wie een stap met een aanvraag zette"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="history")
    what = models.CharField(max_length=14, choices=What.choices)
    words = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.application_id} {self.what}"


class Conflict(TenantModel):
    """Somebody of the raad has an interest in an application, said so, and does not decide on it (Awb art. 2:4)."""

    personal: ClassVar[dict[str, PersonalField]] = {
        "by": done_by("laten zien dat wie een belang had niet besliste"),
        "kind": PersonalField("laten zien waarom iemand niet besliste", LAW, SEVEN_YEARS, WHO),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="conflicts")
    by = models.CharField(max_length=100, blank=True)
    kind = models.CharField(max_length=8, choices=Interest.choices, blank=True)
    declared_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "by"], condition=~Q(by=""), name="conflict_declared_once"),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.kind}"


class Decision(TenantModel):
    """A decision with its reason, its mandate and where to object, as they were on that day. Never changed."""

    personal: ClassVar[dict[str, PersonalField]] = {"decided_by": done_by("verantwoorden wie een besluit nam")}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="decisions")
    number = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    amount = euros_field(null=True, blank=True)
    reason = models.TextField()
    mandate = models.CharField(max_length=300)
    objection = models.TextField()
    object_before = models.DateField()
    decided_on = models.DateField()
    decided_by = models.CharField(max_length=100, blank=True)
    vote = models.ForeignKey("budgets.Vote", null=True, blank=True, on_delete=models.PROTECT, related_name="decisions")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="budget_decision_number_once"),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.GRANTED, amount__gt=0)
                | (~Q(outcome=Outcome.GRANTED) & Q(amount__isnull=True)),
                name="budget_decision_grants_an_amount",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="budget_decision_has_reason"),
            models.CheckConstraint(
                condition=Q(object_before__gt=F("decided_on")), name="budget_decision_objection_ahead"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.outcome}"


class Result(TenantModel):
    """What came of it, for everybody: words, and a picture of the place without recognisable people."""

    personal: ClassVar[dict[str, PersonalField]] = {"told_by": done_by("weten wie het resultaat opschreef")}

    application = models.OneToOneField(Application, primary_key=True, on_delete=models.PROTECT, related_name="result")
    words = models.TextField()
    done_on = models.DateField()
    picture = models.CharField(max_length=100, blank=True)
    picture_says = models.CharField(max_length=200, blank=True)
    told_by = models.CharField(max_length=100, blank=True)
    told_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(picture="") | ~Q(picture_says=""), name="result_picture_says_something"),
        ]

    def __str__(self) -> str:
        return str(self.application_id)
