"""The signed link of an invitation; the letter and the screen make the same one."""

from uuid import UUID

from django.core import signing

from wens.organisations.models import Invitation

SALT = "wens.organisations.invitation"


def token_of(invitation: Invitation) -> str:
    """Return what stands in the address ``/beheer/uitnodiging/<token>/``; expiry and use are kept with the row."""
    return signing.Signer(salt=SALT).sign(invitation.pk.hex)


def invitation_of(token: str) -> Invitation | None:
    """Return the invitation of the acting gemeente that a token was signed for, or none."""
    try:
        key = UUID(hex=signing.Signer(salt=SALT).unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    return Invitation.objects.select_related("organisation").filter(pk=key).first()
