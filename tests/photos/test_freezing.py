"""A frozen photo: made once, the same to the last byte, and deaf to what changes afterwards."""

import json

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.test.utils import CaptureQueriesContext

from tests.figures import world
from tests.figures.conftest import deliver
from tests.publication.conftest import MACHINE, chosen, facts
from wens.audit.queries import events_about
from wens.figures.actions import build_editions
from wens.photos import actions, queries
from wens.photos.canonical import canonical, digest_of
from wens.photos.models import Photo
from wens.tenancy.context import acting

DORP = "GM0001-LW-dorp"


@pytest.fixture
def proefstad(city):
    with acting(world.GEMEENTE, MACHINE):
        yield city


def test_all_areas_of_the_gemeente_are_frozen_and_the_trail_says_by_whom(proefstad):
    photos = actions.freeze(by=MACHINE)
    assert len(photos) == 11  # gemeente, stadsdeel, 3 local wijken, 2 CBS-wijken, 4 buurten
    assert {photo.number for photo in photos} == {1}
    event = events_about(f"edition:{photos[0].edition}").filter(name="photos.frozen").first()
    assert event is not None
    assert event.data == {"tier": "public", "areas": 11, "new": 11}
    assert event.actor == MACHINE.reference


def test_freezing_twice_gives_the_same_photo(proefstad):
    first, second = (actions.freeze(areas=[DORP], by=MACHINE) for _ in range(2))
    assert [photo.pk for photo in first] == [photo.pk for photo in second]
    assert Photo.objects.filter(area_code=DORP).count() == 1


def test_a_reloaded_photo_is_the_same_to_the_last_byte(proefstad):
    (made,) = actions.freeze(areas=[DORP], by=MACHINE)
    kept = queries.photo(DORP, 1, tier="public")
    assert kept is not None
    assert kept.content == made.content
    assert canonical(queries.content_of(kept)) == kept.content
    assert digest_of(kept.content) == kept.digest


def test_the_photo_says_what_the_figures_say_in_both_languages(proefstad):
    (made,) = actions.freeze(areas=["BU00010000"], by=MACHINE)
    content = queries.content_of(made)
    one = next(entry for entry in content["indicators"] if entry["key"] == "burglaries_per_1000_dwellings")
    row = dict(zip(content["columns"], one["row"], strict=True))
    assert (row["count"], row["denominator"], row["value"]) == (40, 1000, 40)
    assert one["verdict"] == "higher"
    assert one["verdict_words"] == {"nl": "Vaker dan in heel Proefstad", "en": "More often than in all of Proefstad"}
    assert "In Noord zijn er in 2023 40 woninginbraken geteld." in [part["text"] for part in one["sentences"]["nl"]]
    assert one["sentences"]["en"][0]["parameters"]["count"] == "40"
    assert content["area"]["inside"]["stadsdeel"] == {"code": "GM0001-SD-west", "name": "West"}
    assert len(content["area"]["outline"]) == 1


def test_a_photo_cannot_be_changed_or_removed(proefstad):
    (made,) = actions.freeze(areas=[DORP], by=MACHINE)
    for statement in ("UPDATE photos_photo SET content = '{}'", "DELETE FROM photos_photo"):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(statement)
    assert queries.photo(DORP, 1, tier="public") == made


def test_a_photo_that_is_not_what_was_frozen_is_refused(proefstad):
    (made,) = actions.freeze(areas=[DORP], by=MACHINE)
    made.content = made.content.replace("Dorp", "Dorf")
    with pytest.raises(queries.PhotoDamaged, match="restore the database"):
        queries.content_of(made)


def test_the_number_of_queries_does_not_grow_with_the_number_of_areas(proefstad):
    with CaptureQueriesContext(connection) as one:
        actions.freeze(areas=["GM0001-LW-werf"], by=MACHINE)
    with CaptureQueriesContext(connection) as four:
        actions.freeze(areas=["GM0001-LW-dorp", "GM0001-LW-park", "WK000100", "WK000101"], by=MACHINE)
    assert len(four) <= len(one) + 2  # outlines are read per level


def test_without_an_active_edition_there_is_nothing_to_freeze(empty_city):
    with acting(world.GEMEENTE, MACHINE), pytest.raises(actions.NothingToFreeze, match="build one"):
        actions.freeze(by=MACHINE)


def test_an_area_that_is_not_there_is_named(proefstad):
    with pytest.raises(actions.NothingToFreeze, match="BU00019999"):
        actions.freeze(areas=[DORP, "BU00019999"], by=MACHINE)


def test_the_partners_photo_is_another_row_of_photos(proefstad):
    actions.freeze(areas=[DORP], by=MACHINE, tier="partners")
    assert queries.photos_of(DORP, tier="public") == []
    (photo,) = queries.photos_of(DORP, tier="partners")
    assert json.loads(photo.content)["edition"]["tier"] == "partners"


def test_what_becomes_public_is_frozen_in_the_same_step_and_what_is_for_partners_is_not(empty_city):
    facts_in_force = deliver(facts(), 1)
    built = build_editions(gemeente=world.GEMEENTE, slices=facts_in_force, by=MACHINE, chosen=chosen())
    with acting(world.GEMEENTE, MACHINE):
        for one in built:
            actions.activate(edition=one.edition or 0, by=MACHINE)
        public = next(one.edition for one in built if one.tier == "public")
        assert {photo.edition for photo in queries.photos(tier="public")} == {public}
        assert len(queries.photos(tier="public")) == 11
        assert queries.photos(tier="partners") == []
