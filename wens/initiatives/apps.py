from typing import TYPE_CHECKING
from uuid import UUID

from django.apps import AppConfig

if TYPE_CHECKING:
    from wens.plans.beside import Beside


class InitiativesConfig(AppConfig):
    name = "wens.initiatives"
    label = "initiatives"

    def ready(self) -> None:
        """Say what stands at a speerpunt."""
        from wens.plans.beside import BESIDE

        BESIDE["initiatives"] = _at_focus


def _at_focus(focus: UUID) -> "Beside | None":
    from wens.initiatives.showing import at_focus  # read when a page asks: no command starts slower for it

    return at_focus(focus)
