"""The screens of rounds and dossiers as their users see them."""

import hashlib
import io

import pytest
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from tests.meetings.test_screens import log_in
from tests.rounds.conftest import NOTE, closed, heard, second, started, table_held
from tests.voices.people import working
from wens.audit.models import Event
from wens.dossiers.models import Dossier
from wens.meetings import actions as meetings
from wens.publication import caching
from wens.rounds import actions
from wens.rounds.models import Round, Stage, StepKey


@pytest.fixture(autouse=True)
def _one_step(settings):
    settings.WENS = settings.WENS.model_copy(update={"second_factor": "optional"})
    caching.shelf.clear()
    yield
    caching.shelf.clear()


def at(one: Round, *more: str) -> str:
    return "/".join(["/beheer/rondes", str(one.pk), *more, ""])


def test_a_director_plans_rounds_starts_one_and_closes_a_step_with_a_note(staff):
    client = log_in(staff.manager)
    wrong = client.post("/beheer/rondes/nieuw/", {"begins_on": "2026-01-05", "weeks_between": "99"})
    assert wrong.status_code == 422
    assert 'value="2026-01-05"' in wrong.content.decode()
    today = timezone.localdate().isoformat()
    codes = ["GM0001-LW-dorp", "GM0001-LW-werf"]
    said = {"area_codes": codes, "begins_on": today, "weeks_between": "4"}
    assert client.post("/beheer/rondes/nieuw/", said).status_code == 302
    one = Round.objects.get(area_code="GM0001-LW-dorp")
    assert client.post(at(one, "ronde", "start"), {"seen": "0"}).status_code == 302
    refused = client.post(at(one, "stap", "collect", "close"), {"note": "", "seen": "1"})
    assert refused.status_code == 422
    assert "Schrijf in een zin" in refused.content.decode()
    stale = client.post(at(one, "stap", "collect", "close"), {"note": "Gedaan wat nodig was.", "seen": "0"})
    assert stale.status_code == 409
    assert "Gedaan wat nodig was." in stale.content.decode()
    assert client.post(at(one, "stap", "collect", "close"), {"note": NOTE, "seen": "1"}).status_code == 302
    page = client.get(at(one)).content.decode()
    assert "Stap 2 van 8: Foto" in page
    assert NOTE in page
    year = client.get(f"/beheer/rondes/jaar/{timezone.localdate().year}/").content.decode()
    assert all(name in year for name in ("Dorp", "Werf", "1 Verzamelen"))
    assert client.get("/beheer/rondes/jaar/1/").status_code == 404


def test_late_wijken_stand_first_and_a_wijk_without_a_round_last(staff):
    started(staff, weeks_ago=9)
    with working(staff.manager) as by:
        actions.plan(of=actions.Plan(["GM0001-LW-werf"], timezone.localdate()), by=by)
    page = log_in(staff.domijn).get("/beheer/rondes/").content.decode()
    assert "1 wijk is te laat met een stap" in page
    assert page.index(">Dorp<") < page.index(">Werf<") < page.index("Noorderpark &amp; &lt;Plas&gt;")
    assert "Plan rondes" not in page


def test_a_partner_sees_the_round_and_nothing_to_press(staff):
    one = closed(started(staff), staff.manager, StepKey.COLLECT)
    page = log_in(staff.domijn).get(at(one)).content.decode()
    assert NOTE in page
    assert "Sluit deze stap af" not in page
    assert log_in(staff.domijn).post(at(one, "stap", "photo", "close"), {"note": NOTE}).status_code == 403
    for account in (staff.wijkraad, staff.privacy):
        assert log_in(account).get(at(one)).status_code == 403


def test_the_matrix_is_for_who_was_invited_and_its_opening_is_logged(photographed):
    staff = photographed
    one = started(staff)
    heard(area_code="BU00010000")
    assert log_in(staff.domijn).get(at(one, "naast-elkaar")).status_code == 403
    table_held(staff)
    for account in (staff.manager, staff.domijn, staff.police):
        page = log_in(account).get(at(one, "naast-elkaar")).content.decode()
        assert all(
            words in page for words in ("Grof vuil blijft liggen.", "Twijfelt", "Politie", "Er ligt vaak afval.")
        )
        assert "Een enkele keer genoemd" in page
    assert Event.objects.filter(name="rounds.weighing.read").count() == 3
    assert not Dossier.objects.exists()


def _signed(staff) -> Round:
    one = started(staff)
    heard(area_code="BU00010000")
    table_held(staff)
    one = closed(one, staff.manager)
    assert log_in(second(staff)).post(at(one, "ronde", "sign"), {}).status_code == 302
    return Round.objects.get(pk=one.pk)


def test_the_public_part_is_read_by_everybody_at_a_stable_address(photographed):
    staff = photographed
    _signed(staff)
    public = Client()
    page = public.get("/wijk/dorp/dossier/1/").content.decode()
    assert "Grof vuil blijft vaak liggen." in page
    assert "Domijn" not in page
    assert "Dossier 1" in public.get("/wijk/dorp/dossier/").content.decode()
    answer = public.get("/wijk/dorp/dossier/1.json")
    assert hashlib.sha256(answer.content).hexdigest() in page
    english = public.get("/en/wijk/dorp/dossier/1/").content.decode()
    assert "of their own accord" in english
    paper = PdfReader(io.BytesIO(public.get("/wijk/dorp/dossier/1.pdf").content))
    assert "Grof vuil blijft vaak liggen." in " ".join(" ".join(one.extract_text().split()) for one in paper.pages)
    assert public.get("/wijk/dorp/dossier/2/").status_code == 404
    assert "Deze wijk is nu bij stap 5 van 8" in public.get("/wijk/dorp/").content.decode()


def test_the_partners_part_is_read_by_who_was_invited_and_every_opening_is_logged(photographed):
    staff = photographed
    _signed(staff)
    with working(staff.manager):
        key = Dossier.objects.get(tier="partners").pk
    for account, status in ((staff.domijn, 200), (staff.police, 200), (staff.analyst, 403), (staff.wijkraad, 403)):
        for form in ("/", ".pdf", ".json"):
            assert log_in(account).get(f"/beheer/dossiers/{key}{form}").status_code == status, (account, form)
    with working(staff.manager) as by:
        other = meetings.plan_meeting(of=_elsewhere(), by=by)
        meetings.invite(meeting=other.pk, organisation=staff.wijkraad.organisation_id, by=by)
    assert "Domijn" in log_in(staff.domijn).get(f"/beheer/dossiers/{key}/").content.decode()
    assert Event.objects.filter(name="dossiers.partners_part.read").count() == 7
    assert log_in(staff.domijn).get(f"/beheer/dossiers/{key}/verschil/").status_code == 404


def _elsewhere():
    from tests.meetings.conftest import plan

    return plan(area_codes=["GM0001-LW-werf"])


def test_a_finished_round_shows_what_was_left_and_can_be_taken_up_again(staff):
    one = started(staff)
    client = log_in(staff.manager)
    assert client.post(at(one, "ronde", "finish"), {"note": "Klaar."}).status_code == 302
    assert Round.objects.get(pk=one.pk).state == Stage.FINISHED
    assert client.post(at(one, "ronde", "resume"), {"note": ""}).status_code == 422
    assert client.post(at(one, "ronde", "resume"), {"note": "Te vroeg afgerond."}).status_code == 302
    assert client.post(at(one, "meenemen"), {"note": "Vraag de school."}).status_code == 302
    assert "Vraag de school." in client.get(at(one)).content.decode()
    assert client.post(at(one, "ronde", "niets"), {"note": "x"}).status_code == 404
