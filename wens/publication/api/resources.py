"""The resources: areas, indicators, figures, photos, sources, editions. Only of the public edition."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router
from pydantic import Field, StringConstraints

from wens.figures.definitions import LEVELS, definitions
from wens.publication import data
from wens.publication import photos as photos_of
from wens.publication.api import ROOT, schemas, shaping
from wens.publication.api import photo as photo_shaping
from wens.publication.api.paging import Paged, page_of
from wens.publication.api.problems import ApiProblem
from wens.publication.places import Place
from wens.publication.sources import used_sources

router = Router(by_alias=True)
AreaCode = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{1,60}$")]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,79}$")]
Period = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}(-(Q[1-4]|[0-9]{2}|[0-9]{4}))?$")]


class AreasAsked(Paged):
    """Which areas."""

    level: schemas.Level | None = Field(None, description="Kind of area")
    inside: AreaCode | None = Field(None, description="Only areas that lie in the area with this code")


class FiguresAsked(Paged):
    """Which figures."""

    area_code: AreaCode | None = Field(None, description="Code of an area, for instance BU01530202")
    indicator: Key | None = Field(None, description="Key of an indicator")
    level: schemas.Level | None = Field(None, description="Kind of area")
    period: Period | None = Field(None, description="2023, 2023-Q1, 2023-01 or 2021-2023")


class PhotoAsked(schemas.Shape):
    """Which photo, and in which language."""

    language: schemas.Language = Field("nl", description="Language of names and sentences")
    number: int | None = Field(None, ge=1, le=2**31 - 1, description="A kept photo instead of the photo of now")


@router.get("/areas", response=schemas.Page[schemas.Area], summary="List the areas", tags=["areas"])
def areas(request: HttpRequest, response: HttpResponse, asked: Query[AreasAsked]) -> schemas.Page[schemas.Area]:
    """Give the areas of the division in use, by name."""
    places = data.places()
    chosen = [
        place
        for place in _public_places()
        if asked.level in (None, place.level) and (asked.inside is None or asked.inside in place.inside.values())
    ]
    shown = [shaping.area(place, places) for place in chosen[asked.here]]
    return page_of(schemas.Page[schemas.Area], request, response, asked, shown, len(chosen))


@router.get("/areas/{code}", response=schemas.Area, summary="Show an area", tags=["areas"])
def area(request: HttpRequest, code: Path[AreaCode]) -> schemas.Area:  # noqa: ARG001
    """Give one area of the division in use."""
    return shaping.area(_place(code), data.places())


@router.get("/indicators", response=schemas.Page[schemas.Indicator], summary="List the indicators", tags=["indicators"])
def indicators(request: HttpRequest, response: HttpResponse, asked: Query[Paged]) -> schemas.Page[schemas.Indicator]:
    """Give what every figure means, by key; also those that nobody delivered yet."""
    everything = list(definitions().indicators.values())
    shown = [shaping.indicator(one) for one in everything[asked.here]]
    return page_of(schemas.Page[schemas.Indicator], request, response, asked, shown, len(everything))


@router.get("/indicators/{key}", response=schemas.Indicator, summary="Show an indicator", tags=["indicators"])
def indicator(request: HttpRequest, key: Path[Key]) -> schemas.Indicator:  # noqa: ARG001
    """Give what one figure means."""
    found = definitions().indicators.get(key)
    if found is None:
        raise ApiProblem(404, f"There is no indicator with the key {key}; all of them: {ROOT}/indicators.")
    return shaping.indicator(found)


@router.get("/figures", response=schemas.Page[schemas.Figure], summary="List the figures", tags=["figures"])
def figures(request: HttpRequest, response: HttpResponse, asked: Query[FiguresAsked]) -> schemas.Page[schemas.Figure]:
    """Give the figures of the public edition that meet all conditions, by indicator, period and area."""
    rows, total = data.figures_page(
        area=asked.area_code or "",
        indicator=asked.indicator or "",
        level=asked.level or "",
        period=asked.period or "",
        offset=asked.start,
        limit=asked.page_size,
    )
    return page_of(schemas.Page[schemas.Figure], request, response, asked, [shaping.figure(row) for row in rows], total)


@router.get("/photos", response=schemas.Page[schemas.PhotoLink], summary="List the photos", tags=["photos"])
def photos(request: HttpRequest, response: HttpResponse, asked: Query[Paged]) -> schemas.Page[schemas.PhotoLink]:
    """Give the areas that have a photo, with the photos that were kept; none as long as nothing is published."""
    edition, places = data.active_edition(), data.places()
    chosen = _public_places() if edition else []
    kept = photos_of.kept_by_area() if edition else {}
    shown = [
        schemas.PhotoLink(
            area_code=place.code,
            area_name=place.name,
            level=shaping.level(place),
            edition=edition.id,
            photo=f"{ROOT}/photos/{place.code}",
            kept=[photo_shaping.kept(one, place, places) for one in kept.get(place.code, ())],
        )
        for place in chosen[asked.here]
        if edition
    ]
    return page_of(schemas.Page[schemas.PhotoLink], request, response, asked, shown, len(chosen))


@router.get("/photos/{areaCode}", response=schemas.Photo, summary="Show the photo of an area", tags=["photos"])
def photo(request: HttpRequest, areaCode: Path[AreaCode], asked: Query[PhotoAsked]) -> schemas.Photo:  # noqa: N803
    """Give the photo of an area, of now or kept: what is known and not, and theme by theme words and numbers."""
    place, edition = _place(areaCode), data.active_edition()
    if asked.number is not None:
        frozen = photos_of.frozen(place.code, asked.number)
        if frozen is None:
            raise ApiProblem(404, f"{place.code} has no kept photo {asked.number}; all of them: {ROOT}/photos.")
        return photo_shaping.photo(frozen.content, asked.language, number=frozen.number)
    if edition is None:
        raise ApiProblem(404, "Nothing is published yet.")
    name = request.gemeente.name  # type: ignore[attr-defined]
    return photo_shaping.photo(photos_of.photo_of(place, data.places(), name, edition), asked.language)


@router.get("/sources", response=schemas.Page[schemas.Source], summary="List the sources", tags=["sources"])
def sources(request: HttpRequest, response: HttpResponse, asked: Query[Paged]) -> schemas.Page[schemas.Source]:
    """Give who delivers, with licence, attribution and how new it is."""
    everything, newest = used_sources(), data.newest_periods(data.places().whole())
    shown = [shaping.source(one, newest) for one in everything[asked.here]]
    return page_of(schemas.Page[schemas.Source], request, response, asked, shown, len(everything))


@router.get("/sources/{key}", response=schemas.Source, summary="Show a source", tags=["sources"])
def source(request: HttpRequest, key: Path[Key]) -> schemas.Source:  # noqa: ARG001
    """Give one source."""
    found = next((one for one in used_sources() if one.key == key), None)
    if found is None:
        raise ApiProblem(404, f"There is no source with the key {key}; all of them: {ROOT}/sources.")
    return shaping.source(found, data.newest_periods(data.places().whole()))


@router.get("/editions", response=schemas.Page[schemas.Edition], summary="List the editions", tags=["editions"])
def editions(request: HttpRequest, response: HttpResponse, asked: Query[Paged]) -> schemas.Page[schemas.Edition]:
    """Give the public edition that is in force; an empty list as long as nothing is published."""
    active = data.active_edition()
    everything = [shaping.edition(active)] if active else []
    return page_of(schemas.Page[schemas.Edition], request, response, asked, everything[asked.here], len(everything))


@router.get("/editions/{number}", response=schemas.Edition, summary="Show an edition", tags=["editions"])
def edition(request: HttpRequest, number: Annotated[int, Path(ge=1, le=2**31 - 1)]) -> schemas.Edition:  # noqa: ARG001
    """Give the edition with this number, when it is the one in force."""
    active = data.active_edition()
    if active is None or active.id != number:
        raise ApiProblem(404, f"Edition {number} is not the public edition in force; that one: {ROOT}/editions.")
    return shaping.edition(active)


def _public_places() -> list[Place]:
    return [place for place in data.places().all if place.level in LEVELS]


def _place(code: str) -> Place:
    place = data.places().by_code.get(code)
    if place is None or place.level not in LEVELS:
        raise ApiProblem(404, f"There is no area with the code {code}; all of them: {ROOT}/areas.")
    return place
