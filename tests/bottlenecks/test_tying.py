"""A speerpunt takes up knelpunten of which was decided to take them up, and no others."""

import uuid

import pytest

from tests.bottlenecks.conftest import decided, proposed, weighed
from tests.plans.conftest import focus
from tests.plans.test_screens import logged_in
from tests.voices.people import working
from wens.plans import actions
from wens.plans.actions import PlanError
from wens.plans.rules import NotAllowed


def test_only_adopted_knelpunten_are_tied_and_a_text_about_them_waits_on_another_reader(wijk_with_photo, settings):
    settings.WENS = settings.WENS.model_copy(update={"second_factor": "optional"})
    of = wijk_with_photo
    one = decided(of, weighed(of, proposed(of)))
    assert "Lees na: " in logged_in(of.other).get("/beheer/").content.decode()
    assert "Lees na: " not in logged_in(of.people.manager).get("/beheer/").content.decode()
    other = proposed(of)
    with working(of.people.manager) as by:
        point = focus(by)
        with pytest.raises(PlanError, match="besloten"):
            actions.tie_bottlenecks(focus=point.pk, bottlenecks=[one.pk, other.pk], by=by)
        with pytest.raises(PlanError, match="besloten"):
            actions.tie_bottlenecks(focus=point.pk, bottlenecks=[uuid.uuid4()], by=by)
        actions.tie_bottlenecks(focus=point.pk, bottlenecks=[one.pk], by=by)
        assert [row.bottleneck_id for row in point.reasons.all()] == [one.pk]
        actions.tie_bottlenecks(focus=point.pk, bottlenecks=[], by=by)
        assert not point.reasons.exists()
    with working(of.people.domijn) as by, pytest.raises(NotAllowed):
        actions.tie_bottlenecks(focus=point.pk, bottlenecks=[one.pk], by=by)
