"""The demo's accounts: invented people whose passwords are made once, kept in the home and shown at every start."""

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

from wens.organisations.actions import create_account
from wens.organisations.queries import account_by_email
from wens.tenancy.context import Actor, acting

PEOPLE = (
    ("analist", "Anna Analist", "analyst"),
    ("tweede", "Teun Tweede", "confirmer"),
    ("partner", "Petra Partner", "partner"),
)


@dataclass(frozen=True)
class Login:
    """An account of the demo, with its password in plain text: it gives access to public numbers only."""

    gemeente: str
    email: str
    password: str
    role: str


def demo_logins(gemeente: str, domain: str, *, by: Actor) -> list[Login]:
    """Make the accounts of `gemeente` that are not there yet; return all of them with their passwords."""
    kept = _kept()
    logins = [kept.get(f"{name}@{domain}") or _made(gemeente, f"{name}@{domain}", role) for name, _, role in PEOPLE]
    _keep({**kept, **{login.email: login for login in logins}})
    with acting(gemeente, by):
        for (_, person, _), login in zip(PEOPLE, logins, strict=True):
            if account_by_email(login.email) is None:
                create_account(email=login.email, name=person, role=login.role, password=login.password, by=by)
    return logins


def _made(gemeente: str, email: str, role: str) -> Login:
    return Login(gemeente, email, secrets.token_urlsafe(12), role)


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
