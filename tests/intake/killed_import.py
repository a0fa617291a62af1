"""Runs `wens` in a process that is killed (SIGKILL) at a point: python -m tests.intake.killed_import POINT …

Points: before or after one of the steps below, or `renaming:<part of a file name>`. The product knows nothing of it.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

STEPS = {
    "keep": ("wens.intake.snapshots", "keep"),
    "record": ("wens.intake.actions", "_record_snapshot"),
    "facts": ("wens.facts.store", "write_facts"),
    "take_over": ("wens.intake.in_force", "take_over"),
    "audit": ("wens.intake.actions", "record"),
    "load": ("wens.intake.actions", "_load"),
}


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _around(function: Callable[..., Any], when: str) -> Callable[..., Any]:
    def killed(*args: Any, **kwargs: Any) -> Any:
        if when == "before":
            _die()
        function(*args, **kwargs)
        _die()

    return killed


def arm(point: str) -> None:
    """Set the trap `before:<step>`, `after:<step>` or `renaming:<part of a name>`."""
    when, _, what = point.partition(":")
    if when == "renaming":
        rename = Path.replace
        Path.replace = lambda self, to: _die() if what in str(to) else rename(self, to)  # type: ignore[method-assign,assignment,return-value,func-returns-value]
        return
    module_name, name = STEPS[what]
    module = __import__(module_name, fromlist=[name])
    setattr(module, name, _around(getattr(module, name), when))


def main() -> None:
    point, *arguments = sys.argv[1:]
    sys.argv = ["wens", *arguments]
    os.environ["DJANGO_SETTINGS_MODULE"] = "wens.site.settings"
    import django

    django.setup()
    arm(point)
    from wens.site.cli import main as wens

    wens()


if __name__ == "__main__":
    main()
