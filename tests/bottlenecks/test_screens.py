"""The screens of knelpunten and places as their users see them."""

import re
import uuid

import pytest
from django.test import Client
from django.utils import timezone

from tests.bottlenecks.conftest import DORP, approved, decided, names, proposed, weighed
from tests.meetings.conftest import plan, sent, take_in
from tests.meetings.test_screens import log_in
from tests.voices.people import told, working
from wens.audit.models import Event
from wens.bottlenecks import actions, queries
from wens.bottlenecks.actions import Description, NewPlace
from wens.bottlenecks.models import Bottleneck, Place, PublicText, RuleSet, State, TextState
from wens.bottlenecks.queries import criteria_now
from wens.meetings import actions as meetings
from wens.publication import caching
from wens.voices.models import Contribution


@pytest.fixture(autouse=True)
def _one_step(settings):
    settings.WENS = settings.WENS.model_copy(update={"second_factor": "optional"})
    caching.shelf.clear()
    yield
    caching.shelf.clear()


def at(one, *more: str) -> str:
    return "/".join(["/beheer", "overlast" if isinstance(one, Place) else "knelpunten", str(one.pk), *more, ""])


def typed(**other: str) -> dict[str, str]:
    return {"title": "Afval", "text": "Vuil blijft liggen.", "public_reason": "Het raakt velen.",
            "reason": "Besproken.", **other}  # fmt: skip


def read(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def only(**rows) -> object:
    with working(rows.pop("by")):
        return rows.pop("model").objects.get(**rows)


def test_a_partner_proposes_and_a_director_weighs_sees_what_changes_decides_and_another_approves(wijk):
    people = wijk.people
    partner, director = log_in(people.domijn), log_in(people.manager)
    page = f"/beheer/knelpunten/nieuw/{DORP}/living/"
    form = read(partner.get(page))
    assert all(words in form for words in ("Grof vuil blijft liggen.", "Er ligt vaak afval.", "Wat bewoners vertellen"))
    key = {"key": str(uuid.uuid4()), "evidence": names(people.domijn)}
    wrong = partner.post(page, {**key, "title": "Afval", "nature": "Mevrouw Pietersen gooit vuil."})
    assert wrong.status_code == 422
    sign = re.search(r'name="looked" value="([0-9a-f]{16})"', read(wrong))
    assert sign
    assert "Mevrouw Pietersen" in read(wrong)
    assert partner.post(page, {**key, "title": "Afval", "nature": "Grof vuil blijft liggen."}).status_code == 302
    one = only(by=people.manager, model=Bottleneck)
    assert partner.get(at(one, "oppakken")).status_code == 403
    early = director.post(at(one, "oppakken"), typed(seen=str(one.version)))
    assert early.status_code == 422
    assert "Weeg eerst" in read(early)
    answers = {f"c-{row.key}": row.options[0].key for row in criteria_now()}
    preview = read(director.post(at(one, "wegen"), {**answers, "preview": "1"}))
    assert "Ernst wordt: Mensen lopen gevaar (pleit voor oppakken)." in preview
    assert director.post(at(one, "wegen"), {**answers, "seen": "0"}).status_code == 302
    assert director.post(at(one, "oppakken"), typed(seen="1")).status_code == 302
    shown = read(director.get(at(one)))
    assert all(words in shown for words in ("Pleit voor oppakken", "Besproken.", "wacht op een tweede lezer"))
    text = only(by=people.manager, model=PublicText)
    own = read(director.get(f"/beheer/knelpunten/teksten/{text.pk}/"))
    assert "Een ander leest haar na" in own
    assert "goedkeuren" not in own
    other = log_in(wijk.other)
    assert other.post(f"/beheer/knelpunten/teksten/{text.pk}/goedkeuren/", {"seen": "0"}).status_code == 302
    assert only(by=people.manager, model=PublicText).state == TextState.APPROVED
    assert Event.objects.filter(name="bottlenecks.evidence.read").exists()


def test_two_people_at_once_see_both_versions_and_nothing_is_lost(wijk):
    one = weighed(wijk, proposed(wijk))
    with working(wijk.other) as by:
        actions.describe(key=one.pk, of=Description("Heel ander", "Veel vuil."), by=by)
    answer = log_in(wijk.people.manager).post(at(one, "oppakken"), typed(seen=str(one.version), reason="Mijn reden."))
    assert answer.status_code == 409
    page = read(answer)
    assert all(words in page for words in ("Zo is het nu", "Heel ander", "Dit schreef u", "Mijn reden."))
    assert f'name="seen" value="{one.version + 1}"' in page
    again = log_in(wijk.people.manager).post(at(one, "oppakken"), typed(seen=str(one.version + 1)))
    assert again.status_code == 302


def test_who_may_not_see_knelpunten_gets_nothing_and_an_analyst_sees_no_words_of_the_table(wijk):
    one = proposed(wijk)
    for account in (wijk.people.wijkraad, wijk.people.privacy):
        assert log_in(account).get("/beheer/knelpunten/").status_code == 403
        assert log_in(account).get(at(one)).status_code == 403
    page = read(log_in(wijk.people.analyst).get(at(one)))
    assert "Alleen voor wie was uitgenodigd" in page
    assert "Achterpad, elke week" not in page
    assert "Wat kunt u doen?" not in page


def test_the_weighing_of_a_wijk_shows_the_knelpunten_per_theme(wijk):
    one = proposed(wijk)
    page = read(log_in(wijk.people.manager).get(f"/beheer/knelpunten/wegen/{DORP}/"))
    assert f"{one.number}. Afval" in page
    assert "nog geen dossier getekend" in page
    assert "Stel een knelpunt voor" in page
    assert log_in(wijk.people.manager).get("/beheer/knelpunten/wegen/niets/").status_code == 404
    with working(wijk.people.manager) as by:
        table = meetings.plan_meeting(of=plan(), by=by)
        meetings.invite(meeting=table.pk, organisation=wijk.people.domijn.organisation_id, by=by)
    take_in(table, wijk.people.domijn, sent(uuid.uuid4(), theme="living", nature="Er ligt glas."))
    page = read(log_in(wijk.people.manager).get(f"/beheer/knelpunten/wegen/{DORP}/"))
    assert "staat 1 inbreng klaar. Die telt hier pas mee als de tafel is geweest." in page
    assert "inbreng klaar" not in read(log_in(wijk.people.analyst).get(f"/beheer/knelpunten/wegen/{DORP}/"))


def test_another_version_of_the_criteria_says_beforehand_what_it_changes(wijk):
    one = weighed(wijk, proposed(wijk))
    director = log_in(wijk.people.manager)
    form = director.get("/beheer/knelpunten/regels/criteria/nieuw/")
    given = {
        "regel-TOTAL_FORMS": "2", "regel-INITIAL_FORMS": "1", "regel-0-key": "seriousness", "regel-0-name": "Ernst",
        "regel-0-question": "Hoe erg?", "regel-0-options": "= Mensen lopen gevaar\n- Het valt mee", "seen": "1",
        "why": "Afgesproken in het college.",
    }  # fmt: skip
    assert form.status_code == 200
    preview = read(director.post("/beheer/knelpunten/regels/criteria/nieuw/", {**given, "preview": "1"}))
    assert f"{one.number}. Afval" in preview
    assert "Ernst was: Mensen lopen gevaar (pleit voor oppakken)" in preview
    assert "Invloed telt niet meer mee" in preview
    assert RuleSet.objects.count() == 1
    wrong = director.post("/beheer/knelpunten/regels/criteria/nieuw/", {**given, "regel-0-options": "Zomaar"})
    assert wrong.status_code == 422
    assert "begin met +" in read(wrong)
    assert director.post("/beheer/knelpunten/regels/criteria/nieuw/", given).status_code == 302
    assert director.post("/beheer/knelpunten/regels/criteria/nieuw/", given).status_code == 409
    shown = read(director.get(at(one)))
    assert "De criteria zijn sindsdien veranderd" in shown
    assert "met versie 1 van de criteria" in shown


def test_a_place_above_the_norm_goes_from_talking_to_an_evaluation_with_a_role_per_partner(wijk):
    for day in range(6):
        one = told(
            area_code="BU00010000", subject="gathering", street="Kade", at=timezone.now() - timezone.timedelta(days=day)
        )
        Contribution.objects.filter(pk=one.pk).update(state="in_triage", cleaned_text="Herrie.", cleaned_by="x")
    people = wijk.people
    director, police = log_in(people.manager), log_in(people.police)
    page = read(director.get("/beheer/overlast/"))
    assert "Kade, Dorp" in page
    assert "6 meldingen in 8 weken" in page
    assert "Dat is een vraag, nog geen conclusie" in page
    assert "Hier is een norm overschreden" not in read(police.get("/beheer/overlast/"))
    new = {"area": DORP, "norm": "groups", "fact": "Zes meldingen.", "origin": "Meldingen", "count": "6"}
    house = director.post("/beheer/overlast/nieuw/", {**new, "key": str(uuid.uuid4()), "name": "Kade 12"})
    assert house.status_code == 422
    assert "geen huisnummer" in read(house)
    assert (
        director.post("/beheer/overlast/nieuw/", {**new, "key": str(uuid.uuid4()), "name": "Kade"}).status_code == 302
    )
    place = only(by=people.manager, model=Place)
    assert "6 meldingen in 8 weken" not in read(director.get("/beheer/overlast/"))
    assert director.post(at(place, "gesprek"), {"words": "Wij praten met de groep."}).status_code == 302
    refused = director.post(at(place, "afspraken"), {"words": "Wij maken afspraken."})
    assert refused.status_code == 422
    assert "Spreek eerst af wie wat doet" in read(refused)
    role = {"role": "police", "partner": str(people.police.organisation_id), "task": "Loop langs.",
            "due_on": timezone.localdate().isoformat()}  # fmt: skip
    assert director.post(at(place, "rol"), role).status_code == 302
    assert "rol van een partner. Politie: Loop langs." in read(director.get(at(place)))
    with working(people.manager):
        row = place.roles.get()
    log_in(people.domijn).post(at(place, "rol", str(row.pk)), {"state": "done"})
    with working(people.manager):
        assert place.roles.get().state == "asked"
    assert police.post(at(place, "rol", str(row.pk)), {"state": "done", "seen": "0"}).status_code == 302
    with working(people.manager):
        assert place.roles.get().state == "done"
    for what, words in (("afspraken", "Stil na tien uur."), ("maatregelen", "Meer licht."), ("evaluatie", "Kijken.")):
        assert director.post(at(place, what), {"words": words}).status_code == 302
    ending = {"words": "Klaar.", "outcome": "better"}
    assert director.post(at(place, "afronden"), ending).status_code == 422
    told_them = typed(title="De Kade", text="Het is er rustiger.")
    assert director.post(at(place, "bewoners"), told_them).status_code == 302
    assert director.post(at(place, "afronden"), {**ending, "evaluation": "Minder klachten."}).status_code == 302
    assert "Het is beter" in read(director.get(at(place)))


def test_the_page_of_the_wijk_shows_what_was_taken_up_and_names_nobody(wijk):
    one = decided(wijk, weighed(wijk, proposed(wijk)))
    with working(wijk.people.manager) as by:
        place = actions.notice(
            of=NewPlace(DORP, "Kade", "groups", "Drie partners zien het.", "Ronde tafel"),
            by=by,
            answer_key=uuid.uuid4(),
        )
        actions.tell_residents(
            key=place.pk, of=actions.Words("De Kade", "Wij praten met elkaar.", "Er is veel overlast."), by=by
        )
    assert "Wat wij als knelpunt oppakken" not in read(Client().get("/wijk/dorp/"))
    approved(wijk, one)
    with working(wijk.other) as by:
        actions.approve(key=place.texts.get().pk, by=by)
    caching.shelf.clear()
    page = read(Client().get("/wijk/dorp/"))
    assert all(words in page for words in ("Afval in de achterpaden", "Veel mensen hebben er last van.", "De Kade",
                                           "de functie stadsdeelmanager", "ernst, omvang"))  # fmt: skip
    assert "Stan" not in page
    assert "Besproken." not in page
    caching.shelf.clear()
    assert "seriousness, extent" in read(Client().get("/en/wijk/dorp/"))
    with working(wijk.people.manager):
        assert queries.adopted([DORP]) == [Bottleneck.objects.get(state=State.ADOPTED)]
