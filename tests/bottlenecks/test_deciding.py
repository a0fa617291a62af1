"""From evidence to a decision with a reason, and who may do what."""

import uuid

import pytest
from django.utils import timezone

from tests.bottlenecks.conftest import DORP, THEME, WORDS, approved, decided, names, proposed, verdict, weighed
from tests.voices.people import told, working
from wens.audit.models import Event, Outgoing
from wens.bottlenecks import actions, queries
from wens.bottlenecks.actions import BottleneckError, Conflict, Description, PointsAtPerson, Proposal, Words
from wens.bottlenecks.models import Bottleneck, Decision, PublicText, State, TextState, Weighing, What
from wens.bottlenecks.rules import NotAllowed
from wens.bottlenecks.states import NoSuchMove
from wens.tenancy.context import Actor, acting
from wens.voices.models import Contribution


def test_a_knelpunt_rests_on_figures_statements_and_contributions_and_each_leads_back(wijk_with_photo):
    wijk = wijk_with_photo
    one = proposed(wijk)
    with working(wijk.people.manager) as by:
        basis = queries.basis_of(one, by)
        kinds = {row.found.kind for row in basis}
        assert kinds == {"figure", "statement", "contribution"}
        assert all(row.found.text and row.found.address for row in basis)
        assert queries.resting_on(source=wijk.told.pk) == [one]
        figure = next(row.row for row in basis if row.row.kind == "figure")
        assert queries.resting_on(photo=figure.photo_id, indicator=figure.indicator) == [one]
        assert queries.resting_on(photo=figure.photo_id, indicator="other") == []


def test_who_was_not_at_the_table_and_does_not_read_contributions_sees_that_there_is_something_and_no_words(wijk):
    Contribution.objects.filter(pk=wijk.told.pk).update(is_public=False)
    one = proposed(wijk)
    with working(wijk.people.analyst) as by:
        basis = queries.basis_of(one, by)
    hidden = [row.found for row in basis if row.found.hidden]
    assert {row.kind for row in hidden} == {"statement", "contribution"}
    assert not any(row.text or row.address for row in hidden)
    assert not [name for name in names(wijk.people.analyst) if name.startswith("s:")]


def test_a_link_made_up_by_hand_is_refused_and_nothing_is_made(wijk):
    secret = told(area_code="BU00010000")
    for name in (f"c:{secret.pk}", f"s:{uuid.uuid4()}", "f:1:made_up", "nonsense"):
        with pytest.raises(BottleneckError, match="niet"):
            proposed(wijk, evidence=[name])
    with pytest.raises(BottleneckError, match="minstens één"):
        proposed(wijk, evidence=[])
    with acting("GM0001", Actor.machine(), rights=["see_bottlenecks"]):
        assert not Bottleneck.objects.exists()


def test_sent_twice_it_is_the_same_knelpunt(wijk):
    of, key = Proposal(DORP, THEME, Description("Afval", "Vuil."), names(wijk.people.manager)[:1]), uuid.uuid4()
    with working(wijk.people.manager) as by:
        assert actions.propose(of=of, by=by, answer_key=key) == actions.propose(of=of, by=by, answer_key=key)
        assert Decision.objects.count() == 1


def test_nothing_is_decided_before_every_criterion_was_weighed(wijk):
    one = proposed(wijk)
    with working(wijk.people.manager) as by:
        with pytest.raises(BottleneckError, match="Weeg eerst: ernst, omvang, ontwikkeling"):
            actions.decide(key=one.pk, of=verdict(), by=by)
        actions.weigh(key=one.pk, answers={"seriousness": "mensen-lopen-gevaar"}, note="", by=by)
        with pytest.raises(BottleneckError, match="Weeg eerst: omvang"):
            actions.decide(key=one.pk, of=verdict(), by=by)
    one = decided(wijk, weighed(wijk, one))
    assert one.state == State.ADOPTED


@pytest.mark.parametrize("what", [What.ADOPT, What.PARK, What.PASS_ON, What.NOT_OURS])
def test_each_decision_has_a_reason_a_trail_and_a_text_that_waits_for_a_second_look(wijk, what):
    one = decided(wijk, weighed(wijk, proposed(wijk)), what)
    with working(wijk.people.manager) as by:
        made = queries.decisions(one)[0]
        assert (made.what, made.reason, made.function) == (what, "Het raakt veel mensen.", "district_manager")
        text = one.texts.get()
        assert (text.state, text.what, text.function) == (TextState.PROPOSED, what, "district_manager")
        with pytest.raises(NotAllowed, match="Vraag een ander"):
            actions.approve(key=text.pk, by=by)
    assert Event.objects.filter(name=f"bottlenecks.decided.{what}").exists()
    assert Outgoing.objects.get(topic="bottlenecks.decided").data == {"bottleneck": str(one.pk), "what": what}
    assert queries.told_about(wijk.told.pk) == []
    text = approved(wijk, one)
    assert queries.told_about(wijk.told.pk) == [text]
    assert Outgoing.objects.get(topic="bottlenecks.text.approved").data == {"text": str(text.pk)}


def test_a_decision_asks_for_what_belongs_to_it(wijk):
    one = weighed(wijk, proposed(wijk))
    wrong = [
        (verdict(What.PASS_ON), "aan wie"),
        (verdict(What.PARK, parked_until=timezone.localdate()), "dag na vandaag"),
        (actions.Verdict(What.ADOPT, " ", WORDS), "waarom"),
        (actions.Verdict(What.ADOPT, "Daarom."), "iedereen mag lezen"),
        (actions.Verdict(What.ADOPT, "Daarom.", Words("Titel", "Tekst", "")), "waarom"),
    ]
    with working(wijk.people.manager) as by:
        for of, words in wrong:
            with pytest.raises(BottleneckError, match=words):
                actions.decide(key=one.pk, of=of, by=by)
        with pytest.raises(NoSuchMove):
            actions.decide(key=one.pk, of=verdict(What.CLOSE), by=by)
        assert Bottleneck.objects.get(pk=one.pk).state == State.PROPOSED
        assert not PublicText.objects.exists()


def test_only_who_has_the_mandate_decides_and_only_a_second_reader_approves(wijk):
    people = wijk.people
    one = weighed(wijk, proposed(wijk, by_whom=people.domijn))
    for account in (people.domijn, people.analyst, people.triage):
        with working(account) as by:
            for do in (
                lambda by=by: actions.decide(key=one.pk, of=verdict(), by=by),
                lambda by=by: actions.weigh(key=one.pk, answers={}, note="", by=by),
                lambda by=by: actions.approve(key=uuid.uuid4(), by=by),
            ):
                with pytest.raises(NotAllowed):
                    do()
    for account in (people.wijkraad, people.privacy):
        with working(account) as by:
            assert queries.bottlenecks() == []
            with pytest.raises(NotAllowed):
                actions.propose(of=Proposal(DORP, THEME, Description("x", "y")), by=by, answer_key=uuid.uuid4())


def test_the_public_and_civic_accounts_read_only_adopted_knelpunten_that_a_second_person_approved(wijk):
    people = wijk.people
    one = weighed(wijk, proposed(wijk))
    decided(wijk, one)
    outside = [(people.wijkraad, None), (None, Actor.public())]

    def read() -> list[list[PublicText]]:
        found = []
        for account, actor in outside:
            if account:
                with working(account):
                    found.append(list(PublicText.objects.all()))
                    assert queries.public_texts([DORP]) == found[-1]
                    assert not Weighing.objects.exists()
            else:
                with acting("GM0001", actor):
                    found.append(list(PublicText.objects.all()))
        return found

    assert read() == [[], []]
    text = approved(wijk, one)
    assert read() == [[text], [text]]
    decided(wijk, one, What.PARK)
    assert read() == [[], []]
    approved(wijk, one)
    with acting("GM0001", Actor.public()):
        assert queries.public_texts([DORP]) == []  # told to who raised it, and no list of what was refused
        assert [row.what for row in queries.told_about(wijk.told.pk)] == ["park"]


def test_two_people_at_once_get_what_it_is_now_and_nothing_is_lost(wijk):
    one = weighed(wijk, proposed(wijk))
    seen = one.version
    with working(wijk.other) as by:
        actions.describe(key=one.pk, of=Description("Afval en vuil", "Veel vuil."), by=by, seen=seen)
    with working(wijk.people.manager) as by, pytest.raises(Conflict) as error:
        actions.decide(key=one.pk, of=verdict(), by=by, seen=seen)
    assert error.value.now.title == "Afval en vuil"


def test_a_text_that_may_point_at_somebody_asks_for_another_look_at_exactly_these_words(wijk):
    of = Proposal(DORP, THEME, Description("Afval", "Meneer Jansen gooit vuil."), names(wijk.people.manager)[:1])
    with working(wijk.people.manager) as by:
        with pytest.raises(PointsAtPerson) as error:
            actions.propose(of=of, by=by, answer_key=uuid.uuid4())
        assert "Jansen" in str(error.value)
        other = Proposal(DORP, THEME, Description("Afval", "Meneer de Vries gooit vuil."), of.evidence)
        with pytest.raises(PointsAtPerson):
            actions.propose(of=other, by=by, answer_key=uuid.uuid4(), looked=error.value.look)
        assert actions.propose(of=of, by=by, answer_key=uuid.uuid4(), looked=error.value.look)


def test_an_urgent_knelpunt_bypasses_the_round_is_announced_at_once_and_may_be_weighed_later(wijk):
    one = proposed(wijk, urgent=True)
    assert one.round is None
    assert one.answer_before > timezone.now()
    assert Outgoing.objects.get(topic="bottlenecks.urgent").data == {"bottleneck": str(one.pk)}
    assert decided(wijk, one).state == State.ADOPTED


def test_a_text_goes_back_is_rewritten_and_shows_only_after_another_look(wijk):
    one = decided(wijk, weighed(wijk, proposed(wijk)))
    text = PublicText.objects.none()
    with working(wijk.other) as by:
        text = one.texts.get()
        actions.send_back(key=text.pk, remark="Schrijf korter.", by=by)
    with working(wijk.people.manager) as by:
        actions.rewrite(key=text.pk, of=Words("Afval", "Vuil.", "Daarom."), by=by)
    text = approved(wijk, one)
    assert (text.title, text.state) == ("Afval", TextState.APPROVED)
    with working(wijk.people.manager) as by:
        actions.take_down(key=text.pk, remark="Er staat een fout in.", by=by)
    assert queries.told_about(wijk.told.pk) == []


def test_the_last_thing_it_rests_on_stays(wijk):
    one = proposed(wijk, evidence=names(wijk.people.manager)[:2])
    with working(wijk.people.manager) as by:
        first, second = list(one.evidence.all())
        actions.drop_evidence(key=one.pk, row=first.pk, by=by)
        with pytest.raises(BottleneckError, match="rust altijd op iets"):
            actions.drop_evidence(key=one.pk, row=second.pk, by=by)
        actions.add_evidence(key=one.pk, evidence=names(wijk.people.manager), by=by)
        assert one.evidence.count() == len(names(wijk.people.manager))
