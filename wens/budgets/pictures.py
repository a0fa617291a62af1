"""Pictures of results: cleaned as photos of residents are, kept in the home beside them, shown to everybody.

<home>/voices/results/<gemeente>/<application>.jpg, so that a backup takes them along.
"""

from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.http import FileResponse, Http404

from wens.tenancy.context import current_gemeente
from wens.voices.photos import Photo, draft_bytes, let_go


def keep(photo: Photo, application: UUID) -> str:
    """Put a cleaned photo with a result and return its name; the draft goes when the transaction is done."""
    name = f"{current_gemeente()}/{application}.jpg"
    target = _root() / name
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    target.write_bytes(draft_bytes(photo))
    transaction.on_commit(lambda: let_go(photo.token))
    return name


def response(name: str) -> FileResponse:
    """Return the picture of a result that its page showed. Raises Http404."""
    path = _root() / name
    if not name or not path.is_file():
        raise Http404
    answer = FileResponse(path.open("rb"), content_type="image/jpeg")
    answer["Cache-Control"] = "public, max-age=3600"
    answer["Content-Disposition"] = "inline"
    return answer


def _root() -> Path:
    return Path(settings.WENS.home) / "voices" / "results"
