"""A contribution under a covenant: brought there by a party, seen by parties, read with a line in the read log."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.voices.people import People, people, told, working  # noqa: F401  a fixture
from wens.access.actions import Party, Shared, Terms, confirm_covenant, draft_covenant, sign_covenant
from wens.access.models import Covenant
from wens.audit.queries import readings
from wens.tenancy.context import Actor
from wens.voices.actions import covenants, handing, triage
from wens.voices.actions.reading import read_original
from wens.voices.actions.stepping import VoicesError
from wens.voices.models import Contribution
from wens.voices.rules import NotAllowed


def covenant(people: People, *, areas: tuple[str, ...] = (), shares: str = "contributions") -> Covenant:  # noqa: F811
    today = timezone.localdate()
    terms = Terms(
        name="Aanpak", purpose="samen optreden", starts_on=today, ends_on=today, dpia_reference="1", area_codes=areas,
        parties=[Party(one.organisation, "wet") for one in (people.triage, people.police)],
        shared=[Shared(shares, "wet")],
    )  # fmt: skip
    made = draft_covenant(terms=terms, by=Actor("account", "1", "Een"))
    sign_covenant(covenant=made, by=Actor("account", "1", "Een"))
    return confirm_covenant(covenant=made, by=Actor("account", "2", "Twee"))


def test_a_reader_of_a_party_brings_it_under_and_takes_it_back(people):  # noqa: F811
    made, one = covenant(people), told()
    with working(people.triage) as by:
        covenants.bring_under_covenant(contribution=one.pk, covenant=made.pk, by=by)
        read_original(contribution=one.pk, by=by)
        assert [event.actor_name for event in readings(covenant=str(made.pk))] == ["Tria"]
    with working(people.domijn):
        assert not Contribution.objects.filter(pk=one.pk).exists()
    with working(people.triage) as by:
        covenants.take_from_covenant(contribution=one.pk, by=by)
    with working(people.domijn):
        assert Contribution.objects.filter(pk=one.pk).exists()


def test_what_is_under_a_covenant_is_offered_to_parties_only(people):  # noqa: F811
    made, one = covenant(people), told(cleaned_text="schoon", cleaned_by="x")
    tomorrow = timezone.now() + timedelta(days=1)
    with working(people.triage) as by:
        covenants.bring_under_covenant(contribution=one.pk, covenant=made.pk, by=by)
        with pytest.raises(VoicesError, match="geen partij"):
            handing.offer(
                contribution=one.pk, organisation=people.domijn.organisation_id, answer_before=tomorrow, by=by
            )


@pytest.mark.parametrize("wrong", ["category", "area", "ended"])
def test_a_covenant_that_does_not_fit_takes_nothing_in(people, wrong):  # noqa: F811
    made = covenant(
        people,
        areas=("GM0153-LW-elders",) if wrong == "area" else (),
        shares="housing" if wrong == "category" else "contributions",
    )
    if wrong == "ended":
        Covenant.objects.update(starts_on="2020-01-01", ends_on="2020-12-31")
    one = told()
    with working(people.triage) as by:
        assert covenants.own_covenants(one.area_code) == []
        with pytest.raises(VoicesError, match="niet open"):
            covenants.bring_under_covenant(contribution=one.pk, covenant=made.pk, by=by)


def test_what_is_public_is_taken_from_the_site_first(people):  # noqa: F811
    made, one = covenant(people), told()
    with working(people.triage) as by:
        triage.approve_text(contribution=one.pk, text="schoon", public=True, by=by)
        with pytest.raises(VoicesError, match="openbaar"):
            covenants.bring_under_covenant(contribution=one.pk, covenant=made.pk, by=by)


def test_a_partner_brings_nothing_under_a_covenant(people):  # noqa: F811
    made, one = covenant(people), told()
    with working(people.police) as by, pytest.raises(NotAllowed):
        covenants.bring_under_covenant(contribution=one.pk, covenant=made.pk, by=by)
