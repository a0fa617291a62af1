"""Tenants (gemeenten), accounts and their sessions."""

import uuid
from collections.abc import Collection
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from wens.tenancy.context import Actor
from wens.tenancy.models import GEMEENTE_CODE, TenantModel
from wens.tenancy.personal import PersonalField, done_by


class Gemeente(models.Model):
    """A tenant. Readable before a tenant is known, because the host name decides which one it is."""

    personal: ClassVar[dict[str, PersonalField]] = {}

    code = models.CharField(primary_key=True, max_length=6, validators=[GEMEENTE_CODE])
    name = models.CharField(max_length=100)
    slug = models.SlugField(unique=True)
    hosts = ArrayField(models.CharField(max_length=253), default=list, blank=True)
    fictional = models.BooleanField(default=False)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    """What an account is for; the policy in ``wens.access.rules`` gives each its rights."""

    ADMINISTRATOR = "administrator", "beheerder"
    ANALYST = "analyst", "analist"
    CONFIRMER = "confirmer", "tweede lezer"
    DISTRICT_MANAGER = "district_manager", "stadsdeelmanager"
    TRIAGE = "triage", "behandelaar van meldingen"
    PRIVACY_OFFICER = "privacy_officer", "privacy officer"
    PARTNER = "partner", "partner"
    CIVIC = "civic", "contactpersoon van een bewonersgroep"


class Kind(models.TextChoices):
    """What kind of partner an organisation is (the seed's list). Civic groups see no more than the public tier."""

    MUNICIPALITY = "municipality", "gemeente"
    POLICE = "police", "politie"
    FIRE = "fire", "brandweer"
    SAFETY = "safety", "veiligheidszorg"
    HOUSING = "housing", "woningcorporatie"
    PROSECUTION = "prosecution", "Openbaar Ministerie"
    WIJKTEAM = "wijkteam", "wijkteam"
    YOUTH_WORK = "youth_work", "jongerenwerk"
    WELFARE = "welfare", "welzijnswerk"
    RESEARCH = "research", "onderzoeksbureau"
    WIJKRAAD = "wijkraad", "wijkraad"
    DORPSRAAD = "dorpsraad", "dorpsraad"
    SCHOOL = "school", "school"
    ASSOCIATION = "association", "vereniging"
    ENTREPRENEURS = "entrepreneurs", "ondernemers"


CIVIC_KINDS = frozenset({Kind.WIJKRAAD, Kind.DORPSRAAD, Kind.SCHOOL, Kind.ASSOCIATION, Kind.ENTREPRENEURS})


class Organisation(TenantModel):
    """A partner or a civic group. `area_codes` are the areas that it works for; empty: the whole gemeente."""

    personal: ClassVar[dict[str, PersonalField]] = {}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=130)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    area_codes = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    mailbox = models.EmailField(blank=True)
    telephone = models.CharField(max_length=20, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["gemeente", "slug"], name="organisation_slug_once"),
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="organisation_kind_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_civic(self) -> bool:
        """Tell whether this is a group of residents or entrepreneurs: the public tier and its own dealings only."""
        return self.kind in CIVIC_KINDS


class AccountManager(BaseUserManager["Account"]):
    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(email__iexact=username)


class Account(TenantModel, AbstractBaseUser):
    """A named person who can log in at one gemeente.

    Sessions belong to a password and a `session_round`: when either changes, every session of before opens nothing.
    """

    personal: ClassVar[dict[str, PersonalField]] = {
        "email": PersonalField("inloggen", "AVG art. 6 lid 1 onder e", 365, "de persoon zelf, beheerder"),
        "name": PersonalField("laten zien wie een besluit nam", "AVG art. 6 lid 1 onder e", 365, "medewerkers"),
        "password": PersonalField("inloggen", "AVG art. 6 lid 1 onder e", 0, "niemand (alleen als hash)"),
        "last_login": PersonalField("ongebruikte accounts sluiten", "AVG art. 32", 365, "beheerder"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField()
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=20, choices=Role.choices)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="accounts"
    )
    function = models.CharField(max_length=80, blank=True)
    is_active = models.BooleanField(default=True)
    session_round = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = AccountManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "gemeente",
                Lower("email"),
                name="account_email_once_per_gemeente",
                violation_error_message="Dit e-mailadres heeft al een account.",
            ),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="account_role_known"),
        ]

    def __str__(self) -> str:
        return self.name

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        whole = f"{self.password}:{self.session_round}"
        return salted_hmac("wens.organisations.session", whole, secret=secret, algorithm="sha256").hexdigest()

    def as_actor(self) -> Actor:
        """Return this account as the actor of an action."""
        return Actor("account", str(self.pk), self.name)

    @property
    def shown_outside(self) -> str:
        """Return how the outside knows this person: as a function of an organisation, never by name."""
        parts = [self.function, self.organisation.name if self.organisation else ""]
        return ", ".join(part for part in parts if part) or self.get_role_display()

    def get_all_permissions(self, obj: object = None) -> Collection[str]:  # noqa: ARG002  Django's signature
        """Return nothing: rights come from ``wens.access.rules`` only."""
        return set()


class Session(AbstractBaseSession, TenantModel):
    """A login session, kept inside its gemeente."""

    personal: ClassVar[dict[str, PersonalField]] = {
        "session_data": PersonalField("ingelogd blijven", "AVG art. 6 lid 1 onder e", 1, "niemand"),
    }

    objects: ClassVar[BaseSessionManager] = BaseSessionManager()  # type: ignore[type-arg, unused-ignore]

    @classmethod
    def get_session_store_class(cls) -> type:
        """Return the store that reads and writes this table."""
        from wens.organisations.sessions import SessionStore

        return SessionStore


class Remembered(TenantModel):
    """What the login remembers for a moment (`wens.organisations.remembering`): a used code, how often was guessed.

    `mark` tells which of two requests that came at once was first.
    """

    personal: ClassVar[dict[str, PersonalField]] = {
        "key": PersonalField("raden van codes stoppen", "AVG art. 32", 1, "niemand (als hash)"),
        "value": PersonalField("raden van codes stoppen", "AVG art. 32", 1, "niemand"),
    }

    key = models.CharField(primary_key=True, max_length=64)
    value = models.JSONField()
    until = models.DateTimeField()
    mark = models.UUIDField(default=uuid.uuid4)

    def __str__(self) -> str:
        return self.key[:8]


class Invitation(TenantModel):
    """Somebody is asked to come in: the link works once, until `expires_at`; acceptance removes the address."""

    personal: ClassVar[dict[str, PersonalField]] = {
        "email": PersonalField("uitnodigen", "AVG art. 6 lid 1 onder e", 14, "beheerder, het postsysteem"),
        "invited_by": done_by("verantwoorden wie iemand uitnodigde"),
        "account": done_by("verantwoorden welk account uit een uitnodiging kwam"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(blank=True)
    role = models.CharField(max_length=20, choices=Role.choices)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="invitations"
    )
    function = models.CharField(max_length=80, blank=True)
    invited_by = models.CharField(max_length=100)
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    account = models.OneToOneField(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="invitation")

    class Meta:
        ordering = ["-invited_at", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="invitation_role_known"),
            models.CheckConstraint(
                condition=models.Q(account__isnull=False) | ~models.Q(email="") | models.Q(withdrawn_at__isnull=False),
                name="invitation_open_has_address",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Identity(TenantModel):
    """By which subject of an OpenID Connect provider an account logs in."""

    personal: ClassVar[dict[str, PersonalField]] = {
        "subject": PersonalField("inloggen met het account van het werk", "AVG art. 6 lid 1 onder e", 365, "niemand"),
        "account": PersonalField("inloggen met het account van het werk", "AVG art. 6 lid 1 onder e", 365, "niemand"),
    }

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="identities")
    issuer = models.URLField(max_length=300)
    subject = models.CharField(max_length=255)
    linked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gemeente", "issuer", "subject"], name="identity_once_per_gemeente"),
        ]

    def __str__(self) -> str:
        return f"{self.issuer} {self.account_id}"
