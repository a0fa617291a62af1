"""Personal links: each letter has its own, it opens one thing, and only the hash of its token is kept.

A token is a keyed hash of the link's id, so a letter that is made up again after a failed attempt carries the same
one, and the database alone opens nothing.
"""

import base64
import datetime as dt
import hashlib
import uuid

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac

from wens.audit.actions import read
from wens.followup.models import Letter, PersonalLink
from wens.tenancy.context import Actor
from wens.voices.models import Contribution

Purpose = PersonalLink.Purpose
TOKEN_LENGTH = 43
"""Signs of url-safe base64 of 32 bytes; a follow code is much shorter, so one address serves both."""


def token_for(letter: Letter, purpose: PersonalLink.Purpose, *, contribution: Contribution) -> str:
    """Return the token of the link in `letter`; the same one each time that the letter is made up."""
    link, _ = PersonalLink.objects.get_or_create(
        letter=letter,
        purpose=purpose,
        defaults={
            "contribution": contribution,
            "handover": letter.handover if purpose == Purpose.ITEM else None,
            "organisation": letter.organisation if purpose == Purpose.ITEM else None,
            "made_at": timezone.now(),
            "expires_at": _until(purpose),
        },
    )
    token = token_of(link.purpose, link.pk)
    if link.digest != digest_of(token):
        link.digest = digest_of(token)
        link.save(update_fields=["digest"])
    return token


def find_link(token: str, *purposes: PersonalLink.Purpose) -> PersonalLink | None:
    """Return the link that a token belongs to while it is valid."""
    if len(token) != TOKEN_LENGTH:
        return None
    found = PersonalLink.objects.filter(digest=digest_of(token), purpose__in=purposes)
    link = found.select_related("contribution", "handover", "organisation").first()
    expired = link and link.expires_at and link.expires_at < timezone.now()
    return None if expired else link


def opened(*, link: PersonalLink, by: Actor) -> None:
    """Note that the item behind a partner's link was read."""
    link.opened_at = timezone.now()
    link.save(update_fields=["opened_at"])
    covenant = str(link.contribution.covenant_id or "")
    read("followup.item", subject=f"contribution:{link.contribution_id}", by=by, covenant=covenant)


def token_of(purpose: str, key: uuid.UUID) -> str:
    """Return the token of a link by what it opens and its id."""
    digest = salted_hmac("wens.followup.link", f"{purpose}:{key}", algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def digest_of(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _until(purpose: PersonalLink.Purpose) -> dt.datetime | None:
    """An unsubscribe link works as long as the contribution is there; the others open texts, and end."""
    days = {Purpose.ITEM: settings.WENS.partner_link_days, Purpose.FOLLOW: settings.WENS.follow_link_days}.get(purpose)
    return timezone.now() + dt.timedelta(days=days) if days else None
