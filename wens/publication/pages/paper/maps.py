"""The maps on paper: verdicts of one figure over the parts of a place, small enough to stand side by side."""

from collections.abc import Mapping, Sequence

from wens.areas.queries import Outline
from wens.publication.places import Place, Places
from wens.render.small_map import SmallArea
from wens.render.small_map import small_map as drawing


def small_map(
    places: Places, parts: Sequence[Place], verdicts: Mapping[str, str], *, borders: Sequence[Outline] = ()
) -> str:
    """Draw ``parts`` with the class of each (a verdict, or 'none'); '' when no part has an outline."""
    shapes = {code: shape for level in {part.level for part in parts} for code, shape in places.outlines(level).items()}
    drawn = [(part, shapes[part.code]) for part in parts if part.code in shapes]
    areas = [SmallArea(shape.rings, shape.label, verdicts.get(part.code, "none")) for part, shape in drawn]
    return drawing(areas, borders=[one.rings for one in borders]) if areas else ""
