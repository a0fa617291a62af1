"""From what the site reads to the shapes of the API."""

from typing import Any, cast

from wens.figures import definitions as reviewed
from wens.figures.rows import FigureRow
from wens.intake import definitions as intake
from wens.publication import data
from wens.publication.api import ROOT, schemas
from wens.publication.places import Place, Places


def text(words: Any) -> schemas.Text:
    """Shape a text of the definitions."""
    return schemas.Text(nl=words["nl"], en=words["en"])


def level(place: Place) -> schemas.Level:
    """Return the kind of a public area."""
    return cast(schemas.Level, place.level)


def area(place: Place, places: Places) -> schemas.Area:
    """Shape an area."""
    return schemas.Area(
        code=place.code,
        name=place.name,
        level=level(place),
        inside={kind: code for kind, code in place.inside.items() if kind in reviewed.LEVELS},
        inhabitants=place.inhabitants,
        households=place.households,
        dwellings=place.dwellings,
        borders_confirmed=not place.unconfirmed,
        page=places.url(place),
        photo=f"{ROOT}/photos/{place.code}",
    )


def indicator(one: reviewed.Indicator) -> schemas.Indicator:
    """Shape an indicator."""
    return schemas.Indicator(
        key=one.key,
        name=text(one.name),
        theme=one.theme,
        kind=one.kind,
        unit=text(one.unit),
        denominator=one.denominator,
        per=one.per,
        direction=one.direction,
        report_type=one.report_type,
        tested=one.tested,
        source=one.source,
        public_levels=list(one.public_levels),
        why=text(one.why),
        caveats=[text(caveat) for caveat in one.caveats],
        series_breaks=[schemas.SeriesBreak(period=each.period, text=text(each)) for each in one.series_breaks],
        author=one.author,
        checker=one.checker,
        next_review=one.next_review,
    )


def figure(row: FigureRow) -> schemas.Figure:
    """Shape a figure: the columns of the command line's CSV, and what the pages say about it."""
    own = {name: getattr(row, name) for name in schemas.Figure.model_fields if name not in {"flags", "peers"}}
    return schemas.Figure(flags=flags(row.flags), peers=row.peers.split("+") if row.peers else [], **own)


def source(one: intake.Source, newest: dict[str, str]) -> schemas.Source:
    """Shape a source. ``newest``: per indicator the newest year that the whole gemeente has."""
    own = [each.key for each in reviewed.definitions().indicators.values() if each.source == one.key]
    return schemas.Source(
        key=one.key,
        name=text(one.name),
        publisher=one.publisher,
        licence=one.licence,
        attribution=text(one.attribution),
        url=one.url,
        newest_period=max((newest[key] for key in own if key in newest), default=None),
        indicators=own,
    )


def edition(one: data.Edition) -> schemas.Edition:
    """Shape an edition."""
    return schemas.Edition(
        id=one.id, year=one.year, digest=one.digest, built_at=one.built_at, figures=f"{ROOT}/figures"
    )


def flags(written: str) -> list[str]:
    """Split the flags of a figure."""
    return written.split(";") if written else []
