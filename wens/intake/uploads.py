"""A file between its dry run and its loading: kept for an hour, for the account that brought it, then removed.

<home>/uploads/<token>/delivery   the bytes
<home>/uploads/<token>/about.json who brought it, for which gemeente, and what was said with it
"""

import json
import re
import secrets
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

KEEP_S = 3600
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True)
class Upload:
    """A file that waits for a decision. `said`: source, file name, mapping, division, period and day of release."""

    token: str
    data: bytes
    said: dict[str, Any]


def put(data: bytes, *, gemeente: str, owner: str, said: dict[str, Any]) -> str:
    """Set a file aside and return the token under which its owner finds it; also removes what waited too long."""
    sweep()
    token = secrets.token_urlsafe(32)
    folder = _folder(token)
    folder.mkdir(mode=0o700, parents=True)
    (folder / "delivery").write_bytes(data)
    about = {"gemeente": gemeente, "owner": owner, "said": said}
    (folder / "about.json").write_text(json.dumps(about), encoding="utf-8")
    return token


def get(token: str, *, gemeente: str, owner: str) -> Upload | None:
    """Return a file that waits, to the one who brought it; nobody else ever sees it."""
    if not _TOKEN.fullmatch(token) or _expired(_folder(token)):
        return None
    about = json.loads((_folder(token) / "about.json").read_text(encoding="utf-8"))
    if (about["gemeente"], about["owner"]) != (gemeente, owner):
        return None
    return Upload(token, (_folder(token) / "delivery").read_bytes(), about["said"])


def drop(token: str) -> None:
    """Remove a file that waits."""
    shutil.rmtree(_folder(token), ignore_errors=True)


def sweep() -> None:
    """Remove every file that waited longer than an hour, and what a killed upload left."""
    for folder in _root().glob("*"):
        if _expired(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _expired(folder: Path) -> bool:
    about = folder / "about.json"
    try:
        return time.time() - (about if about.exists() else folder).stat().st_mtime > KEEP_S
    except FileNotFoundError:
        return True


def _root() -> Path:
    return Path(settings.WENS.home) / "uploads"


def _folder(token: str) -> Path:
    return _root() / token
