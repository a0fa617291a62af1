"""The demo's partners and accounts: invented people whose passwords are made once, kept in the home and shown."""

import json
import os
import secrets
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from django.conf import settings

from wens.followup.actions.red import own_list
from wens.followup.red import owner
from wens.organisations.actions import change_organisation, create_account, load_organisations, place_account
from wens.organisations.definitions import shipped_partners
from wens.organisations.models import Kind, Organisation, Role
from wens.organisations.queries import account_by_email, organisations
from wens.tenancy.context import Actor, acting


@dataclass(frozen=True)
class Person:
    """Somebody of the demo: the first part of the address, a name, a role, and for whom he works.

    That is the organisation `slug` where there is one, else the first of that kind.
    """

    key: str
    name: str
    role: Role
    kind: Kind
    function: str
    slug: str = ""


PEOPLE = (
    Person("beheerder", "Bea Beheerder", Role.ADMINISTRATOR, Kind.MUNICIPALITY, "beheerder"),
    Person("analist", "Anna Analist", Role.ANALYST, Kind.MUNICIPALITY, "onderzoeker"),
    Person("tweede", "Teun Tweede", Role.CONFIRMER, Kind.MUNICIPALITY, "tweede lezer"),
    Person(
        "stadsdeelmanager",
        "Stan Stadsdeel",
        Role.DISTRICT_MANAGER,
        Kind.MUNICIPALITY,
        "stadsdeelmanager",
        "stadsdeelmanagement-west",
    ),
    Person("meldingen", "Mila Meldingen", Role.TRIAGE, Kind.MUNICIPALITY, "medewerker meldingen"),
    Person("privacy", "Pim Privacy", Role.PRIVACY_OFFICER, Kind.MUNICIPALITY, "privacy officer"),
    Person("partner", "Petra Partner", Role.PARTNER, Kind.HOUSING, "woonconsulent", "domijn"),
    Person("wijkagent", "Willem Wijkagent", Role.PARTNER, Kind.POLICE, "wijkagent"),
    Person("jeugdwerker", "Jet Jeugdwerker", Role.PARTNER, Kind.WELFARE, "jeugdwerker", "alifa"),
    Person(
        "wijkteam", "Wies Wijkteam", Role.PARTNER, Kind.WIJKTEAM, "wijkteammedewerker", "wijkteam-pathmos-stadsveld"
    ),
    Person("wijkraad", "Wil Wijkraad", Role.CIVIC, Kind.WIJKRAAD, "secretaris"),
    Person("voorzitter", "Vera Voorzitter", Role.CIVIC, Kind.WIJKRAAD, "voorzitter"),
    Person("penningmeester", "Piet Penningmeester", Role.CIVIC, Kind.WIJKRAAD, "penningmeester"),
)


@dataclass(frozen=True)
class Login:
    """An account of the demo, with its password in plain text: it gives access to invented and public data only."""

    gemeente: str
    email: str
    password: str
    role: str
    about: str = ""


def demo_logins(gemeente: str, domain: str, *, by: Actor) -> list[Login]:
    """Make the partners and accounts of `gemeente` that are not there yet; return all logins with their passwords."""
    kept = _kept()
    logins = {one: kept.get(f"{one.key}@{domain}") or _made(gemeente, f"{one.key}@{domain}", one) for one in PEOPLE}
    _keep({**kept, **{login.email: login for login in logins.values()}})
    with acting(gemeente, by):
        there = _partners(gemeente, by)
        for person, login in logins.items():
            _settle(person, login, _organisation(person, there), by)
            logins[person] = replace(login, about=_about(login.email))
        _give_mailboxes(there, by)
        _own_red_list(domain, by)
    return list(logins.values())


def _partners(gemeente: str, by: Actor) -> list[Organisation]:
    """Return the organisations by name, those above first; the shipped ones are loaded when there are none yet."""
    definition = shipped_partners(gemeente)
    if definition is not None and not organisations(also_closed=True):
        load_organisations(definition=definition, by=by)
    return sorted(organisations(), key=lambda one: (one.parent_id is not None, one.name))


def _give_mailboxes(there: list[Organisation], by: Actor) -> None:
    """Let letters reach each partner of whom nobody logs in here; `.example` belongs to nobody (RFC 2606)."""
    for one in there:
        if not one.is_civic and not one.mailbox and not one.accounts.exists():
            change_organisation(organisation=one, mailbox=f"{one.slug}@partners.example", by=by)


def _own_red_list(domain: str, by: Actor) -> None:
    administrator = account_by_email(f"beheerder@{domain}")
    if administrator is not None and owner() is None:
        own_list(account=administrator, by=by)


def _organisation(person: Person, there: list[Organisation]) -> Organisation | None:
    fitting = [one for one in there if one.kind == person.kind]
    return next((one for one in fitting if one.slug == person.slug), fitting[0] if fitting else None)


def _settle(person: Person, login: Login, organisation: Organisation | None, by: Actor) -> None:
    account = account_by_email(login.email)
    if account is None:
        create_account(
            email=login.email, name=person.name, role=person.role, password=login.password, by=by,
            organisation=organisation, function=person.function,
        )  # fmt: skip
    elif account.organisation_id is None and organisation is not None and account.is_active:
        place_account(account=account, organisation=organisation, function=person.function, by=by)


def _about(email: str) -> str:
    account = account_by_email(email)
    return account.shown_outside if account else ""


def _made(gemeente: str, email: str, person: Person) -> Login:
    return Login(gemeente, email, secrets.token_urlsafe(12), person.role.value)


def demo_is_loaded() -> bool:
    """Tell whether this home holds the demo."""
    return _path().is_file()


def _path() -> Path:
    home: Path = settings.WENS.home
    return home / "keys" / "demo-logins.json"


def _kept() -> dict[str, Login]:
    path = _path()
    if not path.is_file():
        return {}
    return {email: Login(**login) for email, login in json.loads(path.read_text("utf-8")).items()}


def _keep(logins: dict[str, Login]) -> None:
    text = json.dumps({email: asdict(login) for email, login in logins.items()}, indent=2)
    path = _path()
    new = path.with_suffix(".new")
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    new.replace(path)
