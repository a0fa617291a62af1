"""Who reads which signal, and how much of where: per role, organisation and gemeente; below the page the database."""

import datetime as dt

import pytest
from django.db import connection
from django.utils import timezone

from tests.signalling.network import NOORD, TEXT, WERF, Network, entered, network  # noqa: F401  a fixture
from tests.voices.people import working
from wens.access.models import Covenant
from wens.access.seeing import acting_viewer, sees
from wens.signalling import actions, queries
from wens.signalling.actions import Described, SignalError
from wens.signalling.models import NamedPlace, Opinion, PlaceKind, Stance, Worry, WorryStep
from wens.signalling.queries.rules import FLOOR, Rules
from wens.signalling.rules import NotAllowed
from wens.signalling.showing import item_of, where
from wens.tenancy.context import Actor, acting

EVERYBODY = ("triage", "manager", "privacy", "analyst", "domijn", "police", "wijkraad")
READS = {"triage", "manager", "analyst", "domijn", "police"}


def test_partners_and_staff_read_what_is_under_no_covenant_and_civic_groups_nothing(network: Network):  # noqa: F811
    one = entered(network, place="square")
    for name in EVERYBODY:
        with working(getattr(network.people, name)):
            assert (queries.worry(one.pk) is not None) == (name in READS), name
            assert bool(queries.named_places()) == (name in READS), name


def test_what_is_under_a_covenant_exists_for_its_parties_only_also_in_plain_sql(network: Network):  # noqa: F811
    one = entered(network, place="street", covenant=True)
    with working(network.team) as by:
        actions.take(key=one.pk, words="Wij kijken.", by=by)
        actions.say(key=one.pk, stance=Stance.CONFIRM, words="", by=by)
    parties = {network.people.police: True, network.team: True, network.people.domijn: False,
               network.people.manager: False, network.other_team: False}  # fmt: skip
    for account, reads in parties.items():
        with working(account), connection.cursor() as cursor:
            assert (queries.worry(one.pk) is not None) == reads
            assert sees(acting_viewer(), item_of(one)) == reads
            for model in (Worry, WorryStep, Opinion):
                cursor.execute(f"SELECT count(*) FROM {model._meta.db_table}")
                assert (cursor.fetchone()[0] > 0) == reads, (model, account.name)


def test_a_covenant_that_is_over_closes_what_was_under_it(network: Network):  # noqa: F811
    one = entered(network, place="street", covenant=True)
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Covenant.objects.update(starts_on=yesterday, ends_on=yesterday)
    for account in (network.people.police, network.team):
        with working(account):
            assert queries.worry(one.pk) is None


def test_another_gemeente_sees_nothing(network: Network):  # noqa: F811
    one = entered(network)
    with acting("GM0999", Actor.machine(), rights={"see_signals", "covenant_material"}):
        assert not Worry.objects.filter(pk=one.pk).exists()
        assert not NamedPlace.objects.exists()


@pytest.mark.parametrize("who", ["domijn", "wijkraad"])
def test_who_is_no_party_brings_nothing_under_the_covenant(network: Network, who):  # noqa: F811
    with pytest.raises((SignalError, NotAllowed)):
        entered(network, place="street", covenant=True, by=getattr(network.people, who))


def test_under_a_covenant_only_a_wijkteam_of_a_party_takes_it_up(network: Network):  # noqa: F811
    with pytest.raises(SignalError, match="partij"):
        entered(network, place="street", covenant=True, team=network.other_team.organisation_id)


def test_inside_a_covenant_a_street_has_its_name_and_outside_it_has_not(network: Network):  # noqa: F811
    one, rules = entered(network, place="street", covenant=True), Rules()
    with working(network.team):
        assert where(one, "Noord", rules, acting_viewer()).words == "Kerkstraat, Noord"
    with working(network.people.domijn):
        outside = where(one, "Noord", rules, acting_viewer())
    assert (outside.words, outside.is_blurred) == ("Noord", True)
    assert where(one, "Noord", rules, None).words == "Noord"


def test_stricter_rules_blur_also_what_was_there(network: Network):  # noqa: F811
    one = entered(network, place="square")
    with working(network.people.domijn):
        assert where(one, "Noord", queries.rules_now(), acting_viewer()).words == "Dorpsplein, Noord"
    with working(network.people.manager) as by:
        actions.set_rules(of=Rules(named_from=100), why="Voorzichtiger.", by=by)
    with working(network.people.domijn):
        assert where(one, "Noord", queries.rules_now(), acting_viewer()).words == "Noord"


def test_a_buurt_with_few_addresses_is_named_inside_a_covenant_only(network: Network):  # noqa: F811
    with working(network.people.manager) as by:
        actions.set_rules(of=Rules(minimum_addresses=10, named_from=700), why="Voorzichtiger.", by=by)
    with pytest.raises(SignalError, match="groter gebied: de wijk"):
        entered(network)
    assert entered(network, covenant=True).area_code == NOORD


@pytest.mark.parametrize(
    ("rules", "field"),
    [
        (Rules(minimum_addresses=FLOOR - 1), "minimum_addresses"),
        (Rules(named_from=FLOOR, minimum_addresses=FLOOR + 1), "named_from"),
        (Rules(take_up_days=0), "lapse_days"),
        (Rules(lapse_days=3), "lapse_days"),
    ],
)
def test_rules_are_never_looser_than_what_is_published_about_persons(network: Network, rules, field):  # noqa: F811
    with working(network.people.manager) as by, pytest.raises(SignalError) as refused:
        actions.set_rules(of=rules, why="Omdat.", by=by)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("of", "field"),
    [
        (Described("Kerkstraat 12", PlaceKind.STREET, NOORD, 100), "name"),
        (Described("Kerkstraat, 7512 AB", PlaceKind.STREET, NOORD, 100), "name"),
        (Described("dorpsplein", PlaceKind.SQUARE, NOORD, 100), "name"),
        (Described("Plein", PlaceKind.SQUARE, "GM0001-LW-dorp", 100), "area"),
        (Described("Plein", PlaceKind.SQUARE, WERF, 100, x=52.2, y=6.9), "x"),
        (Described("Plein", PlaceKind.SQUARE, WERF, 100, x=255_500.0), "x"),
    ],
)
def test_a_named_place_is_never_a_house_and_lies_in_a_buurt(network: Network, of, field):  # noqa: F811
    with working(network.people.manager) as by, pytest.raises(SignalError) as refused:
        actions.add_place(of=of, by=by)
    assert refused.value.field == field


def test_places_come_from_a_file_all_or_none(network: Network):  # noqa: F811
    rows = [Described("Plein 1944", PlaceKind.SQUARE, NOORD, 60), Described("Kerkstraat", PlaceKind.STREET, NOORD, 210)]
    with working(network.people.manager) as by:
        assert actions.load_places(rows=rows, by=by) == (1, 1)
        assert actions.load_places(rows=rows, by=by) == (0, 0)
        with pytest.raises(SignalError, match="Rij 3"):
            actions.load_places(rows=[rows[0], Described("Laan 3a", PlaceKind.STREET, NOORD, 50)], by=by)
    for account in (network.people.police, network.team, network.people.triage):
        with working(account) as by, pytest.raises(NotAllowed):
            actions.load_places(rows=rows, by=by)


def test_a_closed_place_keeps_its_signals_and_takes_no_new_ones(network: Network):  # noqa: F811
    one, place = entered(network, place="square"), network.places["square"]
    with working(network.people.manager) as by:
        of = Described("Dorpsplein", PlaceKind.SQUARE, NOORD, 80)
        actions.change_place(key=place.pk, of=of, is_closed=True, by=by)
        assert queries.worry(one.pk).text == TEXT
    with pytest.raises(SignalError, match="een plek in deze wijk"):
        entered(network, place="square")
