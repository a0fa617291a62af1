"""What the public tier leaves out: floors, small numbers about people, and what would give them away (ADR 0009)."""

from wens.figures.build.protect.protecting import Panels, protected
from wens.figures.build.protect.released import RELEASED, Released

__all__ = ["RELEASED", "Panels", "Released", "protected"]
