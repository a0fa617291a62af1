"""Texts of the five stadsdelen, whom to turn to and news: through the same actions as people use, by two accounts."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from wens.access.rules import rights_of
from wens.areas.queries import area_names
from wens.districts import actions, queries
from wens.districts.actions import Draft
from wens.districts.content import Contact, Content, Words
from wens.districts.models import Kind, Piece, Version
from wens.organisations.models import Account
from wens.organisations.queries import account_by_email
from wens.plans.queries import programmes
from wens.tenancy.context import Actor, acting

DEFINITIONS = Path(__file__).resolve().parents[2] / "definitions" / "demo"
Texts = Iterator[tuple[Kind, str, list[str], Content, bool]]


def load_districts(gemeente: str, domain: str) -> int:
    """Write, offer and sign what the demo tells, unless anything is there already; returns how many texts."""
    path = DEFINITIONS / gemeente / "districts.yaml"
    with acting(gemeente, Actor.machine()):
        people = [account_by_email(f"{name}@{domain}") for name in ("stadsdeelmanager", "tweede")]
        if Piece.objects.exists() or not path.is_file() or None in people:
            return 0
        writer, second = (one for one in people if one is not None)
        said = yaml.safe_load(path.read_text("utf-8"))
        texts = [*_texts(said), *_contacts(said), *_news(said)]
        made = [
            _written(writer, kind, key, areas, content, is_example) for kind, key, areas, content, is_example in texts
        ]
        for one in made:
            _as(second, partial(actions.sign, key=one.pk))
    return len(made)


def _texts(said: dict[str, Any]) -> Texts:
    names = area_names("stadsdeel")
    for area, one in said["profiles"].items():
        yield Kind.PROFILE, queries.profile_key(area), [area], _words(one), one.get("example", False)
    for programme in programmes():
        one = said["programmes"].get(programme.key)
        for area in names if one else ():
            if area not in programme.area_codes:
                content = _words({**one, "text": one["text"].format(name=names[area])})
                key = queries.programme_key(area, programme.key)
                yield Kind.PROGRAMME, key, [area], content, one.get("example", False)


def _contacts(said: dict[str, Any]) -> Texts:
    for one in said["contacts"]:
        yield Kind.CONTACT, "", one["areas"], _contact(one), one.get("example", False)
    for area, name in area_names("stadsdeel").items():
        for one in said["each"]:
            if area not in one.get("except", ()):
                yield Kind.CONTACT, "", [area], _contact(one, name), one.get("example", False)


def _news(said: dict[str, Any]) -> Texts:
    for one in said["news"]:
        yield Kind.NEWS, "", one["areas"], _words(one), one.get("example", False)


def _words(one: dict[str, Any]) -> Words:
    return Words(**{name: one[name] for name in ("title", "text", "title_en", "text_en") if name in one})


def _contact(one: dict[str, Any], name: str = "") -> Contact:
    plain = {key: value for key, value in one.items() if key not in ("areas", "example", "except")}
    filled = {key: value.format(name=name) if isinstance(value, str) else value for key, value in plain.items()}
    return Contact.model_validate(filled)


def _written(writer: Account, kind: Kind, key: str, areas: list[str], content: Content, is_example: bool) -> Version:
    of = Draft(areas, content, looked=True)
    one: Version = _as(writer, partial(actions.start, kind=kind, of=of, key=key, is_example=is_example))
    offered: Version = _as(writer, partial(actions.offer, key=one.pk))
    return offered


def _as(account: Account, do: Any) -> Any:
    actor = account.as_actor()
    with acting(account.gemeente, actor, rights=rights_of(account), organisation=str(account.organisation_id or "")):
        return do(by=actor)
