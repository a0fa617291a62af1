"""The help that an initiative needs and finds, and who supports it or wants to help."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from wens.budgets.models import Application
from wens.initiatives.models.choices import Help, NeedState, Support
from wens.initiatives.models.ideas import CONSENT, Initiative
from wens.organisations.models import Organisation
from wens.tenancy.models import TenantModel
from wens.tenancy.personal import PersonalField, done_by


class Need(TenantModel):
    """One kind of help, for everybody to read. `words`: what exactly; `how`: how it was found, or why not.

    A permit is dealt with by a function (`function`), never a named person. Means may come from an `application` for a
    wijkbudget: it is tied, not copied, so what was decided is read where it stands.
    """

    personal: ClassVar[dict[str, PersonalField]] = {"made_by": done_by("verantwoorden wie hulp noteerde")}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="needs")
    kind = models.CharField(max_length=8, choices=Help.choices)
    words = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=NeedState.choices, default=NeedState.NEEDED)
    state_since = models.DateTimeField()
    how = models.CharField(max_length=500, blank=True)
    function = models.CharField(max_length=120, blank=True)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="initiatives_helped"
    )
    application = models.ForeignKey(
        Application, null=True, blank=True, on_delete=models.PROTECT, related_name="initiatives"
    )
    version = models.PositiveIntegerField(default=0)
    made_by = models.CharField(max_length=100)

    class Meta:
        ordering = ["kind", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Help.values), name="need_kind_known"),
            models.CheckConstraint(condition=Q(state__in=NeedState.values), name="need_state_known"),
            models.CheckConstraint(condition=Q(state=NeedState.NEEDED) | ~Q(how=""), name="need_settled_with_words"),
            models.CheckConstraint(
                condition=Q(application=None) | Q(kind=Help.MEANS), name="need_application_is_for_means"
            ),
            models.CheckConstraint(
                condition=~Q(kind=Help.PERMIT, state__in=[NeedState.FOUND, NeedState.REFUSED]) | ~Q(function=""),
                name="need_permit_by_a_function",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id} {self.kind} ({self.state})"


class Supporter(TenantModel):
    """One address that supports an initiative, or behind which somebody helps: a keyed hash, counted once confirmed.

    The hash is of the address and the initiative together, so one address looks different at each of them. Whom it is,
    and how to reach them, stands in `Reach`, sealed, for helpers who want that and until the address is confirmed.
    """

    personal: ClassVar[dict[str, PersonalField]] = {
        "digest": PersonalField("iedereen één keer tellen", CONSENT, 365, "niemand (alleen als hash)"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="backers")
    kind = models.CharField(max_length=8, choices=Support.choices)
    digest = models.CharField(max_length=64)
    language = models.CharField(max_length=5, default="nl")
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    retain_until = models.DateField()

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "digest"], condition=Q(confirmed_at__isnull=False), name="supporter_counted_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=Support.values), name="supporter_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id} {self.kind}"


class Reach(TenantModel):
    """The sealed address to confirm with, and what a helper offers; read with the right `read_initiators`.

    `passed_on_at`: when the gemeente gave it to who brought the initiative; before that they see nothing of it.
    """

    personal: ClassVar[dict[str, PersonalField]] = {
        **{
            name: PersonalField(purpose, CONSENT, 365, "behandelaars, stadsdeelmanager, wie het initiatief bracht")
            for name, purpose in {
                "email": "het adres bevestigen, en helpers doorgeven",
                "name": "weten wie wil helpen",
                "telephone": "een helper bellen",
                "offer": "weten wat iemand wil doen",
                "guardian": "toestemming van een ouder (UAVG art. 5)",
            }.items()
        },
        "passed_on_by": done_by("verantwoorden wie een helper doorgaf"),
    }

    supporter = models.OneToOneField(Supporter, primary_key=True, on_delete=models.CASCADE, related_name="reach")
    email = models.BinaryField()
    name = models.BinaryField(null=True)
    telephone = models.BinaryField(null=True)
    offer = models.BinaryField(null=True)
    sealed_with = models.CharField(max_length=16)
    guardian = models.BooleanField(default=False)
    passed_on_at = models.DateTimeField(null=True, blank=True)
    passed_on_by = models.CharField(max_length=100, blank=True)
    retain_until = models.DateField()

    def __str__(self) -> str:
        return str(self.supporter_id)
