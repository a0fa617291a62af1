"""All writes on areas: loading, activating, composing, crosswalks."""

from wens.areas.actions.activating import activate_generation
from wens.areas.actions.composing import compose
from wens.areas.actions.crosswalks import load_crosswalk
from wens.areas.actions.loading import Loaded, load_areas

__all__ = ["Loaded", "activate_generation", "compose", "load_areas", "load_crosswalk"]
