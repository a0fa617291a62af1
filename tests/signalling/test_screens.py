"""The screens of signals, as a wijkagent, a wijkteam and who directs see them; nothing of a covenant leaves it."""

import csv
import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.signalling.network import NOORD, TEXT, Network, entered, network  # noqa: F401  a fixture
from tests.voices.people import working
from wens.audit.queries import readings
from wens.organisations.models import Account
from wens.signalling import queries
from wens.signalling.models import Worry

LIST = "/beheer/signalen/"


def seen_by(account: Account) -> Client:
    """Return a browser in which somebody is logged in."""
    client = Client(headers={"accept-language": "nl"})
    client.force_login(account)
    return client


def typed(page: Any, **other: str) -> dict[str, str]:
    """Return the hidden fields of a form on a page, with what somebody types."""
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.content.decode()))
    return {**hidden, **other}


def test_a_wijkagent_brings_one_in_and_the_wijkteam_takes_it_up(network: Network):  # noqa: F811
    agent, team = seen_by(network.people.police), seen_by(network.team)
    page = agent.get(f"{LIST}nieuw/", {"area": NOORD})
    assert "Dorpsplein" in page.content.decode()
    assert "Hofje" not in page.content.decode()
    given = typed(page, place=str(network.places["square"].pk), theme="living", text=TEXT, since="month")
    made = agent.post(f"{LIST}nieuw/", given)
    assert made.status_code == 302
    assert agent.post(f"{LIST}nieuw/", given).headers["Location"] == made.headers["Location"]
    assert "Dorpsplein, Noord" in agent.get(LIST).content.decode()
    work = team.get("/beheer/").content.decode()
    assert "Pak op: Noord, wonen en leven" in work
    assert "Dorpsplein" not in work
    address = f"{made.headers['Location']}oppakken/"
    done = team.post(address, typed(team.get(address), words="Wij gaan vrijdag kijken."))
    assert done.status_code == 302
    assert "opgepakt door een wijkteam" in agent.get(made.headers["Location"]).content.decode().lower()


def test_a_refused_form_keeps_what_was_typed_and_says_what_to_do(network: Network):  # noqa: F811
    agent = seen_by(network.people.police)
    given = {"text": "Meneer Jansen dealt hier.", "theme": "living", "since": "month"}
    page = agent.post(f"{LIST}nieuw/", typed(agent.get(f"{LIST}nieuw/", {"area": NOORD}), **given))
    words = page.content.decode()
    assert page.status_code == 422
    assert "Meneer Jansen dealt hier." in words
    assert 'name="looked"' in words
    sign = re.search(r'name="looked" value="([0-9a-f]{16})"', words)
    assert sign is not None
    again = agent.post(f"{LIST}nieuw/", typed(page, **given, looked=sign.group(1)))
    assert again.status_code == 302


def test_somebody_who_was_second_reads_how_it_is_now(network: Network):  # noqa: F811
    one = entered(network)
    team, address = seen_by(network.team), f"{LIST}{one.pk}/"
    page = team.get(f"{address}oppakken/")
    team.post(f"{address}oppakken/", typed(page, words="Wij kijken."))
    late = team.post(f"{address}teruggeven/", typed(page, words="Niet van ons."))
    assert late.status_code == 409
    assert "Niet van ons." in late.content.decode()
    assert "Zo is het nu" in late.content.decode()


def test_reading_under_a_covenant_stands_in_the_read_log(network: Network):  # noqa: F811
    one = entered(network, place="street", covenant=True)
    assert "Kerkstraat, Noord" in seen_by(network.team).get(f"{LIST}{one.pk}/").content.decode()
    assert [event.actor_name for event in readings(covenant=str(network.covenant.pk))] == ["Wies"]
    for account in (network.people.domijn, network.people.manager):
        other = seen_by(account)
        assert other.get(f"{LIST}{one.pk}/").status_code == 404
        assert one.label not in other.get(LIST, {"stand": "alle"}).content.decode()


def test_the_file_is_blurred_and_holds_no_words(network: Network):  # noqa: F811
    entered(network, place="street", covenant=True)
    entered(network, place="square")
    answer = seen_by(network.team).get(f"{LIST}lijst.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert sorted(row["plek"] for row in rows) == ["Dorpsplein, Noord", "Noord"]
    assert "Kerkstraat" not in answer.content.decode()
    assert "muziek" not in answer.content.decode()


def test_the_list_is_narrowed_to_an_area_and_what_lies_over_it(network: Network):  # noqa: F811
    entered(network)
    agent = seen_by(network.people.police)
    for area, shown in ((NOORD, True), ("GM0001-LW-dorp", True), ("GM0001-LW-werf", False)):
        assert (">1 signaal<" in agent.get(LIST, {"gebied": area}).content.decode()) == shown, area


@pytest.mark.parametrize("path", ["plekken/", "plekken/nieuw/", "plekken/bestand/", "regels/"])
def test_only_who_directs_keeps_places_and_rules(network: Network, path):  # noqa: F811
    assert seen_by(network.people.manager).get(f"{LIST}{path}").status_code == 200
    assert seen_by(network.people.police).get(f"{LIST}{path}").status_code == 403


def test_a_file_of_places_says_which_row_is_wrong_and_loads_nothing(network: Network):  # noqa: F811
    director = seen_by(network.people.manager)
    text = f"naam;soort;buurtcode;adressen\nMarkt;plein;{NOORD};120\nLaan;weg;{NOORD};50\n"
    file = SimpleUploadedFile("plekken.csv", text.encode())
    page = director.post(f"{LIST}plekken/bestand/", typed(director.get(f"{LIST}plekken/bestand/"), file=file))
    assert page.status_code == 422
    assert "Rij 3, kolom soort" in page.content.decode()
    good = SimpleUploadedFile("plekken.csv", text.replace("weg", "straat").encode())
    assert director.post(f"{LIST}plekken/bestand/", {"file": good}).status_code == 302
    with working(network.people.manager):
        assert {"Markt", "Laan"} <= {one.name for one in queries.named_places()}


def test_nothing_of_signals_stands_outside(network: Network):  # noqa: F811
    one = entered(network, place="square")
    outside = Client()
    assert outside.get(LIST).status_code == 302
    assert outside.get(f"{LIST}lijst.csv").status_code == 302
    assert "worr" not in outside.get("/api/v1/openapi.json").content.decode().lower()
    assert one.label not in outside.get("/").content.decode()
    with working(network.people.manager):
        assert Worry.objects.count() == 1
