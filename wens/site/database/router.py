"""Only ``wens_owner`` migrates; everything else goes through ``wens_app``."""

from typing import Any


class OwnerMigrates:
    """Keeps schema changes away from the application's role."""

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:  # noqa: ARG002
        """Allow migrations on the owner's connection only."""
        return db == "owner"
