"""A report as chapters of blocks, in the language in use: the same blocks become the page and the paper."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wens.dossiers import paper as dossier_paper
from wens.dossiers.models import Dossier
from wens.dossiers.queries import Shown
from wens.dossiers.queries import content_of as dossier_content
from wens.dossiers.queries import texts_of as dossier_texts
from wens.dossiers.queries.frozen import OVER
from wens.dossiers.showing import language, shown, why_not
from wens.organisations.models import Role
from wens.photos.models import Photo
from wens.photos.queries import content_of as photo_content
from wens.photos.queries import withdrawn
from wens.render.blocks import Block, Cell, bullets, chapter, heading, notice, table, text
from wens.reports.figures import figure_blocks, sentence
from wens.reports.models import Report, State
from wens.reports.queries import content_of, texts_of

Content = Mapping[str, Any]
Texts = Mapping[str, Shown]


@dataclass(frozen=True)
class ReportView:
    """A report in one language: chapters of blocks, and what it says of itself."""

    name: str
    title: str
    lead: str
    status: list[str]
    is_over: bool
    digest: str
    chapters: list[dict[str, Any]]


def report_view(one: Report) -> ReportView:
    """Return a report in the language in use. Nine queries. Raises ReportDamaged, DossierDamaged, PhotoDamaged."""
    said, texts = content_of(one), texts_of(one)
    number = said["round"]["number"]
    return ReportView(
        name=one.area_name,
        title=_("%(name)s: foto en plan") % {"name": one.area_name},
        lead=_(
            "Deel I zegt wat cijfers, professionals en bewoners over de wijk vertellen. Deel II zegt wat partners "
            "hebben afgesproken. Dit hoort bij ronde %(number)s."
        ) % {"number": number},
        status=status_lines(one),
        is_over=one.state in (State.SUPERSEDED, State.WITHDRAWN),
        digest=one.digest,
        chapters=[one for one in _chapters(said, texts, one) if one["blocks"]],
    )  # fmt: skip


def status_lines(one: Report) -> list[str]:
    """Say who made, signed and published a report, by function and never by name, and whether it still holds."""
    lines = [_("Gemaakt op %(day)s door de functie %(who)s.") % {"day": _day(one.made_at), "who": _who(one.made_as)}]
    if one.signed_at:
        said = {"day": _day(one.signed_at), "who": _who(one.signed_as)}
        lines.append(_("Getekend op %(day)s door een ander, functie %(who)s.") % said)
    else:
        lines.append(_("Nog niet getekend."))
    if one.published_at:
        lines.append(_("Openbaar sinds %(day)s.") % {"day": _day(one.published_at)})
    since = {"day": _day(one.state_since), "why": one.remark}
    if one.state == State.SUPERSEDED:
        lines.append(_("Dit rapport geldt niet meer. Er is een nieuwer rapport, sinds %(day)s.") % since)
    if one.state == State.WITHDRAWN:
        lines.append(_("Dit rapport is teruggenomen op %(day)s: %(why)s") % since)
    if one.state == State.RETURNED:
        lines.append(_("Teruggegeven op %(day)s: %(why)s") % since)
    return lines


def _chapters(said: Content, texts: Texts, one: Report) -> Iterator[dict[str, Any]]:
    example = [notice(_("Dit is een verzonnen voorbeeld."))] if one.is_example else []
    yield chapter(_("In het kort"), [*example, *_brief(said, texts)])
    yield chapter(_("Deel I: wat de cijfers zeggen"), _figures(said["photo"]), new_page=True)
    yield chapter(_("Deel I: drie bronnen naast elkaar"), _sources(one))
    yield chapter(_("Wat wij besloten"), list(decided_blocks(said, texts)))
    yield chapter(_("Deel II: het plan"), list(plan_blocks(said["plan"], texts)), new_page=True)
    yield chapter(_("Zo is dit rapport gemaakt"), list(_made(said, one)))


def _brief(said: Content, texts: Texts) -> list[Block]:
    points = said["plan"]["focus_points"]
    found = len(said["knelpunten"])
    knelpunten = ngettext("Er is %(n)s knelpunt dat wij oppakken.", "Er zijn %(n)s knelpunten die wij oppakken.", found)
    lines = [
        knelpunten % {"n": found} if found else _("Er is nog geen knelpunt waarvan is besloten dat wij het oppakken.")
    ]
    lines += [f"{one['title']}: {one['reason']}" for one in _told(said["knelpunten"], texts)]
    lines += [f"{words(texts, one['slogan'])} ({one['years']}): {one['actions'][language()]}" for one in points]
    return [bullets(lines)]


def _figures(photo: Content | None) -> list[Block]:
    """The figures of the photo, read from the photo itself; nothing when it was taken back since."""
    found = Photo.objects.filter(digest=photo["digest"], tier=photo["tier"]).first() if photo else None
    if found is None:
        return [text(_("Er was geen foto van deze wijk."))]
    if found.edition in withdrawn():
        return [text(_("De cijfers zijn teruggenomen, omdat er een fout in zat. Daarom staan zij hier niet meer."))]
    return figure_blocks(photo_content(found))


def _sources(one: Report) -> list[Block]:
    dossier = Dossier.objects.filter(pk=one.dossier).first()
    if dossier is None:
        return [text(_("Het dossier is niet te vinden. Zet een reservekopie terug."))]
    return dossier_paper.blocks(shown(dossier_content(dossier), dossier_texts(dossier)))


def decided_blocks(said: Content, texts: Texts) -> Iterator[Block]:
    """Yield the knelpunten that are taken up and the places above the norm, each with why and by which function."""
    for key, title in (("knelpunten", _("Knelpunten")), ("spots", _("Plekken boven de norm"))):
        if said[key]:
            yield heading(title)
        for one in _told(said[key], texts):
            yield heading(one["title"], level=3, listed=False)
            yield text(one["text"])
            yield text(f"{one['reason']} {one['by']}")


def _told(rows: list[Content], texts: Texts) -> Iterator[dict[str, str]]:
    code = language()
    for one in rows:
        said = {"who": one["function"][code] or _("de gemeente"), "day": _iso_day(one["decided_on"])}
        example = _("Dit is een verzonnen voorbeeld.") if one["is_example"] else ""
        state = f"{sentence(one['state'][code])}." if one["state"][code] else ""
        by = _("Besloten door de functie %(who)s, op %(day)s.") % said
        yield {
            "title": words(texts, one["title"]), "text": words(texts, one["text"]),
            "reason": words(texts, one["reason"]), "by": " ".join(filter(None, [by, state, example])),
        }  # fmt: skip


def plan_blocks(plan: Content, texts: Texts | None) -> Iterator[Block]:
    """Yield the plan: speerpunten, what they aim at, and who does what by when. `texts` None: the texts are in it."""
    if not plan["focus_points"]:
        yield text(_("Er is voor deze wijk nog geen speerpunt vastgesteld."))
    for one in plan["focus_points"]:
        said = {"theme": words(texts, one["theme"]).lower(), "years": one["years"]}
        yield heading(f"{words(texts, one['slogan'])}: {said['theme']} ({said['years']})")
        example = [_("Dit is een verzonnen voorbeeld.")] if one["is_example"] else []
        yield text(" ".join([f"{one['programme']}. {one['areas']}. {one['actions'][language()]}", *example]))
        for ambition in one["ambitions"]:
            yield text(words(texts, ambition["text"]))
            for goal in ambition["goals"]:
                yield from _goal(goal, texts)
    if plan["waiting"]:
        yield text(ngettext(
            "%(n)s actie wordt nu aangepast en wacht op een handtekening. Zij staat daarom niet in dit plan.",
            "%(n)s acties worden nu aangepast en wachten op een handtekening. Zij staan daarom niet in dit plan.",
            plan["waiting"],
        ) % {"n": plan["waiting"]})  # fmt: skip


def _goal(goal: Content, texts: Texts | None) -> Iterator[Block]:
    code, outlook = language(), goal["outlook"]
    yield heading(words(texts, goal["title"]), level=3, listed=False)
    if goal["about"]:
        yield text(words(texts, goal["about"]))
    if goal["indicator"]:
        yield text(f"{sentence(outlook['words'][code])}. {outlook['reason'][code]}")
        figures = [(_("Begin"), goal["baseline"]), (_("Nu"), goal["now"]), (_("Streefwaarde"), goal["target"])]
        known = [f"{label}: {one['words'][code]}" for label, one in figures if one]
        yield bullets([*known, goal["counts"][code]])
    else:
        yield text(_("Nog geen cijfer: %(why)s") % {"why": words(texts, goal["no_indicator"])})
    if goal["effect"]:
        yield text(_("Werkte het? %(effect)s") % {"effect": goal["effect"][code]})
    if goal["actions"]:
        yield _actions(goal["actions"], texts)


def _actions(found: list[Content], texts: Texts | None) -> Block:
    header = [_("Actie"), _("Wie doet wat"), _("Stappen"), _("Hoe ver")]
    return table(header, [_action(one, texts) for one in found], widths=(1.4, 2.6, 2, 1.2))


def _action(one: Content, texts: Texts | None) -> list[Cell]:
    code = language()
    parts = [_part(part, texts) for part in one["parts"]]
    steps = [_step(step, texts) for step in one["steps"]]
    due = _("Klaar op %(day)s.") % {"day": _iso_day(one["due_on"])}
    how_far = f"{sentence(one['state'][code])}. {one['progress'][code]} {due}"
    return [words(texts, one["title"]), " ".join(parts), " ".join(steps), how_far]


def _part(one: Content, texts: Texts | None) -> str:
    said = f"{one['organisation']} ({one['role_words'][language()]}): {words(texts, one['words'])}"
    if one["means"]:
        said += " " + _("Middelen: %(means)s.") % {"means": words(texts, one["means"]).rstrip(".")}
    if one["signed_on"]:
        said += " " + _("Getekend op %(day)s.") % {"day": _iso_day(one["signed_on"])}
    return said


def _step(one: Content, texts: Texts | None) -> str:
    when = _("klaar op %(day)s") % {"day": _iso_day(one["done_on"])} if one["done_on"] else (
        _("vóór %(day)s") % {"day": _iso_day(one["due_on"])}
    )  # fmt: skip
    return f"{words(texts, one['title'])} ({when})."


def _made(said: Content, one: Report) -> Iterator[Block]:
    yield bullets(status_lines(one))
    dossier, photo = said["dossier"], said["photo"]
    rows: list[list[Cell]] = [[_("Dit rapport"), one.digest]]
    rows.append([_("Dossier %(number)s") % {"number": dossier["number"]}, dossier["digest"]])
    if photo:
        rows.append([_("Foto %(number)s") % {"number": photo["number"]}, photo["digest"]])
    if said["former"]:
        rows.append([_("Het rapport hiervoor (%(number)s)") % said["former"], said["former"]["digest"]])
    caption = _("Controlegetallen (sha256): daarmee is na te gaan dat er niets is veranderd")
    yield table([_("Wat"), _("Gegeven")], rows, caption=caption, widths=(1, 3.4))


def words(texts: Texts | None, seal: str) -> str:
    """Return the text of a seal, or why it is not there. `texts` None: it is the text itself."""
    if texts is None or not seal:
        return seal
    found = texts.get(seal, Shown("", OVER))
    return why_not(found.why_not) if found.why_not else found.text


def _who(function: str) -> str:
    return str(Role(function).label) if function in Role.values else _("beheerder van deze machine")


def _day(moment: dt.datetime) -> str:
    return date_format(moment, "j F Y")


def _iso_day(iso: str) -> str:
    return date_format(dt.date.fromisoformat(iso), "j F Y")
