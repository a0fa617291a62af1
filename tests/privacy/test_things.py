"""A request reaches everything that is kept of somebody: an application for money, news by mail, any text."""

import datetime as dt
import re
import uuid
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from tests.privacy.planting import plant
from wens.access.rules import rights_of
from wens.audit.models import Event
from wens.budgets import actions as budgets
from wens.budgets.models import ApplicantContact, Application, Budget, Decision, Original
from wens.districts.actions import subscribe
from wens.districts.actions.subscribing import address_of
from wens.districts.models import Subscription, Version
from wens.initiatives.models import Initiative, InitiatorContact, Reach, Supporter
from wens.initiatives.models import Original as Idea
from wens.privacy.actions.deciding import (
    correct_found,
    decide_found,
    erase_found,
    keep_found,
    restrict_found,
    strike_found,
)
from wens.privacy.actions.replaying import replay
from wens.privacy.actions.requests import NotAllowed, RequestError
from wens.privacy.copies import copy_of, copy_paper
from wens.privacy.finding import address_tables, find
from wens.privacy.models import Erased, Found
from wens.privacy.names import NAMES
from wens.privacy.places import APPS, places
from wens.privacy.retention.running import RIGHTS
from wens.privacy.things import KINDS
from wens.privacy.things.kind import ALWAYS, Kind, Outcome
from wens.tenancy.context import Actor, acting
from wens.tenancy.security import COVENANT_RIGHT
from wens.voices.actions.keys import sealed_tables
from wens.voices.sealing import seal

OF_ITSELF = {
    "tenancy", "areas", "audit", "organisations", "access", "intake", "facts", "figures", "releases", "photos",
    "privacy", "followup", "publication", "site",
}  # fmt: skip
"""Packages in which nobody writes about others: figures, accounts, letters made from what stands elsewhere."""
NO_THING = {"followup.LinkRequest", "privacy.Request"}
"""Sealed addresses that are no thing to ask about: a letter that goes out at once, the requests themselves."""


@pytest.fixture
def desk(officer, home):
    """Act as the officer on the page of a request."""
    with acting("GM0153", officer.as_actor(), rights={*rights_of(officer), *RIGHTS}) as now:
        yield now.actor


@pytest.fixture
def applied(officer, home):
    """Return what applies for money as a resident."""

    def made(*, email="jan@example.nl", state=""):
        with acting("GM0153", Actor.machine(), rights=RIGHTS):
            today = timezone.localdate()
            budget = plant(
                Budget,
                opens_on=today,
                closes_on=today + dt.timedelta(days=9),
                most_each=None,
                mandate="M",
                objection="O",
            )
            asked = budgets.Asked(
                kind="resident", title="Bankje", about="Voor mijn vader Jan Bos.", costs="100", amount=Decimal(100),
                name="Jan Bos", email=email,
            )  # fmt: skip
            sent = budgets.apply(budget=budget, asked=asked, answer_key=uuid.uuid4(), by=Actor.public())
            if state:
                Application.objects.filter(pk=sent.application.pk).update(state=state, title="Een bankje")
            return sent

    return made


@pytest.fixture
def news(officer, home, monkeypatch):
    """Somebody who wants the news of a wijk."""
    monkeypatch.setattr("wens.districts.actions.subscribing.area_by_code", lambda _code: object())
    with acting("GM0153", Actor.public(), rights=RIGHTS):
        return subscribe(
            area_code="BU01530001", email="jan@example.nl", language="nl", key=uuid.uuid4(), by=Actor.public()
        )


def belongs(request, thing, key, by):
    """Add a thing to a request and return its line there."""
    keep_found(request=request.pk, things=[(thing, key)], by=by)
    return Found.objects.get(key=key).pk


def test_one_address_finds_what_was_told_what_was_asked_and_the_news(desk, tell, applied, news, request_in_hand):
    told, sent, one = tell("Lawaai.", email="jan@example.nl").contribution, applied(), request_in_hand("access")
    found = find(request=one, email="JAN@example.nl", by=desk)
    assert {(hit.thing, hit.key) for hit in found} == {
        ("voices.Contribution", told.pk),
        ("budgets.Application", sent.application.pk),
        ("districts.Subscription", news.pk),
    }
    (hit,) = find(request=one, code=sent.code.lower(), by=desk)
    assert (hit.label.rpartition(" ")[0], "ontvangen" in hit.excerpt) == ("aanvraag voor het wijkbudget", True)
    assert find(request=one, email="piet@example.nl", by=desk) == []
    assert "jan@" not in str(list(Event.objects.values_list("data", "subject")))


def test_who_is_no_privacy_officer_finds_nothing_whatever_the_database_would_give(applied, request_in_hand, officer):
    applied()
    one = request_in_hand("access")
    with acting("GM0153", officer.as_actor(), rights=set(RIGHTS) - {"handle_privacy_requests"}) as now:
        with pytest.raises(NotAllowed):
            find(request=one, email="jan@example.nl", by=now.actor)
        with pytest.raises(NotAllowed):
            copy_of(one, by=now.actor)


def test_the_copy_holds_the_application_and_the_news_with_why_they_are_kept(desk, applied, news, request_in_hand):
    one = request_in_hand("access")
    for thing, key in (("budgets.Application", applied().application.pk), ("districts.Subscription", news.pk)):
        decide_found(request=one.pk, found=belongs(one, thing, key, desk), outcome="given", by=desk)
    copy = copy_of(one, by=desk)
    (application,), (subscription,) = copy["applications"], copy["subscriptions"]
    assert (application["name"], application["about"]) == ("Jan Bos", "Voor mijn vader Jan Bos.")
    assert (subscription["email"], copy["contributions"]) == ("jan@example.nl", [])
    assert {"Wijkbudget en zetels in wijkraden"} <= {purpose["name"] for purpose in copy["purposes"]}
    said = str(copy_paper(copy, one, "Enschede").blocks)
    assert "Voor mijn vader" in said
    assert "niets over u gevonden" not in said


def test_who_is_named_in_an_application_gets_nothing_of_who_applied(desk, applied, request_in_hand):
    one = request_in_hand("access", "third_person")
    row = belongs(one, "budgets.Application", applied(state="granted").application.pk, desk)
    decide_found(request=one.pk, found=row, outcome="given", by=desk)
    (copied,) = copy_of(one, by=desk)["applications"]
    assert copied["public_title"] == "Een bankje"
    assert "Jan" not in str(copied)
    assert "example.nl" not in str(copied)


def test_other_details_of_an_applicant_and_another_address_for_the_news(desk, applied, news, request_in_hand):
    one, key = request_in_hand("correction"), applied(state="checked").application.pk
    row = belongs(one, "budgets.Application", key, desk)
    with pytest.raises(budgets.BudgetError, match="geen e-mailadres"):
        correct_found(request=one.pk, found=row, said={"email": "x"}, by=desk)
    with pytest.raises(budgets.BudgetError, match="Vul in"):
        correct_found(request=one.pk, found=row, said={"email": " "}, by=desk)
    said = {"title": "Twee bankjes", "email": "bos@example.nl", "telephone": ""}
    correct_found(request=one.pk, found=row, said=said, by=desk)
    reach = budgets.opened(ApplicantContact.objects.get(application=key))
    assert (reach.name, reach.email, Application.objects.get(pk=key).title) == (
        "Jan Bos", "bos@example.nl", "Twee bankjes",
    )  # fmt: skip
    line = belongs(one, "districts.Subscription", news.pk, desk)
    correct_found(request=one.pk, found=line, said={"email": "Bos@example.nl"}, by=desk)
    assert address_of(Subscription.objects.get(pk=news.pk)) == "bos@example.nl"
    assert "example.nl" not in str(list(Event.objects.values_list("data", "subject")))


@pytest.mark.parametrize(("state", "after"), [("received", "withdrawn"), ("checked", "withdrawn"), ("done", "done")])
def test_who_applied_is_erased_and_the_decision_stays(desk, applied, request_in_hand, state, after):
    one, key = request_in_hand(), applied(state=state).application.pk
    with acting("GM0153", Actor.machine(), rights=RIGHTS):
        plant(Decision, application=key, reason="Goed plan.")
    erase_found(
        request=one.pk, found=belongs(one, "budgets.Application", key, desk), ground="consent_withdrawn", by=desk
    )
    assert not ApplicantContact.objects.exists()
    assert not Original.objects.exists()
    assert (Application.objects.get(pk=key).state, Decision.objects.get().reason) == (after, "Goed plan.")
    assert find(request=one, email="jan@example.nl", by=desk) == []
    assert KINDS["budgets.Application"].line(key) is None


def test_an_applicant_whom_the_raad_has_to_pay_is_not_erased_yet(desk, applied, request_in_hand):
    one, key = request_in_hand(), applied(state="granted").application.pk
    row = belongs(one, "budgets.Application", key, desk)
    with pytest.raises(budgets.BudgetError, match="geld toegezegd"):
        erase_found(request=one.pk, found=row, ground="consent_withdrawn", by=desk)
    assert ApplicantContact.objects.count() == 1
    assert not Erased.objects.exists()


def test_after_a_restore_applicant_and_address_are_erased_again(
    desk, applied, news, request_in_hand, django_capture_on_commit_callbacks
):
    one, sent = request_in_hand("objection"), applied(state="done")
    kept = list(Original.objects.all()), list(Subscription.objects.all())
    with django_capture_on_commit_callbacks(execute=True):
        for thing, key in (("budgets.Application", sent.application.pk), ("districts.Subscription", news.pk)):
            erase_found(request=one.pk, found=belongs(one, thing, key, desk), ground="objection", by=desk)
    for rows in kept:  # an older database
        type(rows[0]).objects.bulk_create(rows)
    with acting("GM0153", Actor.machine(), rights=RIGHTS), django_capture_on_commit_callbacks(execute=True):
        assert (replay(by=Actor.machine()), replay(by=Actor.machine())) == (2, 0)
        assert not Original.objects.exists()
        assert not Subscription.objects.exists()


def test_a_name_goes_from_a_text_on_the_site_that_was_signed(desk, request_in_hand):
    with acting("GM0153", Actor.machine(), rights=RIGHTS):
        key = plant(Version, said={"title": "Feest", "text": "Bel Jan Bos voor de sleutel."}, area_codes=["x"])
    one = request_in_hand("objection", "third_person")
    (hit,) = find(request=one, words="jan bos", by=desk)
    assert (hit.key, hit.where, hit.label[:14]) == (key, "tekst op de site", "tekst op de si")
    row = belongs(one, hit.thing, hit.key, desk)
    strike_found(request=one.pk, found=row, passages="Jan Bos", ground="objection", by=desk)
    assert "Jan" not in str(Version.objects.get(pk=key).said)
    with pytest.raises(RequestError, match="haal de woorden weg"):
        erase_found(request=one.pk, found=row, ground="objection", by=desk)
    with pytest.raises(RequestError, match="haal de woorden weg"):
        restrict_found(request=one.pk, found=row, by=desk)


def test_everything_that_the_second_lock_keeps_apart_opens_for_retention_and_for_a_request(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(qual, '') || coalesce(with_check, '') FROM pg_policies")
        policies = " ".join(row[0] for row in cursor.fetchall())
    asked = set(re.findall(r"'(\w+)'(?:::text)? = ANY \(string_to_array\(current_setting\('wens\.rights'", policies))
    assert {"read_originals", "read_applicants", COVENANT_RIGHT} <= asked
    assert asked <= set(RIGHTS)


def test_who_brought_an_initiative_or_supports_one_is_found_and_erased(desk, request_in_hand):
    with acting("GM0153", Actor.machine(), rights=RIGHTS):
        one = plant(Initiative, state="open", title="Geveltuinen", about="Groen", kind="resident")
        plant(Idea, initiative=one, about="Ik ben Jan Bos")
        backer = plant(Supporter, initiative=one, digest="x")
        for model, key in ((InitiatorContact, one), (Reach, backer)):
            sealed = {name: seal(text, bound_to=str(key)) for name, text in (("name", "Jan"), ("email", "jan@x.nl"))}
            owner = "initiative" if model is InitiatorContact else "supporter"
            data = {name: one.data for name, one in sealed.items()}
            plant(model, **{owner: key}, **data, sealed_with=sealed["email"].key_id)
    asked = request_in_hand("erasure")
    hits = find(request=asked, email="jan@x.nl", by=desk)
    assert {(hit.thing, hit.key) for hit in hits} == {
        ("initiatives.Initiative", one),
        ("initiatives.Supporter", backer),
    }
    copied = [KINDS[hit.thing].copy(hit.key, for_third=False) for hit in hits]
    assert [row["email"] for row in copied] == ["jan@x.nl", "jan@x.nl"]
    assert all(KINDS[hit.thing].paper(row) for hit, row in zip(hits, copied, strict=True))
    for hit in hits:
        row = belongs(asked, hit.thing, hit.key, desk)
        erase_found(request=asked.pk, found=row, ground="consent_withdrawn", by=desk)
        assert KINDS[hit.thing].line(hit.key) is None
    assert find(request=asked, email="jan@x.nl", by=desk) == []
    assert Initiative.objects.get().title == "Geveltuinen"


def test_every_package_with_tables_is_searched_for_names_or_nobody_writes_in_it():
    packages = {config.label for config in apps.get_app_configs() if config.name.startswith("wens.") and config.models}
    assert packages <= {*APPS, *OF_ITSELF}
    assert not {*APPS} & OF_ITSELF


def test_every_sealed_address_is_of_something_that_can_be_asked_about():
    sealed = {model._meta.label for model, fields in sealed_tables().items() if "email" in fields}
    assert sealed - {table.model._meta.label for table in address_tables()} == NO_THING
    assert {table.thing for table in address_tables()} <= set(KINDS)


def test_everything_that_is_found_has_a_name_and_every_kind_does_what_it_says_it_can():
    assert {place.model._meta.label for place in places()} <= set(NAMES)
    assert {place.thing for place in places()} <= {*KINDS, *NAMES}
    needed = {
        Outcome.GIVEN: "copy", Outcome.CORRECTED: "correct", Outcome.RESTRICTED: "restrict", Outcome.ERASED: "erase",
    }  # fmt: skip
    for kind in KINDS.values():
        for outcome, method in needed.items():
            assert (outcome in kind.can) == (getattr(type(kind), method) is not getattr(Kind, method)), kind.label
        assert bool(kind.section) == (Outcome.GIVEN in kind.can)
        assert bool(kind.erasing_does) == (Outcome.ERASED in kind.can)
        assert kind.can & ALWAYS
