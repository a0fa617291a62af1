"""The analysts' screens: bring a file, see what it would do, decide, look back, roll back. Through the real site."""

import os
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from tests.intake.test_import import in_force, load, messages, snapshots, world
from tests.intake.world import buurten, load_gemeente, police
from wens.intake import uploads
from wens.organisations.actions import create_account, register_gemeente
from wens.tenancy.context import Actor, acting

__all__ = ["messages", "world"]

START = "/beheer/imports/"
Login = Callable[[str], Client]


@pytest.fixture
def login(world: Path) -> Login:
    register_gemeente(code="GM0901", name="Proefdorp", hosts=["testserver"], by=Actor.machine())

    def as_role(role: str, email: str = "") -> Client:
        password = "een heel lang wachtwoord 42"
        email = email or f"{role}@example.nl"
        with acting("GM0901", Actor.machine()):
            account = create_account(email=email, name=f"De {role}", role=role, password=password, by=Actor.machine())
            client = Client()
            client.force_login(account, "wens.site.login.AccountBackend")
        return client

    return as_role


def bring(client: Client, data: bytes, *, name: str = "politie.csv", **fields: object) -> HttpResponse:
    content = {"source": "politie", "file": SimpleUploadedFile(name, data), **fields}
    return client.post(f"{START}nieuw/", content, follow=True)  # type: ignore[return-value]


def text(response: HttpResponse) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def here(response: HttpResponse) -> str:
    return response.request["PATH_INFO"]  # type: ignore[attr-defined,no-any-return]


def waiting(home: Path) -> list[Path]:
    return list((home / "uploads").glob("*"))


def test_a_file_is_shown_first_and_loaded_after(world: Path, login: Login) -> None:
    analyst = login("analyst")
    checked = bring(analyst, police(buurten(1, 2, 3, 4)))
    assert "Dit bestand is in orde. Er is nog niets geladen." in text(checked)
    assert in_force() == {}
    loaded = analyst.post(here(checked), follow=True)
    assert "Het bestand is geladen" in text(loaded)
    assert in_force()["BU09010101", "2023"] == 4
    assert "De analyst" in text(loaded)
    assert snapshots()[0].loaded_by.startswith("account:")
    assert waiting(world) == []


def test_findings_stand_row_by_row_and_have_to_be_accepted(world: Path, login: Login) -> None:
    analyst = login("analyst")
    checked = bring(analyst, police(buurten(1, -2, 3, 4)))
    assert "Waarden die niet kunnen kloppen" in text(checked)
    assert "<td>3</td>" in checked.content.decode()
    refused = analyst.post(here(checked))
    assert (refused.status_code, in_force()) == (200, {})
    analyst.post(here(checked), {"accept_findings": "on"})
    assert in_force()["BU09010001", "2023"] is None


def test_a_smaller_release_has_to_be_allowed(world: Path, login: Login) -> None:
    load(police(buurten(1, 2, 3, 4)))
    analyst = login("analyst")
    checked = bring(analyst, police(buurten(1, 2, 3)))
    assert "minder cijfers dan wat nu geldt" in text(checked)
    analyst.post(here(checked))
    assert in_force()["BU09010101", "2023"] == 4
    analyst.post(here(checked), {"allow_shrink": "on"})
    assert ("BU09010101", "2023") not in in_force()


def test_a_file_that_cannot_be_used_offers_no_way_to_load_it(world: Path, login: Login) -> None:
    analyst = login("analyst")
    checked = bring(analyst, b"a,b\n1,2\n")
    assert "Dit bestand kan zo niet worden geladen" in text(checked)
    assert "Laad het bestand" not in text(checked)
    analyst.post(here(checked), {"accept_findings": "on", "allow_shrink": "on"})
    assert in_force() == {}


def test_a_file_can_be_put_away_and_is_then_gone(world: Path, login: Login) -> None:
    analyst = login("analyst")
    checked = bring(analyst, police(buurten(1, 2, 3, 4)))
    analyst.post(f"{here(checked)}weg/")
    assert waiting(world) == []
    assert "niet meer" in text(analyst.get(here(checked), follow=True))


def test_nobody_else_sees_a_file_that_waits(world: Path, login: Login) -> None:
    checked = bring(login("analyst"), police(buurten(1, 2, 3, 4)))
    other = login("administrator")
    assert "niet meer" in text(other.get(here(checked), follow=True))
    other.post(f"{here(checked)}weg/")
    assert len(waiting(world)) == 1


def test_a_file_that_waits_is_gone_after_an_hour(world: Path, login: Login) -> None:
    analyst = login("analyst")
    checked = bring(analyst, police(buurten(1, 2, 3, 4)))
    (folder,) = waiting(world)
    long_ago = time.time() - uploads.KEEP_S - 1
    os.utime(folder / "about.json", (long_ago, long_ago))
    assert "niet meer" in text(analyst.get(here(checked), follow=True))
    uploads.sweep()
    assert waiting(world) == []


@pytest.mark.parametrize("token", ["x", "../../keys/signing", "a" * 43])
def test_a_token_that_was_never_given_finds_nothing(world: Path, token: str) -> None:
    assert uploads.get(token, gemeente="GM0901", owner="account:1") is None


def test_an_analyst_loads_for_the_own_gemeente_only(world: Path, login: Login) -> None:
    load_gemeente("GM0902", south=500_000)
    analyst = login("analyst")
    analyst.post(here(bring(analyst, police([*buurten(1, 2, 3, 4), *buurten(5, 6, 7, 8, code="0902")]))))
    assert (len(snapshots()), snapshots("GM0902")) == (1, [])


def test_a_delivery_is_listed_shown_and_rolled_back_with_a_reason(world: Path, login: Login) -> None:
    load(police(buurten(1, 2, 3, 4)), name="levering.csv")
    analyst = login("analyst")
    number = snapshots()[0].pk
    assert "levering.csv" in text(analyst.get(START))
    shown = text(analyst.get(f"{START}{number}/"))
    assert "politie crime odata" in shown
    assert snapshots()[0].sha256 in shown
    short = analyst.post(f"{START}{number}/terugdraaien/", {"reason": "fout"})
    assert (short.status_code, len(in_force())) == (422, 4)
    analyst.post(f"{START}{number}/terugdraaien/", {"reason": "De leverancier trok dit bestand in."})
    assert in_force() == {}
    assert "teruggedraaid" in text(analyst.get(f"{START}{number}/"))


def test_a_form_that_is_not_complete_says_what_is_missing(world: Path, login: Login) -> None:
    response = login("analyst").post(f"{START}nieuw/", {"source": "politie", "period": "maart"})
    assert response.status_code == 422
    assert "Kies een bestand." in text(response)
    assert "2024-Q1" in text(response)


def test_a_mapping_that_is_wrong_names_the_key(world: Path, login: Login) -> None:
    mapping = SimpleUploadedFile("m.yaml", b"datum: {column: Datum}")
    response = bring(login("analyst"), b"Datum\n01-01-2023\n", source="incidents", mapping=mapping)
    assert response.status_code == 422
    assert "Key datum" in text(response)


def test_a_mapping_goes_along_with_the_file(world: Path, login: Login) -> None:
    mapping = b'date: {column: D, format: "%d-%m-%Y"}\nplace: {x: x, y: y}\nindicator: burglaries_per_1000_dwellings'
    analyst = login("analyst")
    data = b"D;x;y\n01-02-2023;200500;450500\n"
    checked = bring(analyst, data, source="incidents", mapping=SimpleUploadedFile("m.yaml", mapping))
    analyst.post(here(checked))
    assert in_force() == {("BU09010000", "2023"): 1}


@pytest.mark.parametrize("role", ["partner", "confirmer"])
def test_only_those_who_may_manage_imports_get_in(world: Path, login: Login, role: str) -> None:
    client = login(role)
    assert {client.get(f"{START}{path}").status_code for path in ("", "nieuw/", "1/", "controle/x/")} == {403}
    assert client.post(f"{START}1/terugdraaien/", {"reason": "x" * 20}).status_code == 403


def test_without_login_every_screen_asks_for_it(world: Path, login: Login) -> None:
    for path in ("", "nieuw/", "1/", "controle/x/"):
        response = Client().get(f"{START}{path}")
        assert (response.status_code, response["Location"].startswith("/beheer/inloggen/")) == (302, True)


def test_a_delivery_of_another_gemeente_does_not_exist(world: Path, login: Login) -> None:
    load_gemeente("GM0902", south=500_000)
    load(police(buurten(5, 6, 7, 8, code="0902")))
    number = snapshots("GM0902")[0].pk
    analyst = login("analyst")
    assert analyst.get(f"{START}{number}/").status_code == 404
    assert analyst.post(f"{START}{number}/terugdraaien/", {"reason": "x" * 20}).status_code == 404
