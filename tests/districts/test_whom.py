"""Whom to turn to: one place to maintain, inherited from gemeente to stadsdeel to wijk."""

from tests.districts.conftest import CITY, DORP, NOORD, WERF, WEST, Desk, contact, offered, shown_contact
from wens.districts import queries
from wens.districts.actions import Draft
from wens.districts.models import Kind


def names(area: str) -> list[str]:
    """Whom people of an area see, in the order of the page."""
    return [queries.contact_of(one).title for one in queries.whom(queries.chain_of(area))]


def test_a_place_is_held_by_its_wijk_stadsdeel_and_gemeente(desk: Desk) -> None:
    assert queries.chain_of(NOORD)[0] == NOORD
    assert [code for code in queries.chain_of(NOORD) if code in (DORP, WEST, CITY)] == [DORP, WEST, CITY]
    assert queries.chain_of(CITY) == [CITY]
    assert queries.chain_of("BU99999999") == []


def test_what_the_gemeente_says_holds_until_a_stadsdeel_or_wijk_says_its_own(desk: Desk) -> None:
    shown_contact(desk, CITY, role="wijkteam", title="Wijkteams Proefstad")
    shown_contact(desk, CITY, role="service_centre", title="Stadskantoor")
    shown_contact(desk, WEST, role="service_centre", title="Servicecentrum West")
    shown_contact(desk, DORP, WERF, role="wijkteam", title="Wijkteam Dorp en Werf")
    assert names(NOORD) == names(DORP) == names(WERF) == ["Wijkteam Dorp en Werf", "Servicecentrum West"]
    assert names(WEST) == ["Wijkteams Proefstad", "Servicecentrum West"]
    assert names("GM0001-LW-park") == ["Wijkteams Proefstad", "Stadskantoor"]


def test_several_corporations_of_a_wijk_stand_side_by_side(desk: Desk) -> None:
    for name in ("Domijn", "Ons Huis"):
        shown_contact(desk, DORP, role="corporation", title=name)
    assert names(DORP) == ["Domijn", "Ons Huis"]


def test_a_contact_that_nobody_signed_shows_nowhere(desk: Desk) -> None:
    offered(desk, Kind.CONTACT, Draft((DORP,), contact()))
    assert names(DORP) == []
