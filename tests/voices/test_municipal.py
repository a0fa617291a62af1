"""What belongs to the gemeente's own report system goes there; when that fails, the writer still has the text."""

import pytest
import yaml

from tests.servers.open311 import open311
from wens.areas.queries import degrees_of, outlines
from wens.audit.models import Event
from wens.tenancy.context import Actor, acting
from wens.voices import municipal
from wens.voices.models import Contribution

TEXT = "De derde lantaarn is stuk."


@pytest.fixture
def system():
    with open311() as running:
        yield running


@pytest.fixture
def city(empty_city, home, system):
    """Proefstad with a report system, as an installation configures it in its home."""
    folder = home / "voices" / "gemeenten"
    folder.mkdir(parents=True)
    machine = {"address": system.address, "services": {"street": "0103"}, "api_key": "sleutel"}
    report = {"name": "Meldpunt", "link": "https://meldpunt.example/", "open311": machine}
    said = {"telephone": {"name": "Proefstad", "number": "14 0123", "dial": "140123"}, "report": report}
    (folder / "GM0001.yaml").write_text(yaml.safe_dump(said))
    empty_city.post("/vertel/waar/", {"area": "GM0001-LW-dorp", "street": "Dorpsstraat"})
    assert empty_city.post("/vertel/wat/", {"subject": "street", "text": TEXT})["Location"] == "/vertel/doorsturen/"
    return empty_city


def _contributions() -> int:
    with acting("GM0001", Actor.public()):
        return Contribution.objects.count()


def test_the_report_goes_there_with_its_place_once_and_nothing_is_kept_here(city, system):
    page = city.get("/vertel/doorsturen/").content.decode()
    assert "https://meldpunt.example/" in page
    assert TEXT in page
    for _ in range(2):
        assert city.post("/vertel/doorsturen/")["Location"] == "/vertel/doorgestuurd/"
    assert system.taken == [
        {"service_code": "0103", "description": TEXT, "address_string": "Dorp, Dorpsstraat", "api_key": "sleutel"}
    ]
    assert "2026-17" in city.get("/vertel/doorgestuurd/").content.decode()
    assert _contributions() == 0
    with acting("GM0001", Actor.machine()):
        assert "lantaarn" not in str(Event.objects.get(name="voices.report.handed_over").data)
    assert city.get("/vertel/hoe/")["Location"] == "/vertel/waar/"


def test_a_point_goes_along_in_degrees_as_it_is_kept(city, system):
    with acting("GM0001", Actor.machine()):
        dorp = next(one for one in outlines("local_wijk") if one.code == "GM0001-LW-dorp")
        longitude, latitude = degrees_of(*dorp.label)
    city.post("/vertel/waar/", {"point": f"{latitude:.4f},{longitude:.4f}"})
    city.post("/vertel/doorsturen/")
    sent = system.taken[0]
    assert float(sent["lat"]) == pytest.approx(latitude, abs=0.0003)
    assert float(sent["long"]) == pytest.approx(longitude, abs=0.0003)


def test_a_system_that_gives_the_number_later_has_it_too(city, system):
    system.behaviour = "token"
    assert city.post("/vertel/doorsturen/")["Location"] == "/vertel/doorgestuurd/"


def test_when_it_fails_in_any_way_it_says_so_and_the_text_is_still_there(city, system, monkeypatch):
    monkeypatch.setattr(municipal, "WAIT_S", 0.3)
    for behaviour in ("fail", "slow", "refuse", "endless", "redirect", "html", "empty", "hang up"):
        system.behaviour = behaviour
        page = city.post("/vertel/doorsturen/")
        assert page.status_code == 200, behaviour
        assert "Uw tekst is bewaard" in page.content.decode(), behaviour
        assert TEXT in page.content.decode(), behaviour
    system.behaviour = "ok"
    assert city.post("/vertel/doorsturen/").status_code == 302


def test_a_system_that_is_not_there_is_no_error_page(city, home):
    path = home / "voices" / "gemeenten" / "GM0001.yaml"
    said = yaml.safe_load(path.read_text())
    said["report"]["open311"]["address"] = "http://127.0.0.1:9/v2"
    path.write_text(yaml.safe_dump(said))
    assert "Uw tekst is bewaard" in city.post("/vertel/doorsturen/").content.decode()


def test_the_writer_may_tell_it_here_all_the_same(city):
    city.get("/vertel/doorsturen/")
    assert city.get("/vertel/hoe/").status_code == 200
    assert city.post("/vertel/wat/", {"subject": "street", "text": TEXT})["Location"] == "/vertel/hoe/"
    city.post("/vertel/nakijken/")
    assert _contributions() == 1
