"""The report of one place: cover, summary, map, themes, wijken side by side, method, sources, colophon."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from wens.publication import maps, words
from wens.publication.pages.area import AreaPage
from wens.publication.pages.lists import Item
from wens.publication.pages.paper import colophon, figures
from wens.publication.pages.paper.maps import named_map
from wens.publication.pages.paper.sender import Sender
from wens.publication.pages.photos import outline_then
from wens.publication.places import Place, Places
from wens.render.blocks import Block, bullets, chapter, heading, items, notice, text
from wens.render.svg import standalone
from wens.reports.plan import plan_of
from wens.reports.showing import plan_blocks

COVER_MAP = 270.0  # points


@dataclass(frozen=True)
class Around:
    """What stands around the figures of a page. ``locator``: on the cover; ``beside``: its parts; ``plan``: Part II."""

    locator: str
    sources: list[Block]
    colophon: list[Block]
    map: Sequence[Block] = ()
    beside: Sequence[Block] = ()
    plan: Sequence[Block] = ()


def around_now(page: AreaPage, places: Places, sender: Sender, beside: Sequence[Block]) -> Around:
    """Return what stands around the figures of today."""
    return Around(
        locator=maps.locator(page.place, places, width=COVER_MAP),
        map=named_map(page.name, places.parts(page.place), places),
        beside=beside,
        plan=_plan(page.place),
        sources=colophon.sources(places),
        colophon=colophon.colophon(page.edition, sender, page.urls["here"]),
    )


def _plan(place: Place) -> list[Block]:
    """Return Part II. A wijk without a plan says so; a larger area, whose plan is that of its wijken, says nothing."""
    plan = plan_of(place.code, lambda text, _source: text)
    has_one = plan["focus_points"] or place.level not in ("stadsdeel", "gemeente")
    return list(plan_blocks(plan, None)) if has_one else []


def around_then(page: AreaPage, photo: Mapping[str, Any], sender: Sender) -> Around:
    """Return what stood around the figures of a kept photo: only what the photo itself says."""
    return Around(
        locator=outline_then(photo["area"], width=COVER_MAP),
        sources=colophon.sources_then(photo),
        colophon=colophon.colophon(page.edition, sender, page.urls["here"], page.then),
    )


def report(page: AreaPage, sender: Sender, around: Around) -> dict[str, Any]:
    """Return the content of the report of a place."""
    beside = around.beside
    chapters = [
        chapter(_("Samenvatting"), _summary(page)),
        chapter(_("Mogelijke knelpunten"), _pointers(page)),
        chapter(_("Kaart"), around.map),
        chapter(_("Cijfers per onderwerp"), figures.themes(page)),
        chapter(_("Draaglast en draagkracht"), figures.balance(page)),
        *([chapter(beside_title(page), beside, new_page=True)] if beside else []),
        chapter(_("Wat mensen zien"), _voices(page)),
        chapter(_("Wat weten we niet"), figures.gaps(page)),
        chapter(_("Deel II: het plan"), around.plan, new_page=True),
        chapter(_("Zo rekenen wij"), colophon.method()),
        chapter(_("Bronnen en licenties"), around.sources),
        chapter(_("Alle cijfers per periode"), figures.every_year(page), new_page=True),
        chapter(_("Colofon"), around.colophon),
    ]
    return {**colophon.about_document(page.name, page.edition, sender), "cover": _cover(page, sender, around.locator),
            "chapters": [one for one in chapters if one["blocks"]]}  # fmt: skip


def beside_title(page: AreaPage) -> str:
    """Return the title of the chapter that shows the parts of a place side by side."""
    return _("%(title)s, naast elkaar") % {"title": page.parts_title}


def _cover(page: AreaPage, sender: Sender, drawing: str) -> dict[str, Any]:
    kept = colophon.kept_words(page.then)
    return {
        "logo": sender.logo,
        "kicker": page.kicker,
        "lead": page.lead,
        "facts": [*([_("Cijfers over"), period] for period in [colophon.span(page)] if period),
                  ["", page.edition_words], *map(list, page.facts)],
        "map": standalone(drawing) if drawing else "",
        "map_alt": page.locator_words,
        "about_title": _("Waarover gaat dit?"),
        "about": colophon.what_it_is(page.name),
        "notice": " ".join(part for part in (kept, sender.notice, page.border_words) if part),
    }  # fmt: skip


def _summary(page: AreaPage) -> list[Block]:
    agreed = page.doing or [Item("", words.nothing_agreed(page.name))]
    return [
        heading(_("Dit weten we"), listed=False), items(page.known),
        heading(_("Dit weten we niet"), listed=False), items(page.unknown),
        heading(_("Dit doen we eraan"), listed=False), items(agreed),
    ]  # fmt: skip


def _pointers(page: AreaPage) -> list[Block]:
    """Return what the figures point to: questions for the people who know the area, with what chance means."""
    found = page.pointers
    if found is None:
        return []
    blocks = [text(found.none)]
    if found.knelpunten:
        question = notice(words.explained("knelpunten"))
        blocks = [items([replace(one, name="") for one in found.knelpunten]), question]
    if found.chance:
        blocks += [heading(words.explained("chance"), listed=False), bullets(found.chance)]
    return blocks


def _professionals(page: AreaPage) -> Block:
    said = page.voices.professionals if page.voices else []
    return bullets([f"{one.text} ({one.about})" for one in said]) if said else text(words.explained("professionals"))


def _voices(page: AreaPage) -> list[Block]:
    blocks = [
        heading(_("Wat professionals zien"), listed=False), _professionals(page),
        heading(_("Wat bewoners vertellen"), listed=False),
    ]  # fmt: skip
    said = [(theme.name, theme.said) for theme in page.themes if theme.said]
    removed = [text(one) for one in page.voices.removed] if page.voices else []
    if not page.voices or not said:
        return [*blocks, text(words.explained("residents")), *removed]
    blocks.append(text(words.explained("bias")))
    for name, one in said:
        blocks.append(text(f"{name}. {' '.join(part for part in (one.breadth, one.subjects, one.presses) if part)}"))
        blocks.append(bullets([f"{quote.text} ({quote.about})" for quote in one.quotes]))
    blocks += removed
    if page.voices.not_heard:
        blocks.append(text(_("Van wie wij nog niets hoorden: %(groups)s.") % {"groups": page.voices.not_heard}))
    return [block for block in blocks if block.get("items", True)]
