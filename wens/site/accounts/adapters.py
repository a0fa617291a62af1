"""How allauth, which runs the login and the second factor, fits in: our accounts, our trail, our keys (ADR 0012)."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from wens.audit.actions import record
from wens.organisations.actions import tell
from wens.organisations.models import Account
from wens.site.accounts.sealing import seal, unseal
from wens.tenancy.context import acting

BACKEND = "wens.site.login.AccountBackend"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    """Nobody signs up, allauth sends no mail, and what it would mail about goes into the trail."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": _("Te veel pogingen. Wacht vijf minuten en probeer het opnieuw."),
        "rate_limited": _("Te veel pogingen. Wacht vijf minuten en probeer het opnieuw."),
        "incorrect_password": _("Dit wachtwoord klopt niet. Probeer het opnieuw."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  allauth's signature
        """Refuse: accounts come from invitations."""
        return False

    def login(self, request: HttpRequest, user: Account) -> None:
        """Log in with our own backend, which finds accounts inside the acting gemeente only."""
        login(request, user, backend=BACKEND)
        record("organisations.account.logged_in", subject=f"account:{user.pk}", by=user.as_actor())

    def send_notification_mail(self, template_prefix: str, user: Account, *_: Any, **__: Any) -> None:
        """Record what allauth would mail about, and let a letter of ours follow.

        It also asks for this after the request's transaction has ended.
        """
        happened = template_prefix.rpartition("/")[2]
        with acting(user.gemeente, user.as_actor()):
            record(f"organisations.account.{happened}", subject=f"account:{user.pk}", by=user.as_actor())
            tell(user, happened)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send nothing: mail goes through the outbox."""

    def add_message(  # allauth's signature
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,  # noqa: ARG002
        message_context: dict[str, Any] | None = None,  # noqa: ARG002
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Show what went wrong; the texts that allauth has in files are not ours, and the screens say it already."""
        if message:
            messages.add_message(request, level, message, extra_tags=extra_tags)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth carries no types
    """The secrets of second factors are sealed with a key outside the database."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("Deze code klopt niet. Kijk of de tijd op uw telefoon goed staat en probeer het opnieuw."),
        "incorrect_key": _("Met deze passkey lukte het niet. Probeer het opnieuw, of kies een andere manier."),
        "cannot_delete_authenticator": _("U kunt uw tweede stap niet weghalen. Vraag een beheerder om hulp."),
    }

    def encrypt(self, text: str) -> str:
        """Return `text` sealed."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Return what was sealed."""
        return unseal(encrypted_text)

    def get_totp_issuer(self) -> str:
        """Return the name that stands in somebody's app."""
        return "WENS"
