"""What somebody is telling, between the first screen and sending: in the visitor's session, sealed.

In the session and not in the page, because every screen is answered with a redirect (a reload never sends twice, back
works) and a redirect carries nothing; and because a photo waits too. The cookie is needed for what the visitor asks,
so it needs no permission (Telecommunicatiewet art. 11.7a lid 3). Sealed with the key outside the database: a text that
was never sent cannot be read by anybody. After two hours, and at sending, it is gone.
"""

import json
import time
import uuid
from dataclasses import asdict, dataclass, field
from typing import Any

from django.http import HttpRequest

from wens.voices import sealing
from wens.voices.photos import Photo, is_there, let_go

NAME = "telling"
KEEP_S = 2 * 3600


@dataclass
class Draft:
    """`answers` per field; `shown`: danger words that the numbers were shown for; `sent`: what the last page says."""

    answers: dict[str, Any] = field(default_factory=dict)
    photos: list[Photo] = field(default_factory=list)
    answer_key: str = field(default_factory=lambda: str(uuid.uuid4()))
    occasion: str = ""
    urgent: bool = False
    shown: list[str] = field(default_factory=list)
    told_of_report: bool = False
    sent: dict[str, str] = field(default_factory=dict)
    begun: float = field(default_factory=time.time)


def read(request: HttpRequest) -> Draft:
    """Return the draft of this visitor, or a new one when there is none, it is too old or its key is gone."""
    kept = request.session.get(NAME)
    if not isinstance(kept, dict):
        return Draft()
    try:
        text = sealing.unseal(sealing.Sealed(kept["key"], kept["data"].encode()), bound_to=NAME)
    except (sealing.CannotOpen, KeyError):
        return Draft()
    said = json.loads(text)
    photos = [Photo(**{**one, "warnings": tuple(one["warnings"])}) for one in said.pop("photos")]
    draft = Draft(**said, photos=[photo for photo in photos if is_there(photo)])
    if time.time() - draft.begun > KEEP_S:
        return Draft()
    return draft


def save(request: HttpRequest, draft: Draft) -> None:
    """Keep the draft for this visitor."""
    kept = {**vars(draft), "photos": [asdict(photo) for photo in draft.photos]}
    sealed = sealing.seal(json.dumps(kept), bound_to=NAME)
    request.session[NAME] = {"key": sealed.key_id, "data": sealed.data.decode()}
    if not request.user.is_authenticated:
        request.session.set_expiry(KEEP_S)


def clear(request: HttpRequest) -> None:
    """Forget the draft and its photos."""
    for photo in read(request).photos:
        let_go(photo.token)
    request.session.pop(NAME, None)
