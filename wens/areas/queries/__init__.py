"""Shared reads on areas; all of them inside ``acting``, for the acting gemeente, unless they say otherwise."""

from wens.areas.queries.listing import (
    AreaRow,
    area_by_code,
    area_by_slug,
    area_names,
    areas,
    children,
    codes_of,
    generations,
    newest,
    waiting,
)
from wens.areas.queries.maps import Outline, neighbours, outlines, shapes
from wens.areas.queries.membership import hierarchy, lies_within, parts_of, unconfirmed, visited
from wens.areas.queries.placing import Spot, degrees_of, place_points, spot_at
from wens.areas.queries.resolving import Choice, Resolution, choose_division, postcodes, resolve
from wens.areas.queries.searching import search

__all__ = [
    "AreaRow",
    "Choice",
    "Outline",
    "Resolution",
    "Spot",
    "area_by_code",
    "area_by_slug",
    "area_names",
    "areas",
    "children",
    "choose_division",
    "codes_of",
    "degrees_of",
    "generations",
    "hierarchy",
    "lies_within",
    "neighbours",
    "newest",
    "outlines",
    "parts_of",
    "place_points",
    "postcodes",
    "resolve",
    "search",
    "shapes",
    "spot_at",
    "unconfirmed",
    "visited",
    "waiting",
]
