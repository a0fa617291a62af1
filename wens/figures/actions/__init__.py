"""All writes on editions: building them inactive, activating, confirming, rolling back."""

from wens.figures.actions.activating import NotAllowed, activate, confirm, roll_back, withdraw
from wens.figures.actions.building import Built, build_editions

__all__ = ["Built", "NotAllowed", "activate", "build_editions", "confirm", "roll_back", "withdraw"]
