"""Personal links to one action: what a partner reports by without an account. Made as the other links are."""

import datetime as dt

from django.conf import settings
from django.utils import timezone

from wens.audit.actions import read
from wens.followup.actions.links import TOKEN_LENGTH, digest_of, token_of
from wens.followup.models import ActionLink, Letter
from wens.tenancy.context import Actor

PURPOSE = "action"


def token_for(letter: Letter) -> str:
    """Return the token of the link in a letter about an action; the same one each time that it is made up.

    Raises LookupError for a letter that is not about an action of a partner.
    """
    link = ActionLink.objects.filter(letter=letter).first()
    if link is None:
        if letter.about is None or letter.organisation is None:
            raise LookupError("this letter is not about an action of a partner")
        now = timezone.now()
        link = ActionLink.objects.create(
            letter=letter, action_id=letter.about, organisation=letter.organisation, made_at=now,
            expires_at=now + dt.timedelta(days=settings.WENS.partner_link_days),
        )  # fmt: skip
    token = token_of(PURPOSE, link.pk)
    if link.digest != digest_of(token):
        link.digest = digest_of(token)
        link.save(update_fields=["digest"])
    return token


def find_link(token: str) -> ActionLink | None:
    """Return the link that a token belongs to while it is valid."""
    if len(token) != TOKEN_LENGTH:
        return None
    found = ActionLink.objects.filter(digest=digest_of(token), expires_at__gt=timezone.now())
    return found.select_related("organisation").first()


def opened(*, link: ActionLink, by: Actor) -> None:
    """Note that the action behind a link was read."""
    link.opened_at = timezone.now()
    link.save(update_fields=["opened_at"])
    read("followup.action", subject=f"action:{link.action_id}", by=by)
