"""The page of one theme in one place: every indicator with its course, its definition and its caveats."""

from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from wens.figures.definitions import Theme as ThemeDefinition
from wens.figures.definitions import definitions
from wens.photos.summary import SIDES
from wens.publication import data
from wens.publication.data import Edition
from wens.publication.figure_view import FigureView, Reference
from wens.publication.pages.area import (
    Link,
    Theme,
    drawn_axis,
    edition_words,
    language,
    reference_of,
    themes_of,
    trail,
    urls_of,
)
from wens.publication.photos import photo_of
from wens.publication.places import Place, Places


@dataclass(frozen=True)
class ThemePage:
    """Everything on the page of one theme in one place."""

    name: str
    theme: str
    description: str
    reference: Reference
    edition: Edition | None
    edition_words: str
    axis: SafeString
    urls: dict[str, str]
    trail: list[Link]
    themes: list[Theme]
    figures: list[FigureView] = field(default_factory=list)
    balance_words: str = ""  # of burden and capacity: where this side lies


def theme_by_slug(slug: str) -> ThemeDefinition | None:
    """Return the theme of an address, or None."""
    return next((theme for theme in definitions().themes.values() if theme.slug == slug), None)


def theme_page(theme: ThemeDefinition, place: Place, places: Places, gemeente_name: str) -> ThemePage:
    """Make the page of one theme in one place."""
    edition, reference = data.active_edition(), reference_of(place, gemeente_name)
    photo = photo_of(place, places, gemeente_name, edition) if edition else None
    made = themes_of(photo, reference, lambda _slug: "", only=theme.key) if photo else []
    here = trail(place, places)
    steps = [*here[:-1], Link(place.name, places.url(place)), Link(theme.name[language()])]
    return ThemePage(
        name=place.name,
        theme=theme.name[language()],
        description=theme.description[language()] if theme.description else "",
        reference=reference,
        edition=edition,
        edition_words=edition_words(edition),
        axis=drawn_axis(),
        urls=urls_of(place, places),
        trail=steps,
        themes=_others(theme, place, places),
        figures=[one for group in made for one in group.figures],
        balance_words=photo["balance"][theme.key]["text"][language()] if photo and theme.key in SIDES else "",
    )


def _others(current: ThemeDefinition, place: Place, places: Places) -> list[Theme]:
    used = {indicator.theme for indicator in definitions().indicators.values()}
    ordered = sorted((one for one in definitions().themes.values() if one.key in used), key=lambda one: one.order)
    return [
        Theme(
            key=one.key,
            name=one.name[language()],
            slug=one.slug,
            description="",
            url=places.url(place, name="theme", theme=one.slug),
            current=one.key == current.key,
        )
        for one in ordered
    ]
