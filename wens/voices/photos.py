"""Photos of residents: cleaned by a confined process (`decoding`), kept in the home, shown to who may see them.

<home>/voices/drafts/<token>.jpg      cleaned, not sent yet; removed after two hours
<home>/voices/photos/<gemeente>/<id>.jpg   with a contribution
"""

import hashlib
import os
import secrets
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wens.access.seeing import may_see
from wens.audit.actions import read
from wens.organisations.models import Account
from wens.tenancy.context import current, current_gemeente
from wens.voices.decoding import NotDecoded, decoder
from wens.voices.models import Attachment
from wens.voices.rules import item_of_photo

KEEP_DRAFT_S = 2 * 3600
ENDINGS = frozenset({".jpg", ".jpeg", ".jfif", ".png", ".webp"})
HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")
REASONS: dict[str, Promise] = {
    "too_large": _("Deze foto is te groot. Maak hem kleiner, of stuur een schermafdruk van de foto."),
    "too_many": _("U hebt al drie foto’s. Verwijder er eerst een, of ga verder."),
    "too_many_pixels": _("Deze foto heeft te veel beeldpunten. Maak hem kleiner, of stuur een schermafdruk."),
    "too_small": _("Deze foto is zo klein dat er niets op te zien is. Kies een andere foto."),
    "heic": _(
        "Dit soort foto (HEIC of AVIF) kunnen wij niet openen. Stuur een schermafdruk van de foto, of kies op uw "
        "iPhone bij Instellingen, Camera, Structuren voor ‘Meest compatibel’ en maak de foto opnieuw."
    ),
    "wrong_ending": _("Dit is geen foto. Kies een bestand dat eindigt op .jpg, .png of .webp."),
    "not_a_photo": _("Dit bestand is geen foto, of de foto is beschadigd. Kies een andere foto (.jpg, .png of .webp)."),
    "more_than_a_photo": _("In dit bestand zit meer dan een foto. Stuur een schermafdruk van de foto."),
    "too_slow": _("Het lukt ons niet om deze foto te openen. Stuur een schermafdruk van de foto."),
}


class Refused(Exception):
    """A photo that is not taken; `reason` is a key of REASONS, the message says what to do instead."""

    def __init__(self, reason: str) -> None:
        super().__init__(REASONS[reason])
        self.reason = reason


@dataclass(frozen=True)
class Photo:
    """A cleaned photo that waits to be sent. Sizes in bytes and pixels, `digest` is its SHA-256."""

    token: str
    digest: str
    size: int
    width: int
    height: int
    warnings: tuple[str, ...] = ()


def prepare(data: bytes, name: str) -> Photo:
    """Clean a photo and set it aside. Raises Refused, and then nothing of it is kept."""
    sweep()
    jpeg, width, height = _cleaned(data, name)
    photo = Photo(secrets.token_urlsafe(24), hashlib.sha256(jpeg).hexdigest(), len(jpeg), width, height)
    _write(_draft(photo.token), jpeg)
    return photo


def refuse_large(size: int) -> None:
    """Refuse a photo of ``size`` bytes that is too large, before it is read. Raises Refused."""
    if size > settings.WENS.photo_limit_mb * 1024 * 1024:
        raise Refused("too_large")


def keep(photo: Photo, attachment: UUID) -> str:
    """Put a photo that waits with its contribution and return its name; the draft stays until `let_go`."""
    name = f"{current_gemeente()}/{attachment}.jpg"
    target = _kept(name)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.link(_draft(photo.token), target)
    return name


def is_there(photo: Photo) -> bool:
    """Tell whether a photo still waits."""
    return _draft(photo.token).exists()


def draft_bytes(photo: Photo) -> bytes:
    """Return the JPEG of a photo that waits, for the one who brought it."""
    return _draft(photo.token).read_bytes()


def let_go(token: str) -> None:
    """Remove a photo that waits, after sending or when its writer does not want it."""
    _draft(token).unlink(missing_ok=True)


def remove(files: Iterable[str]) -> None:
    """Remove kept photos for good: retention, or a request for erasure."""
    for name in files:
        _kept(name).unlink(missing_ok=True)


def sweep() -> None:
    """Remove the photos that waited longer than two hours."""
    for path in (_root() / "drafts").glob("*"):
        try:
            if time.time() - path.stat().st_mtime > KEEP_DRAFT_S:
                path.unlink()
        except FileNotFoundError:
            continue


def photo_response(attachment: Attachment, account: Account | None, *, is_writer: bool = False) -> FileResponse:
    """Return a photo to who may see it; ``is_writer``: who shows a page after the follow code was verified.

    Raises PermissionDenied, and Http404 when it was removed. Reading what is not public stands in the audit trail.
    """
    if not (is_writer or may_see(account, item_of_photo(attachment))):
        raise PermissionDenied
    path = _kept(attachment.file)
    if attachment.state != Attachment.State.READY or not path.exists():
        raise Http404
    if account is not None and not attachment.is_public:
        one = attachment.contribution
        read("voices.photo", subject=f"contribution:{one.pk}", by=current().actor, covenant=str(one.covenant_id or ""))
    response = FileResponse(path.open("rb"), content_type="image/jpeg")
    response["Cache-Control"] = "private, no-store"
    response["Content-Disposition"] = "inline"
    return response


def _cleaned(data: bytes, name: str) -> tuple[bytes, int, int]:
    refuse_large(len(data))
    if data[4:8] == b"ftyp" and data[8:12] in HEIC:
        raise Refused("heic")
    if Path(name).suffix.lower() not in ENDINGS:
        raise Refused("wrong_ending")
    try:
        return decoder().clean(data)
    except NotDecoded as refusal:
        raise Refused(str(refusal) if str(refusal) in REASONS else "not_a_photo") from None


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)


def _root() -> Path:
    return Path(settings.WENS.home) / "voices"


def _draft(token: str) -> Path:
    return _root() / "drafts" / f"{token}.jpg"


def _kept(name: str) -> Path:
    return _root() / "photos" / name
