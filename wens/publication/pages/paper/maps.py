"""The maps on paper: the parts of a place with their names, and the verdicts of one figure, small, side by side."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from wens.areas.queries import Outline
from wens.publication.places import Place, Places
from wens.render.blocks import Block, picture
from wens.render.map import MapArea, map_svg
from wens.render.small_map import SmallArea
from wens.render.small_map import small_map as drawing

WIDTH = 480.0  # points: a map over the whole width of the page


def named_map(name: str, parts: Sequence[Place], places: Places, *, share: float = 0.8) -> list[Block]:
    """Return the map of a place with the names of its parts, in words too; nothing when there is one part or none."""
    drawn = _shapes(places, parts)
    if len(drawn) < 2:
        return []
    areas = [MapArea(part.name, shape.rings, shape.label) for part, shape in drawn]
    listed = {"name": name, "parts": ", ".join(part.name for part, _shape in drawn)}
    inner = len({part.inside.get("stadsdeel") for part in parts}) > 1
    borders = [shape.rings for shape in places.outlines("stadsdeel").values()] if inner else []
    alt = _("Kaart van %(name)s met %(parts)s.") % listed
    return [
        picture(map_svg(areas, title=alt, description=alt, borders=borders, width=WIDTH), alt, share=share, words=alt)
    ]


def small_map(
    places: Places, parts: Sequence[Place], verdicts: Mapping[str, str], *, borders: Sequence[Outline] = ()
) -> str:
    """Draw ``parts`` with the class of each (a verdict, or 'none'); '' when no part has an outline."""
    areas = [
        SmallArea(shape.rings, shape.label, verdicts.get(part.code, "none")) for part, shape in _shapes(places, parts)
    ]
    return drawing(areas, borders=[one.rings for one in borders]) if areas else ""


def _shapes(places: Places, parts: Sequence[Place]) -> list[tuple[Place, Outline]]:
    shapes = {code: shape for level in {part.level for part in parts} for code, shape in places.outlines(level).items()}
    return [(part, shapes[part.code]) for part in parts if part.code in shapes]
