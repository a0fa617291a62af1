"""One archive of an installation: database, Parquet, delivered files and keys (docs/operations/backup.md).

No Django here: a restore runs before there is a database to speak of.
"""

from wens.site.backup.errors import BackupError
from wens.site.backup.installation import Installation
from wens.site.backup.manifest import Manifest
from wens.site.backup.restoring import interrupted, restore
from wens.site.backup.saving import back_up

__all__ = ["BackupError", "Installation", "Manifest", "back_up", "interrupted", "restore"]
