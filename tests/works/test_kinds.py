"""Kinds of works are data: the shipped ones, or those of a gemeente."""

from pathlib import Path

import pytest
from django.utils import translation
from pydantic import ValidationError

from tests.districts.conftest import CITY, Desk
from tests.voices.people import working
from tests.works.conftest import plan_of, work_in, written
from wens.works import actions, kinds
from wens.works.actions import WorksError


def test_a_gemeente_with_kinds_of_its_own_uses_those_and_old_works_keep_theirs(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = plan_of(desk)
    one = work_in(desk, plan)
    with translation.override("en"):
        assert kinds.name_of(one.kind) == "lighting"
    monkeypatch.setattr(kinds, "FOLDER", tmp_path)
    (tmp_path / f"{CITY}.yaml").write_text("water: {nl: water, en: water}\n", "utf-8")
    assert list(kinds.kinds()) == ["water"]
    assert kinds.name_of(one.kind) == "lighting"  # the key: nothing is lost
    with working(desk.writer) as by, pytest.raises(WorksError, match="wat voor werk"):
        actions.add_work(plan=plan.pk, of=written(kind="lighting"), by=by)


def test_a_kind_without_a_name_in_both_languages_is_refused(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kinds, "FOLDER", tmp_path)
    (tmp_path / "kinds.yaml").write_text("water: {nl: water}\n", "utf-8")
    with pytest.raises(ValidationError, match="en"):
        kinds.kinds()
