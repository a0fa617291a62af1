"""Style sheets, scripts and fonts as a server gives them: names with a hash, compressed once, kept for ever.

Only a server needs the copies (`wens.site.wsgi` asks for them before it starts); commands and tests read the sources.
"""

import hashlib
from pathlib import Path

PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"
HASHED = "whitenoise.storage.CompressedManifestStaticFilesStorage"
STAMP = "sources"

serving = False
"""Whether this process is a server; said before the settings are read."""


def collect(target: Path) -> bool:
    """Bring the copies in `target` up to date; False when they were. Killed halfway, the next start does it again."""
    from django.contrib.staticfiles import finders
    from django.core.management import call_command

    from wens.site.setup import home_lock

    with home_lock("static"):
        stamp = _stamp(finders.get_finders())
        said = target / STAMP
        if said.is_file() and said.read_text("ascii") == stamp:
            return False
        call_command("collectstatic", interactive=False, verbosity=0)
        said.write_text(stamp, "ascii")
    return True


def _stamp(finders: object) -> str:
    """A digest of every source's name, size and moment of change."""
    seen = hashlib.sha256()
    for finder in finders:  # type: ignore[attr-defined]
        for name, storage in sorted(finder.list([]), key=lambda found: found[0]):
            about = Path(storage.path(name)).stat()
            seen.update(f"{name}\0{about.st_size}\0{about.st_mtime_ns}\n".encode())
    return seen.hexdigest()
