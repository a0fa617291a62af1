"""The page of sources: whose figures, which licence, how new, and what is missing."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from wens.figures.definitions import Indicator, definitions
from wens.intake.definitions import Source
from wens.publication import data
from wens.publication.pages.area import language
from wens.publication.places import Place
from wens.publication.sources import used_sources


@dataclass(frozen=True)
class SourceView:
    """One source."""

    key: str
    name: str
    publisher: str
    licence: str
    attribution: str
    vintage: str
    indicators: list[str]
    gaps: list[str]


def sources_view(whole: Place | None) -> list[SourceView]:
    """Return every source that indicators and denominators name, those that delivered first."""
    found = definitions()
    delivered = data.newest_periods(whole)
    views = [_view(source, list(found.indicators.values()), delivered) for source in used_sources()]
    return sorted(views, key=lambda view: (not view.vintage, view.name))


def _view(source: Source, indicators: list[Indicator], delivered: dict[str, str]) -> SourceView:
    own = [one for one in indicators if one.source == source.key]
    have = [one for one in own if one.key in delivered]
    lack = [one for one in own if one.key not in delivered]
    gaps = [_("%(name)s: nog niet geleverd.") % {"name": one.name[language()]} for one in lack]
    gaps += [f"{one.period}: {one[language()]}" for one in source.series_breaks]
    return SourceView(
        key=source.key,
        name=source.name[language()],
        publisher=source.publisher,
        licence=source.licence,
        attribution=source.attribution[language()],
        vintage=max((delivered[one.key] for one in have), default=""),
        indicators=[one.name[language()] for one in have],
        gaps=gaps,
    )
