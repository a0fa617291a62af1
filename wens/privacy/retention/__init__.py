"""Keeping no longer than was promised: rules from `definitions/privacy/retention.yaml`, run every night.

Every step may be killed at any moment: what is over is over again at the next run. A file goes in three steps: the
row is marked, the file is removed, the row is removed.
"""

from wens.privacy.retention.running import Outcome, run

__all__ = ["Outcome", "run"]
