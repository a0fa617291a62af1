"""The library of measures: sources are named, versions stay, and an action says what it was taken from."""

import pytest
import yaml
from django.test import Client

from tests.plans.conftest import WHY, agreed
from tests.plans.test_screens import logged_in
from tests.voices.people import working
from wens.plans import actions, measures
from wens.plans.measures import FOLDER, DefinitionError, read_measure, shipped
from wens.plans.models import Action, MeasureVersion
from wens.plans.rules import NotAllowed

EYES = "ogen-bij-fietsenrekken"


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.WENS = settings.WENS.model_copy(update={"second_factor": "optional"})


def test_every_measure_names_a_published_source_and_some_did_harm_or_little():
    found = shipped()
    assert len(found) >= 15
    assert {"works", "mixed", "harmful"} <= {one.outcome for one in found.values()}
    assert all(one.source.link.startswith("https://") and "(" in one.source.text for one in found.values())
    assert all(one.checked for one in found.values())
    assert "13%" in found["cameratoezicht"].unsure["nl"], "a number that is not in what was read says so"


def test_a_measure_without_source_or_with_an_unknown_theme_is_refused_with_the_field():
    known = yaml.safe_load((FOLDER / f"{EYES}.yaml").read_text("utf-8"))
    for wrong, field in (
        ({"source": None}, "source"),
        ({"themes": ["fietsen"]}, "themes"),
        ({"outcome": "ja"}, "outcome"),
    ):
        with pytest.raises(DefinitionError, match=field):
            read_measure({**known, **wrong}, file="x.yaml")


def test_who_looks_by_theme_or_word_finds_it_and_what_was_withdrawn_is_not_offered():
    kept = {key: measures.Kept(one) for key, one in shipped().items()}
    found = measures.search(list(kept.values()), theme="living", text="fiets verplaatste")
    assert [one.measure.key for one in found] == [EYES]
    assert measures.search(list(kept.values()), theme="youth", text="fiets") == []
    gone = measures.Kept(kept[EYES].measure, 1, withdrawn=True)
    assert measures.search([gone]) == []


def test_staff_with_the_right_write_another_version_and_the_old_one_stays(staff):
    client, address = logged_in(staff.analyst), f"/beheer/plannen/maatregelen/{EYES}/veranderen/"
    assert "62% minder" in client.get(address).content.decode()
    sent = {"name": "Ogen bij fietsen", "themes": ["living"], "what": "Een bord.", "where": "Newcastle",
            "outcome": "mixed", "found": "Het verplaatste zich.", "mind": "", "source": "Nettle e.a. (2012). PLoS ONE.",
            "link": "https://example.org/", "reason": WHY, "number": "0"}  # fmt: skip
    refused = client.post(address, {**sent, "source": ""})
    assert refused.status_code == 422
    assert 'value="Ogen bij fietsen"' in refused.content.decode()
    assert client.post(address, sent).status_code == 302
    stale = client.post(address, {**sent, "name": "Weer anders"})
    assert stale.status_code == 422
    assert "Iemand anders veranderde" in stale.content.decode()
    assert measures.measure(EYES).measure.name["nl"] == "Ogen bij fietsen"
    said = client.get(f"/beheer/plannen/maatregelen/{EYES}/").content.decode()
    assert "Nog niet naast de bron gelegd." in said, "the check was of the words that were there before"
    client.post(f"/beheer/plannen/maatregelen/{EYES}/intrekken/", {"reason": WHY, "number": "1"})
    assert [row.number for row in MeasureVersion.objects.filter(key=EYES)] == [2, 1]
    assert "Ogen bij fietsen" not in client.get("/beheer/plannen/maatregelen/").content.decode()
    page = client.get(f"/beheer/plannen/maatregelen/{EYES}/").content.decode()
    assert "wordt niet meer aangeboden" in page
    assert logged_in(staff.domijn).get(address).status_code == 403
    with working(staff.domijn) as by, pytest.raises(NotAllowed):
        actions.withdraw_measure(key="halt", reason=WHY, seen=0, by=by)


def test_a_new_measure_gets_a_key_of_its_name_once(staff):
    client = logged_in(staff.manager)
    sent = {"name": "Praten met buren", "themes": ["capacity"], "what": "Praten.", "where": "Hier", "outcome": "none",
            "found": "Niets.", "checked": "on", "unsure": "Hoeveel het was.",
            "source": "Jansen (2020). Een onderzoek.", "link": "https://example.org/", "reason": WHY,
            "number": "0"}  # fmt: skip
    assert client.post("/beheer/plannen/maatregelen/nieuw/", sent).status_code == 302
    assert measures.measure("praten-met-buren").measure.outcome == "none"
    said = client.get("/beheer/plannen/maatregelen/praten-met-buren/").content.decode()
    assert "Naast de bron of de samenvatting daarvan gelegd in" in said
    assert "Hoeveel het was." in said
    assert client.post("/beheer/plannen/maatregelen/nieuw/", sent).status_code == 422


def test_an_action_taken_from_the_library_says_so_to_everybody(staff):
    one = agreed(staff)
    client = logged_in(staff.manager)
    address = f"/beheer/plannen/doel/{one.goal_id}/actie/"
    assert f"/beheer/plannen/maatregelen/?doel={one.goal_id}" in client.get(address).content.decode()
    assert (
        f"?maatregel={EYES}" in client.get(f"/beheer/plannen/maatregelen/{EYES}/?doel={one.goal_id}").content.decode()
    )
    assert 'value="Een bord met ogen bij fietsenrekken"' in client.get(f"{address}?maatregel={EYES}").content.decode()
    client.post(f"{address}?maatregel={EYES}", {
        "title": "Een bord met ogen", "due_on": "2027-01-01", "is_public": "on", "lead": staff.domijn.organisation_id,
        "words": "Wij hangen het op.", "step0": "Het hangt", "day0": "2026-12-20",
    })  # fmt: skip
    made = Action.objects.get(measure=EYES)
    with working(staff.domijn) as by:
        actions.sign(part=made.parts.get().pk, number=1, by=by)
    page = Client().get(f"/plan/{made.pk}/").content.decode()
    assert "Elders geprobeerd" in page
    assert "het verplaatste zich" in page
    assert "Een bord met ogen" in client.get(f"/beheer/plannen/maatregelen/{EYES}/").content.decode()
    assert client.get("/beheer/plannen/maatregelen/?doel=geen").status_code == 404
