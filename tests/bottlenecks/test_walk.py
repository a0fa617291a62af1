"""The walk: round table → three sources side by side → knelpunt → decision → a letter to who raised it."""

import uuid

import pytest
from django.test import Client

from tests.bottlenecks.conftest import DORP
from tests.bottlenecks.test_screens import at, only, read, typed
from tests.meetings.test_screens import log_in
from tests.rounds.conftest import closed, second, started, table_held
from tests.voices.people import working
from wens.audit.models import Outgoing
from wens.bottlenecks import queries
from wens.bottlenecks.material import material
from wens.bottlenecks.models import Bottleneck, PublicText, State
from wens.bottlenecks.queries import criteria_now
from wens.followup.actions.outbox import RIGHTS
from wens.followup.models import Letter
from wens.followup.topics import follow
from wens.publication import caching
from wens.rounds.models import Round
from wens.tenancy.context import Actor, acting
from wens.voices.actions import contributing
from wens.voices.actions.contributing import Reachable, Told
from wens.voices.models import Contribution
from wens.voices.models import State as VoiceState


def deliver() -> None:
    """Make what follows from everything that was announced, as the worker does; the fixtures hold the transaction."""
    with acting("GM0001", Actor.job("test"), rights=RIGHTS):
        for row in Outgoing.objects.order_by("at"):
            follow(row)


@pytest.mark.slow
def test_from_the_round_table_to_a_letter_to_who_raised_it(photographed, settings):
    settings.WENS = settings.WENS.model_copy(update={"second_factor": "optional", "mail_from": "wens@example.nl"})
    caching.shelf.clear()
    staff, other = photographed, second(photographed)
    with acting("GM0001", Actor.public()):
        told = Told(area_code="BU00010000", text="Er ligt vaak vuil in het achterpad.", subject="rubbish",
                    reachable=Reachable(email="bewoner@voorbeeld.nl", updates="at_once"))  # fmt: skip
        sent = contributing.contribute(told=told, answer_key=uuid.uuid4(), by=Actor.public())
    Contribution.objects.filter(pk=sent.contribution.pk).update(
        state=VoiceState.IN_TRIAGE, cleaned_text="Er ligt vaak vuil.", cleaned_by="x", is_public=True, theme="living"
    )
    one_round = started(staff)
    table_held(staff)
    closed(one_round, staff.manager)
    director = log_in(staff.manager)
    assert log_in(other).post(f"/beheer/rondes/{one_round.pk}/ronde/sign/", {}).status_code == 302
    assert Round.objects.get(pk=one_round.pk).signed_at

    matrix = read(director.get(f"/beheer/knelpunten/wegen/{DORP}/"))
    assert "Dit is dossier 1" in matrix
    assert all(words in matrix for words in ("Grof vuil blijft liggen.", "Er ligt vaak vuil.", "Wijst op problemen"))
    page = f"/beheer/knelpunten/nieuw/{DORP}/living/"
    with working(staff.manager) as by:
        rests = [one.name for one in material(DORP, "living", by)]
    said = {"key": str(uuid.uuid4()), "evidence": rests, "title": "Afval", "nature": "Grof vuil blijft liggen."}
    assert director.post(page, said).status_code == 302
    one = only(by=staff.manager, model=Bottleneck)
    assert one.round == one_round.pk
    with working(staff.manager) as by:
        assert {row.found.kind for row in queries.basis_of(one, by)} == {"figure", "statement", "contribution"}
    answers = {f"c-{row.key}": row.options[0].key for row in criteria_now()}
    assert director.post(at(one, "wegen"), {**answers, "seen": "0"}).status_code == 302
    parked = typed(seen="1", parked_until="2999-01-01", public_reason="Eerst komt er een plan.", reason="Wacht.")
    assert director.post(at(one, "bewaren"), parked).status_code == 302

    deliver()
    with acting("GM0001", Actor.machine()):
        assert not Letter.objects.filter(kind__in=["weighed", "raised"]).exists()
    own = f"/volg/{sent.code}/"
    assert "Eerst komt er een plan." not in read(Client().get(own))
    text = only(by=other, model=PublicText)
    assert log_in(other).post(f"/beheer/knelpunten/teksten/{text.pk}/goedkeuren/", {"seen": "0"}).status_code == 302
    deliver()
    deliver()
    with acting("GM0001", Actor.machine()):
        assert [one.contribution_id for one in Letter.objects.filter(kind="weighed")] == [sent.contribution.pk]
        raised = Letter.objects.get(kind="raised")
        assert (raised.organisation_id, raised.about) == (staff.domijn.organisation_id, one.pk)
    page = read(Client().get(own))
    assert all(words in page for words in ("Wat wij besloten", "Eerst komt er een plan.", "Vuil blijft liggen."))
    assert "Wacht." not in page
    assert "Stan" not in page
    caching.shelf.clear()
    assert "Eerst komt er een plan." not in read(Client().get("/wijk/dorp/"))
    with working(staff.domijn) as by:
        assert queries.resting_on(source=sent.contribution.pk)[0].state == State.PARKED
