"""What an archive says of itself; its last but one member, followed by its own checksum."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from wens.site.backup.errors import ArchiveError

NAME = "manifest.json"
SUM_NAME = "manifest.json.sha256"
FORMAT = 1


@dataclass(frozen=True)
class Member:
    """One file in the archive; `size` in bytes, `sha256` in hex digits, of the bytes as they stand in the archive."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """The table of contents. `schema` lists the migrations as 'app.name'; `salt` (hex) is there with encrypted keys.

    `expires`: the last day that the archive may be kept and put back (ISO), empty when it was made without a period.
    `vanished`: files whose retention ended between the dump of the database and the copy of the files.
    """

    id: str
    release: str
    created: str
    server_major: int
    schema: list[str]
    members: list[Member]
    salt: str | None = None
    expires: str = ""
    vanished: list[str] = field(default_factory=list)
    format: int = FORMAT

    def encode(self) -> bytes:
        """Return the manifest as JSON."""
        return json.dumps(asdict(self), indent=1, ensure_ascii=False).encode()


def decode(text: bytes, archive: object) -> Manifest:
    """Read a manifest. Raises ArchiveError when it is none of ours or of a later format."""
    try:
        raw: dict[str, Any] = json.loads(text)
        if raw["format"] != FORMAT:
            msg = f"{archive}: a backup of format {raw['format']} is for a newer release; install that"
            raise ArchiveError(msg)
        return Manifest(**{**raw, "members": [Member(**member) for member in raw["members"]]})
    except (ValueError, KeyError, TypeError) as error:
        msg = f"{archive}: {NAME} cannot be read ({error}); the file is damaged or no backup of WENS"
        raise ArchiveError(msg) from error
