"""News by mail: a letter to confirm, then one for each item of the area or of what holds it, with a door to stop.

The links carry the key of the subscription and a keyed hash of it, so nothing of them is kept.
"""

import secrets
from uuid import UUID

from wens.areas.queries import area_by_code
from wens.audit.models import Outgoing
from wens.districts import queries
from wens.districts.actions.subscribing import address_of
from wens.districts.models import Kind as Text
from wens.districts.models import Subscription
from wens.followup.actions import writing
from wens.followup.actions.links import token_of
from wens.followup.models import Letter

Kind, To = Letter.Kind, Letter.To
CONFIRM, STOP = "news-confirm", "news-stop"
CODES = {"confirm": CONFIRM, "stop": STOP}


def asked(row: Outgoing) -> None:
    """Who asked for news confirms that the address is theirs."""
    one = queries.subscription(UUID(row.data["subscription"]))
    if one and one.confirmed_at is None:
        writing.to_owned(Kind.NEWS_CONFIRM, To.SUBSCRIBER, one.pk, cause=str(row.pk), language=one.language)


def published(row: Outgoing) -> None:
    """Who asked for the news of an area hears what is about it, what holds it and what lies in it."""
    version = queries.version(UUID(row.data["version"]))
    if version is None or version.piece.kind != Text.NEWS:
        return
    for code in queries.subscribed_areas():
        if queries.around(code).intersection(version.area_codes):
            _tell(queries.subscribers([code]), version.piece_id, cause=str(row.pk))


def _tell(subscribers: list[Subscription], piece: UUID, *, cause: str) -> None:
    for one in subscribers:
        writing.to_owned(Kind.NEWS, To.SUBSCRIBER, one.pk, cause=cause, language=one.language,
                         data={"piece": str(piece)})  # fmt: skip


def address(key: UUID | None) -> str:
    """Return the address of a subscription; empty when it was stopped. Needs the right `read_contacts`."""
    one = queries.subscription(key) if key else None
    return address_of(one) if one else ""


def values(letter: Letter, language: str) -> dict[str, str]:
    """Return what the words of these letters may name: the area, and the title of the news."""
    one = queries.subscription(letter.about) if letter.about else None
    area = area_by_code(one.area_code) if one else None
    shown = queries.published(UUID(letter.data["piece"])) if "piece" in letter.data else []
    title = shown[0].content.words(language)[0] if shown and shown[0].said else ""
    return {"area": area.name if area else "", "title": title}


def token(purpose: str, key: UUID) -> str:
    """Return what proves that a link came out of a letter to this subscription."""
    return token_of(CODES[purpose], key)


def is_token(said: str, purpose: str, key: UUID) -> bool:
    """Tell whether a link is one of ours, in the same time for every guess."""
    # As bytes: compare_digest refuses text outside ASCII, and an address may hold any.
    return secrets.compare_digest(said.encode(), token(purpose, key).encode())
