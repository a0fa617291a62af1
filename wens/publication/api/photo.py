"""From a photo (`wens.photos.content`), of today or kept, to the shapes of the API in one language."""

from collections.abc import Mapping
from typing import Any

from wens.photos.entries import as_row
from wens.photos.models import Photo
from wens.publication.api import ROOT, schemas
from wens.publication.api.shaping import figure, flags
from wens.publication.places import Place, Places

Content = Mapping[str, Any]


def photo(made: Content, language: schemas.Language, *, number: int | None = None) -> schemas.Photo:
    """Shape a photo. ``number``: of the kept photo; None is as it is now."""
    area = made["area"]
    return schemas.Photo(
        area=schemas.PhotoArea(**{name: area[name] for name in schemas.PhotoArea.model_fields}),
        edition=made["edition"]["id"],
        number=number,
        language=language,
        sentences_version=made["versions"]["sentences"],
        definitions_digest=made["versions"]["definitions"],
        known=[_line(one, language) for one in made["summary"]["known"]],
        unknown=[_line(one, language) for one in made["summary"]["unknown"]],
        knelpunten=[
            schemas.PhotoLine(verdict="higher", indicator=one["indicator"], text=_joined(one["sentences"][language]))
            for one in made["knelpunten"]["found"]
        ],
        chance=[one["text"] for one in made["chance"][language]],
        themes=[_theme(one, made, language) for one in made["themes"]],
    )


def kept(one: Photo, place: Place, places: Places) -> schemas.KeptPhoto:
    """Shape a kept photo as a line in a list."""
    return schemas.KeptPhoto(
        number=one.number,
        edition=one.edition,
        frozen_at=one.frozen_at,
        digest=one.digest,
        photo=f"{ROOT}/photos/{place.code}?number={one.number}",
        file=places.url(place, name="photo-json", number=str(one.number)),
    )


def _line(one: Content, language: str) -> schemas.PhotoLine:
    return schemas.PhotoLine(verdict=one["verdict"], indicator=one["indicator"], text=one["text"][language])


def _theme(theme: Content, made: Content, language: str) -> schemas.PhotoTheme:
    side = made["balance"].get(theme["key"])
    return schemas.PhotoTheme(
        key=theme["key"],
        name=theme["name"][language],
        balance=side["text"][language] if side else None,
        indicators=[_indicator(one, made, language) for one in made["indicators"] if one["theme"] == theme["key"]],
    )


def _indicator(one: Content, made: Content, language: str) -> schemas.PhotoIndicator:
    area, columns = made["area"], made["columns"]
    constant = {
        "area_code": area["code"], "area_name": area["name"], "level": area["level"], "indicator": one["key"],
        "unit": one["unit"]["nl"],
    }  # fmt: skip
    history = [as_row(values, columns, constant) for values in one["history"]]
    return schemas.PhotoIndicator(
        key=one["key"],
        name=one["name"][language],
        report_type=one["report_type"],
        text=_text(one, language),
        verdict_words=one["verdict_words"][language],
        unit=one["unit"][language],
        sure=[part[language] for part in one["sure"]],
        caveats=[caveat[language] for caveat in one["caveats"]],
        compared=[_compared(other, language) for other in one["compared"]],
        spread=[part["text"] for part in one.get("spread", {}).get(language, [])],
        figure=figure(as_row(one["row"], columns, constant)) if one["row"] else None,
        history=[
            schemas.Past(period=row.period, count=row.count, value=row.value, flags=flags(row.flags)) for row in history
        ],
    )


def _compared(one: Content, language: str) -> schemas.Compared:
    areas = [area["code"] for area in one.get("areas", [])]
    return schemas.Compared(kind=one["kind"], name=one["name"][language], value=one["value"], areas=areas)


def _text(one: Content, language: str) -> str:
    why = [one["missing"][language]] if one["missing"] else []
    asked = [] if one["delivered"] else [one["ask"][language]]
    return " ".join(part for part in (_joined(one["sentences"][language]), *why, *asked) if part)


def _joined(sentences: list[Content]) -> str:
    return " ".join(one["text"] for one in sentences)
