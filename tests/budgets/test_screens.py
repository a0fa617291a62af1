"""The wijkbudget on the screen: without an account, with a seat, for who directs, and on paper."""

import datetime as dt
import io
import re
import uuid
from decimal import Decimal

import pypdf
import pytest
from django.test import Client
from django.utils import timezone
from PIL import Image

from tests.budgets.conftest import applied, checked, granted
from tests.budgets.test_voting import cast, closed, vote_of
from tests.plans.test_screens import logged_in
from tests.voices.people import working
from wens.budgets.ledger import balance
from wens.budgets.models import Advice, Application, Budget, Code, Entry, Seat, State, Vote
from wens.meetings.models import Meeting

PAGE = "/wijkbudget/dorp/2026/"
FORM = {
    "title": "Bankje", "about": "Een bankje bij de vijver.", "amount": "450,50", "costs": "Bankje 450,50",
    "kind": "resident", "name": "Jo Jansen", "email": "jo@example.nl",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.WENS = settings.WENS.model_copy(update={"second_factor": "optional"})


def page(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def test_a_resident_applies_without_an_account_and_follows_with_the_code(council, budget):
    client, key = Client(), str(uuid.uuid4())
    assert "Vraag geld aan voor" in page(client, PAGE)
    wrong = client.post(f"{PAGE}aanvragen/", {**FORM, "email": "", "answer_key": key})
    assert wrong.status_code == 422
    assert "telefoonnummer in" in wrong.content.decode()
    assert "Een bankje bij de vijver." in wrong.content.decode()
    sent = [client.post(f"{PAGE}aanvragen/", {**FORM, "answer_key": key}).content.decode() for _ in range(2)]
    codes = [re.search(r"<strong>([A-Z0-9-]{14})</strong>", text)[1] for text in sent]
    assert codes[0] == codes[1]
    one = Application.objects.get()
    assert one.asked == Decimal("450.50")
    assert "1 aanvraag wordt nog bekeken" in page(client, PAGE)
    assert "vijver" not in page(client, PAGE)
    followed = client.post("/wijkbudget/volgen/", {"code": codes[0]}).content.decode()
    assert "Stand: ontvangen" in followed
    assert client.post("/wijkbudget/volgen/", {"code": "KRT4-9WXM-2HPD"}).status_code == 422
    taken_back = client.post("/wijkbudget/volgen/", {"code": codes[0], "do": "withdraw"}).content.decode()
    assert "ingetrokken" in taken_back
    page(client, f"/wijkbudget/plan/{one.pk}/", 404)
    assert "Apply for money" in page(client, f"/en{PAGE}aanvragen/")


def test_a_raad_checks_decides_and_pays_each_with_another_seat(council, budget):
    one = applied(budget)
    address = f"/beheer/wijkbudget/aanvraag/{one.pk}/"
    chair, treasurer = logged_in(council.chair), logged_in(council.treasurer)
    assert "Controleer: aanvraag 1, Dorp 2026" in page(chair, "/beheer/wijkbudget/")
    assert "Een bankje bij de vijver." in page(chair, address)
    assert "jo@example.nl" not in page(treasurer, address)
    assert "jo@example.nl" in treasurer.post(f"{address}bereiken/").content.decode()
    shown = {"title": "Bankje", "about": "Een bankje.", "applicant": ""}
    treasurer.post(f"{address}stap/check/", {**shown, "seen": "0"})
    stale = chair.post(f"{address}stap/check/", {**shown, "title": "Anders", "seen": "0"})
    assert stale.status_code == 422
    assert "Anders" in stale.content.decode()
    too_much = chair.post(f"{address}stap/decide/", {"outcome": "granted", "amount": "300,01", "reason": "Mooi."})
    assert too_much.status_code == 422
    assert "Mooi." in too_much.content.decode()
    chair.post(f"{address}stap/decide/", {"outcome": "granted", "amount": "250", "reason": "Goed voor de wijk."})
    assert chair.post(f"{address}stap/pay/", {}).status_code == 422
    paid = {"amount": "250,00", "booked_on": str(timezone.localdate()), "reason": "F1", "answer_key": str(uuid.uuid4())}
    for _ in range(2):
        treasurer.post(f"{address}stap/pay/", paid)
    assert Entry.objects.filter(kind="pay").count() == 1
    public = page(Client(), f"/wijkbudget/plan/{one.pk}/")
    assert "Goed voor de wijk." in public
    assert "Maak bezwaar vóór" in public
    assert "Jansen" not in public


def test_a_result_has_a_picture_that_everybody_sees_without_where_it_was_made(council, budget):
    one = granted(council, budget)
    data = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "Jo Jansen, Dorpsstraat 12"
    Image.new("RGB", (300, 200), "green").save(data, "JPEG", exif=exif)
    data.seek(0)
    data.name = "bankje.jpg"
    address = f"/beheer/wijkbudget/aanvraag/{one.pk}/stap/finish/"
    said = {"words": "Het bankje staat er.", "done_on": str(timezone.localdate()), "photo": data}
    client = logged_in(council.member)
    assert "wat er op de foto" in client.post(address, said).content.decode()
    data.seek(0)
    assert client.post(address, {**said, "picture_says": "Een groen bankje"}).status_code == 302
    text = page(Client(), f"/wijkbudget/plan/{one.pk}/")
    assert 'alt="Een groen bankje"' in text
    picture = b"".join(Client().get(f"/wijkbudget/plan/{one.pk}/foto/").streaming_content)
    assert picture[:2] == b"\xff\xd8"
    assert b"Jansen" not in picture


@pytest.mark.parametrize("name", ["stranger", "domijn", "analyst", "privacy"])
def test_without_a_seat_an_application_is_not_there(council, budget, name):
    one = applied(budget)
    client = logged_in(getattr(council, name, None) or getattr(council.people, name))
    for path in (f"aanvraag/{one.pk}/", f"{budget.pk}/", f"{budget.pk}/stemming/"):
        page(client, f"/beheer/wijkbudget/{path}", 404)
    assert client.post(f"/beheer/wijkbudget/aanvraag/{one.pk}/stap/check/", {}).status_code == 404
    assert client.post(f"/beheer/wijkbudget/{budget.pk}/sluiten/").status_code == 403
    assert "geen zetel" in page(client, "/beheer/wijkbudget/")


def test_the_stadsdeelmanager_opens_gives_and_closes_a_year_and_gives_seats(council):
    client, today = logged_in(council.manager), timezone.localdate()
    sent = {
        "area": "GM0001-LW-dorp", "year": 2026, "council": str(council.chair.organisation_id), "carry": "none",
        "opens_on": f"{today}", "closes_on": f"{today}", "mandate": "Besluit", "objection": "Schrijf ons.",
    }  # fmt: skip
    client.post("/beheer/wijkbudget/nieuw/", sent)
    one = Budget.objects.get()
    client.post(f"/beheer/wijkbudget/{one.pk}/middelen/", {
        "direction": "in", "amount": "1.250,00", "reason": "Begroting", "answer_key": str(uuid.uuid4()),
    })  # fmt: skip
    assert balance(one.pk).free == Decimal("1250.00")
    assert client.post("/beheer/wijkbudget/nieuw/", sent).status_code == 422
    assert "1.250,00" in page(client, f"/beheer/wijkbudget/{one.pk}/")
    client.post(f"/beheer/wijkbudget/{one.pk}/sluiten/")
    assert Budget.objects.get().state == "closed"
    client.post("/beheer/wijkbudget/zetels/", {
        "account": str(council.stranger.pk), "function": "member", "decides": "on", "starts_on": f"{today}",
    })  # fmt: skip
    assert Seat.objects.filter(account=council.stranger).count() == 1


def test_the_page_of_a_raad_says_what_it_may_and_is_found_from_its_wijk_and_in_the_sitemap(council, budget):
    raad = council.chair.organisation
    raad.area_codes = [budget.area_code]
    raad.save(update_fields=["area_codes"])
    now = timezone.now()
    meeting = {"kind": "wijkoverleg", "place": "School", "state_since": now, "made_by": "x", "is_public": True}
    later, ends = now + dt.timedelta(days=2), now + dt.timedelta(days=3)
    Meeting.objects.create(
        title="Overleg in Dorp", area_codes=raad.area_codes, starts_at=later, ends_at=ends, **meeting
    )
    raad_meets = {**meeting, "kind": "raad"}
    Meeting.objects.create(
        title="Avond van de raad", area_codes=raad.area_codes, starts_at=later, ends_at=ends, **raad_meets
    )
    Meeting.objects.create(title="Elders", area_codes=["BU00010099"], starts_at=later, ends_at=ends, **meeting)
    text = page(Client(), f"/wijkbudget/raad/{raad.slug}/")
    for said in ("Mandaatbesluit wijkbudgetten", "Schrijf aan burgemeester", "noteert wat wordt betaald",
                 "€\u00a01.000,00, waarvan", "Overleg in Dorp", 'href="/wijk/dorp/"'):  # fmt: skip
        assert said in text, said
    assert "Elders" not in text
    own = text[text.index("Vergaderingen van de raad") : text.index("Andere bijeenkomsten")]
    assert "Avond van de raad" in own
    assert "Overleg in Dorp" not in own
    assert f"/wijkbudget/raad/{raad.slug}/" in page(Client(), "/wijk/dorp/")
    plan, hidden = checked(council, budget), applied(budget)
    pages = page(Client(), "/sitemap.xml")
    for path in (f"/en/wijkbudget/raad/{raad.slug}/", PAGE, f"/wijkbudget/plan/{plan.pk}/"):
        assert f"{path}<" in pages, path
    assert str(hidden.pk) not in pages


def test_a_name_of_the_raad_is_outside_only_when_the_person_says_so(council, budget):
    slug = council.chair.organisation.slug
    assert "Voorzitter" in page(Client(), f"/wijkbudget/raad/{slug}/")
    assert "Vera" not in page(Client(), f"/wijkbudget/raad/{slug}/")
    logged_in(council.chair).post("/beheer/wijkbudget/naam/", {"show": "1"})
    text = page(Client(), f"/wijkbudget/raad/{slug}/")
    assert "Vera" in text
    assert "Piet" not in text
    logged_in(council.chair).post("/beheer/wijkbudget/naam/", {})
    assert "Vera" not in page(Client(), f"/wijkbudget/raad/{slug}/")


def test_a_vote_runs_from_printed_codes_to_an_outcome_for_everybody(council, budget):
    ones = [checked(council, budget, amount) for amount in ("300.00", "200.00")]
    client, now = logged_in(council.member), timezone.localtime()
    client.post(f"/beheer/wijkbudget/{budget.pk}/stemming/", {
        "applications": [str(one.pk) for one in ones], "stake": "300,00", "method": "shares",
        "opens_at": f"{now - dt.timedelta(hours=1):%Y-%m-%dT%H:%M}",
        "closes_at": f"{now + dt.timedelta(hours=1):%Y-%m-%dT%H:%M}",
    })  # fmt: skip
    vote = Vote.objects.get()
    page(Client(), f"/wijkbudget/stemmen/{vote.pk}/", 404)
    made = client.post(f"/beheer/wijkbudget/stemming/{vote.pk}/codes/", {"number": "3"})
    codes = re.findall(r'<strong dir="ltr">([A-Z0-9-]{14})</strong>', made.content.decode())
    assert len(codes) == 3
    assert "no-store" in made["Cache-Control"]
    client.post(f"/beheer/wijkbudget/stemming/{vote.pk}/stap/open/")
    ballot = {"code": codes[0], "plans": ["2"], "answer_key": str(uuid.uuid4())}
    for _ in range(2):
        assert Client().post(f"/wijkbudget/stemmen/{vote.pk}/", ballot).status_code == 302
    again = Client().post(f"/wijkbudget/stemmen/{vote.pk}/", {**ballot, "answer_key": str(uuid.uuid4())})
    assert again.status_code == 422
    assert Code.objects.exclude(used_with=None).count() == 1
    closed(vote)
    logged_in(council.chair).post(f"/beheer/wijkbudget/stemming/{vote.pk}/stap/count/")
    text = page(Client(), f"/wijkbudget/stemmen/{vote.pk}/")
    assert "Er is 1 stem uitgebracht." in text
    assert Application.objects.get(number=2).state == State.GRANTED


def test_while_a_vote_is_open_nobody_sees_how_it_stands(council, budget):
    vote, codes = vote_of(council, budget)
    cast(vote, codes[0], 1)
    for client, path in ((Client(), f"/wijkbudget/stemmen/{vote.pk}/"),
                         (logged_in(council.chair), f"/beheer/wijkbudget/stemming/{vote.pk}/")):  # fmt: skip
        assert "De uitslag" not in page(client, path)


def test_the_account_has_the_same_numbers_on_the_page_and_on_paper_and_they_reconcile(council, budget):
    granted(council, budget)
    text = page(Client(), f"{PAGE}rekening/")
    for amount in ("1.000,00", "300,00", "700,00"):
        assert amount in text
    answer = Client().get(f"{PAGE}rekening.pdf")
    assert answer["Content-Type"] == "application/pdf"
    document = pypdf.PdfReader(io.BytesIO(answer.content))
    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]
    written = " ".join(" ".join(leaf.extract_text() for leaf in document.pages).split())
    for amount in ("1.000,00", "300,00", "700,00"):
        assert amount in written
    assert page(Client(), "/wijkbudget/west/2026/rekening/").count("1.000,00") >= 1
    page(Client(), "/wijkbudget/park/2026/", 404)
    page(Client(), f"{PAGE.replace('2026', '1999')}", 404)


def test_advice_is_asked_given_and_answered_on_the_screen(council):
    manager, member = logged_in(council.manager), logged_in(council.member)
    manager.post("/beheer/wijkbudget/advies/", {
        "council": str(council.chair.organisation_id), "title": "Speelplek", "text": "Waar komt hij?",
        "due_on": f"{timezone.localdate() + dt.timedelta(days=30)}",
    })  # fmt: skip
    one = Advice.objects.get()
    address = f"/beheer/wijkbudget/advies/{one.pk}/"
    page(logged_in(council.people.domijn), address, 404)
    member.post(f"{address}stap/give/", {"words": "Bij het park."})
    assert manager.post(f"{address}stap/answer/", {"followed": "not", "answer": ""}).status_code == 422
    manager.post(f"{address}stap/answer/", {"followed": "not", "answer": "Daar ligt een leiding."})
    text = page(Client(), f"/wijkbudget/advies/{one.pk}/")
    assert "Daar ligt een leiding." in text
    assert "wij volgen het advies niet" in text


def test_another_gemeente_sees_nothing_of_it(council, budget):
    with working(council.manager):
        one = checked(council, budget)
    assert Client().get(f"/wijkbudget/plan/{one.pk}/", headers={"host": "elders.example"}).status_code == 404
