"""A dossier as a page or paper shows it, in one language: made from what was frozen (or would be) and nothing else."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from wens.dossiers import matrix
from wens.dossiers.compare import Change
from wens.dossiers.queries.frozen import DAMAGED, ERASED, NOT_PUBLIC, OVER, Shown
from wens.meetings.models import Opinion

Content = Mapping[str, Any]
Texts = Mapping[str, Shown]


@dataclass(frozen=True)
class Line:
    """Words of somebody, or (`gone`) why they are not there; `about` in a few words."""

    text: str
    about: str = ""
    gone: bool = False


@dataclass(frozen=True)
class StatementView:
    """What an organisation brought in, with what each other one thinks of it."""

    who: str
    nature: Line
    place: str
    causes: str
    facts: str
    opinions: list[tuple[str, str]]  # label, organisations


@dataclass(frozen=True)
class Source:
    """One of the three, about one theme."""

    key: str
    name: str
    state: str
    state_words: str
    lines: list[str] = field(default_factory=list)
    statements: list[StatementView] = field(default_factory=list)
    quotes: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class ThemeView:
    """A theme with its three sources side by side, and how they lie."""

    key: str
    name: str
    title: str
    text: str
    sources: list[Source]

    @property
    def told(self) -> bool:
        """Tell whether there is anything to show: a figure with a verdict, or something that somebody said."""
        figures, *people = self.sources
        spoke = any(one.statements or one.quotes or one.lines for one in people)
        return spoke or figures.state != matrix.UNKNOWN


@dataclass(frozen=True)
class DossierView:
    """Everything on the page of a dossier."""

    area: str
    round_number: int
    is_public: bool
    is_example: bool
    period: str
    photo: str
    meetings: list[str]
    heard: list[str]
    notes: list[tuple[str, str]]
    together: str
    themes: list[ThemeView]
    former: int | None

    @property
    def silent(self) -> str:
        """Return the themes about which there is nothing to show, in a row."""
        return _listed(one.name for one in self.themes if not one.told)

    @property
    def sources(self) -> list[str]:
        """Return the names of the three sources, for the head of the matrix."""
        return source_names()


def source_names() -> list[str]:
    """Return the names of the three sources as the site speaks of them."""
    return [_("Cijfers"), _("Wat professionals zien"), _("Wat bewoners vertellen")]


def shown(content: Content, texts: Texts) -> DossierView:
    """Return the dossier in the language in use."""
    code = language()
    return DossierView(
        area=content["area"]["name"],
        round_number=content["round"]["number"],
        is_public=content["tier"] == "public",
        is_example=content["is_example"],
        period=_("Van %(since)s tot en met %(until)s.") % {
            "since": _day(content["since"]), "until": _day(content["until"])
        },
        photo=_photo(content["photo"]),
        meetings=[f"{one['title']}, {_day(one['day'])}" for one in content["meetings"]],
        heard=list(_heard(content["heard"], code)),
        notes=list(zip(source_names(), (content["notes"][key][code] for key in matrix.SOURCES), strict=True)),
        together=content["notes"]["together"][code],
        themes=[_theme(one, texts, code) for one in content["themes"]],
        former=content["former"]["number"] if content["former"] else None,
    )  # fmt: skip


def language() -> str:
    """Return the language of a dossier that fits the page: it is kept in Dutch and English."""
    return "en" if (get_language() or "nl").startswith("en") else "nl"


def _photo(photo: Mapping[str, Any] | None) -> str:
    if photo is None:
        return _("Er was geen foto van deze wijk.")
    return _("De cijfers komen uit foto %(number)s.") % {"number": photo["number"]}


def _heard(heard: Mapping[str, Any], code: str) -> Iterator[str]:
    if heard["nobody"]:
        yield _("Niemand vertelde iets dat hier mag meetellen.")
    elif heard["contributions"]:
        yield _("Mensen vertelden minstens %(count)s dingen.") % {"count": heard["contributions"]}
    if heard["channels"][code]:
        yield _("Zo kwam het binnen: %(channels)s.") % {"channels": heard["channels"][code]}
    if heard["not_heard"]:
        groups = ", ".join(one[code] for one in heard["not_heard"])
        yield _("Van wie wij nog niets hoorden: %(groups)s.") % {"groups": groups}
    if heard["came"]:
        yield _("Aan de ronde tafel: %(names)s.") % {"names": ", ".join(heard["came"])}
    if heard["absent"]:
        yield _("Uitgenodigd en niet gehoord: %(names)s.") % {"names": ", ".join(heard["absent"])}


def _theme(one: Content, texts: Texts, code: str) -> ThemeView:
    return ThemeView(
        key=one["key"],
        name=one["name"][code],
        title=one["title"][code],
        text=one["text"][code],
        sources=[
            _source("figures", one, lines=list(_figures(one["figures"], code))),
            _source(
                "professionals", one,
                statements=[_statement(row, texts, code) for row in one["professionals"]["statements"]],
                quotes=[
                    _line(row["text"], texts, _listed([row["kind"][code], _month(row["month"])]))
                    for row in one["professionals"]["texts"]
                ],
            ),
            _source(
                "residents", one, lines=list(_residents(one["residents"], code)),
                quotes=[_told(row, texts, code) for row in one["residents"]["texts"]],
            ),
        ],
    )  # fmt: skip


def _source(key: str, theme: Content, **more: Any) -> Source:
    state = theme[key]["state"]
    names = dict(zip(matrix.SOURCES, source_names(), strict=True))
    words = {
        matrix.POINTS: _("Mogelijk knelpunt") if key == "figures" else _("Wijst op problemen"),
        matrix.A_FEW: _("Een enkele keer genoemd"),
        matrix.QUIET: _("Geen mogelijk knelpunt") if key == "figures" else _("Niet genoemd"),
        matrix.UNKNOWN: _("Geen cijfer met een oordeel") if key == "figures" else _("Niet bekend"),
    }
    said = words[state]
    if key == "professionals" and theme[key]["contested"]:
        said = _("Wijst op problemen, niet iedereen is het eens")
    return Source(key, names[key], state, said, **more)


def _figures(of: Content, code: str) -> Iterator[str]:
    for one in of["points"]:
        yield f"{one['name'][code]}: {one['text'][code]}"
    named = {one["name"][code] for one in of["points"]}
    for verdict, label in (("higher", _("Hoger dan verwacht")), ("lower", _("Lager dan verwacht"))):
        names = [one[code] for one in of[verdict] if one[code] not in named]
        if names:
            yield f"{label}: {_listed(names)}."
    if of["chance"]:
        yield ngettext(
            "Bij %(count)s cijfer is het verschil niet te onderscheiden van toeval.",
            "Bij %(count)s cijfers is het verschil niet te onderscheiden van toeval.", len(of["chance"]),
        ) % {"count": len(of["chance"])}  # fmt: skip
    if of["unjudged"]:
        yield _("Bekend, maar zonder oordeel: %(names)s.") % {"names": _listed(one[code] for one in of["unjudged"])}
    if of["missing"]:
        yield ngettext(
            "Van %(count)s onderwerp is er geen getal.", "Van %(count)s onderwerpen is er geen getal.", of["missing"]
        ) % {"count": of["missing"]}  # fmt: skip


def _residents(of: Content, code: str) -> Iterator[str]:
    for key in ("breadth", "about", "how_often", "presses"):
        if of[key] and of[key][code]:
            yield of[key][code]


def _statement(one: Content, texts: Texts, code: str) -> StatementView:
    labels = {Opinion.AGREE: _("Herkent dit"), Opinion.DOUBT: _("Twijfelt"), Opinion.DISAGREE: _("Ziet dit anders")}
    opinions = [(label, _listed(one["opinions"][key])) for key, label in labels.items() if one["opinions"][key]]
    if one["divided"]:
        opinions.append((_("Zegt er verschillende dingen over"), _listed(one["divided"])))
    return StatementView(
        who=one["organisation"],
        nature=_line(one["nature"], texts),
        place=_line(one["place"], texts).text,
        causes=_line(one["causes"], texts).text,
        facts=_listed([one["size"][code], one["frequency"][code], one["sureness"][code]]),
        opinions=opinions,
    )


def _told(row: Content, texts: Texts, code: str) -> Line:
    return _line(row["text"], texts, _listed([_month(row["month"]), row["size"][code], row["frequency"][code]]))


def _line(seal: str, texts: Texts, about: str = "") -> Line:
    if not seal:
        return Line("", about)
    found = texts.get(seal, Shown("", OVER))
    return Line(found.text, about) if not found.why_not else Line(why_not(found.why_not), about, gone=True)


def why_not(reason: str) -> str:
    """Say why a text is not there; the dossier itself is still the same to the byte."""
    return {
        ERASED: _("Hier stond een tekst. Die is verwijderd, na een verzoek op grond van de privacywet."),
        NOT_PUBLIC: _("Hier stond een tekst die nu niet meer openbaar is."),
        OVER: _("Hier stond een tekst. Die wordt niet meer bewaard."),
        DAMAGED: _("Deze tekst is niet meer wat er is vastgelegd. Zet een reservekopie terug."),
    }[reason]


def _listed(parts: Iterable[str]) -> str:
    return ", ".join(filter(None, parts))


def _day(iso: str) -> str:
    return date_format(dt.date.fromisoformat(iso), "j F Y")


def _month(month: str) -> str:
    return date_format(dt.date.fromisoformat(f"{month}-01"), "F Y")


def plain_texts(sealed: Sequence[Any]) -> dict[str, Shown]:
    """Return the texts of a dossier that is not frozen yet, by seal."""
    return {one.seal: Shown(one.text) for one in sealed}


@dataclass(frozen=True)
class ChangeView:
    """One theme in two dossiers, in words; `differs` tells whether anything changed."""

    name: str
    before: str
    after: str
    sources: list[str]
    differs: bool


def change_views(changes: Sequence[Change]) -> list[ChangeView]:
    """Return what changed, in the language in use; themes that changed first."""
    code = language()
    nothing = _("Dit onderwerp stond er niet in.")
    made = [
        ChangeView(
            name=one.name[code],
            before=one.before[code] if one.before else nothing,
            after=one.after[code] if one.after else nothing,
            sources=[_change(name, *states) for name, states in zip(source_names(), one.states, strict=True)
                     if states[0] != states[1]],
            differs=one.differs,
        )
        for one in changes
    ]  # fmt: skip
    return sorted(made, key=lambda one: not one.differs)


def _change(name: str, then: str, later: str) -> str:
    words = {
        matrix.POINTS: _("wijst op problemen"),
        matrix.A_FEW: _("een enkele keer genoemd"),
        matrix.QUIET: _("niet genoemd of te zien"),
        matrix.UNKNOWN: _("niet bekend"),
    }
    return _("%(source)s: eerst %(then)s, nu %(later)s.") % {
        "source": name, "then": words[then], "later": words[later]
    }  # fmt: skip
