"""Support without an account: each confirmed address once, and nothing of it readable but what a helper wants."""

import re
import uuid

import pytest
from django.urls import reverse

from tests.initiatives.conftest import PUBLIC, backed, opened, person
from tests.voices.people import working
from wens.audit.models import Outgoing
from wens.followup.composing import make_up
from wens.followup.models import Letter
from wens.followup.topics import follow
from wens.initiatives import actions, queries
from wens.initiatives.actions import InitiativeError, Voice
from wens.initiatives.hashing import is_token, token_of
from wens.initiatives.models import Initiative, Reach, Supporter
from wens.initiatives.rules import NotAllowed
from wens.initiatives.showing import shown
from wens.tenancy.context import acting, current_gemeente


def counted(one: Initiative) -> tuple[int, int]:
    """How many support and help, as the page says."""
    found = queries.initiative(one.pk)
    assert found
    (page,) = shown([found])
    return page.backed, page.helped


def asked(one: Initiative, email: str = "a@example.nl", kind: str = "supports") -> uuid.UUID:
    """Support that was not confirmed yet."""
    key = uuid.uuid4()
    actions.support(initiative=one.pk, voice=Voice(kind=kind, person=person(email=email)), answer_key=key, by=PUBLIC)
    return key


def test_an_address_counts_once_when_it_was_confirmed_and_is_not_kept(people):
    one = opened(people)
    key = asked(one)
    assert counted(one) == (0, 0)
    assert asked(one, "A@example.nl ") != key
    assert Supporter.objects.count() == 1, "one letter a day for an address"
    for _ in range(2):
        assert actions.confirm(supporter=key, by=PUBLIC) == one
    assert counted(one) == (1, 0)
    assert not Reach.objects.exists()
    assert "example" not in str(Supporter.objects.values())
    backed(one, "b@example.nl", "helps")
    assert counted(one) == (2, 1)
    assert actions.take_back(supporter=key, by=PUBLIC)
    assert not actions.take_back(supporter=key, by=PUBLIC)
    assert counted(one) == (1, 1)


def test_who_supported_and_later_helps_is_still_one_person(people):
    one = opened(people)
    first = backed(one, "a@example.nl")
    Supporter.objects.filter(pk=first.pk).update(asked_at="2020-01-01T00:00Z")
    backed(one, "a@example.nl", "helps")
    assert counted(one) == (1, 1)


def test_one_address_looks_different_at_each_initiative(people):
    assert backed(opened(people), "a@example.nl").digest != backed(opened(people), "a@example.nl").digest


def test_a_helper_reaches_who_brought_it_only_through_the_gemeente(people):
    sent_to = opened(people)
    helper = backed(sent_to, "hulp@example.nl", "helps", name="Hanna Hulp")
    with working(people.domijn) as by:
        assert not Reach.objects.exists()
        with pytest.raises(NotAllowed):
            actions.show_helpers(initiative=sent_to.pk, by=by)
        with pytest.raises(NotAllowed):
            actions.pass_on(supporter=helper.pk, by=by)
    assert actions.helpers_of(sent_to, passed_on=True) == []
    with working(people.manager) as by:
        ((_reach, opened_),) = actions.show_helpers(initiative=sent_to.pk, by=by)
        assert (opened_.name, opened_.offer) == ("Hanna Hulp", "Ik kan spitten.")
        for _ in range(2):
            actions.pass_on(supporter=helper.pk, by=by)
    assert len(actions.helpers_of(sent_to, passed_on=True)) == 1
    assert Outgoing.objects.filter(topic="initiatives.helper.passed_on").count() == 1


def test_what_does_not_run_takes_no_support_and_numbers_stay_at_the_end(people):
    one = opened(people)
    key = asked(one, "b@example.nl")
    backed(one, "a@example.nl")
    with working(people.manager) as by:
        actions.stop(initiative=one.pk, words="Niemand kon.", by=by)
    with pytest.raises(InitiativeError, match="gestopt"):
        asked(one, "c@example.nl")
    assert actions.confirm(supporter=key, by=PUBLIC) is None
    Supporter.objects.all().delete()
    assert counted(one) == (1, 0)


def test_letters_go_to_who_they_are_for_and_name_nobody(people, settings):
    settings.WENS = settings.WENS.model_copy(update={"mail_from": "wens@example.nl"})
    one = opened(people)
    key = asked(one, "hulp@example.nl", "helps")
    for row in Outgoing.objects.order_by("pk"):
        follow(row)
    with acting(current_gemeente(), PUBLIC, rights={"read_contacts"}):
        ready = {letter.kind: make_up(letter) for letter in Letter.objects.all()}
    assert set(ready) == {"idea", "idea_moved", "idea_confirm"}
    assert ready["idea_moved"].recipient == "jo@example.nl"
    assert ready["idea_confirm"].recipient == "hulp@example.nl"
    path = reverse("initiatives-public:confirm", args=[key, token_of("confirm", key)])
    text = ready["idea_confirm"].message.get_body(("plain",)).get_content()
    assert path in re.sub(r"\s", "", text)
    assert not any("Jansen" in str(one.message) or "oestuin" in str(one.message) for one in ready.values())


def test_a_made_up_link_is_refused_whatever_it_holds(people):
    key = uuid.uuid4()
    assert is_token(token_of("confirm", key), "confirm", key)
    for said in ("", "é", token_of("confirm", uuid.uuid4()), token_of("stop", key)):
        assert not is_token(said, "confirm", key)
