"""Files that belong to no row: backups before an upgrade, and deliveries that wait for a decision."""

import datetime as dt
from pathlib import Path

from django.conf import settings

from wens.intake import uploads


def old_backups(on: dt.date) -> list[Path]:
    """Return the archives in the home's own folder that are older than the setting `backup_days` allows."""
    edge = dt.datetime.combine(on - dt.timedelta(days=settings.WENS.backup_days), dt.time.min, tzinfo=dt.UTC)
    folder = Path(settings.WENS.home) / "backups"
    return [path for path in sorted(folder.glob("*.tar")) if path.stat().st_mtime < edge.timestamp()]


def remove_old(on: dt.date) -> int:
    """Remove them, and the deliveries that waited longer than an hour; returns how many backups."""
    uploads.sweep()
    found = old_backups(on)
    for path in found:
        path.unlink(missing_ok=True)
    return len(found)
