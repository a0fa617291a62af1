"""An attacker with every public page, file, answer, PDF and earlier release learns no small number about people."""

import numpy as np
import pytest
from django.conf import LazySettings
from django.test import Client

from tests.attack import city
from tests.attack.attacker import Attack, Cell, Knowledge, learn, secrets
from tests.attack.collector import Said, crawl, statements
from wens.figures.build import run

PROTECTION = 5


@pytest.fixture
def empty(db: None, home: object, settings: LazySettings) -> Client:
    settings.WENS = settings.WENS.model_copy(update={"single_operator": True})
    city.make()
    return Client()


def collected(client: Client, *, onward: bool = False) -> list[Said]:
    return statements(crawl(client, onward=onward))


def broken(knowledge: Knowledge, made: city.Counts) -> dict[Cell, tuple[float, float, int]]:
    """The secrets that an attacker knows better than the rules allow, though open figures alone do not tell them."""
    attack, before = Attack(knowledge), Attack(_open_only(knowledge))
    found = {}
    for cell, count in secrets(made).items():
        low, high = attack.bounds(cell)
        if low > max(0, count - PROTECTION) + 1e-6 or high < min(9, count + PROTECTION) - 1e-6:
            least, most = before.bounds(cell)
            if low > max(0, count - PROTECTION, least) + 1e-6 or high < min(9, count + PROTECTION, most) - 1e-6:
                found[cell] = (low, high, count)
    return found


def _open_only(knowledge: Knowledge) -> Knowledge:
    kept = [cell for cell in knowledge.low if cell[0] in city.TOTAL]
    return Knowledge({cell: knowledge.low[cell] for cell in kept}, {cell: knowledge.high[cell] for cell in kept})


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_everything_public_together_tells_no_small_number(empty: Client) -> None:
    made = city.counts(1)
    city.publish(made, 1)
    said = collected(empty, onward=True)
    _reads_every_format(said)
    assert not broken(learn(said, made), made)


def _reads_every_format(said: list[Said]) -> None:
    """An attacker who reads nothing finds nothing: each kind of place has to have given numbers."""
    where = {one.where for one in said if one.what == "count"}
    for ending in (".csv", ".json", ".xlsx", ".pdf", "/wonen/"):
        assert any(place.endswith(ending) for place in where), ending
    assert any(place.startswith("/api/v1/") for place in where)
    assert any(place.startswith("/data/?") for place in where)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_a_later_release_with_revised_numbers_does_not_tell_them_either(empty: Client) -> None:
    first = city.counts(2)
    city.publish(first, 1)
    known = learn(collected(empty), first)
    second = city.revised(first, 3)
    city.publish(second, 2)
    known = learn(collected(empty), second, known)
    assert not broken(known, second)
    third = city.revised(second, 4)
    city.publish(third, 3)
    assert not broken(learn(collected(empty), third, known), third)


@pytest.mark.slow
def test_the_attacker_breaks_a_build_that_is_not_protected(empty: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    made = city.counts(1)
    monkeypatch.setattr(run, "protected", lambda panels, *_: panels)
    city.publish(made, 1)
    found = broken(learn(collected(empty), made), made)
    assert len(found) > len(secrets(made)) / 2


@pytest.mark.slow
def test_the_attacker_breaks_a_build_that_only_hides_small_numbers(
    empty: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without rounding and without hiding others, differences give small numbers away: known to the last digit."""
    made = city.counts(1)
    monkeypatch.setattr(run, "protected", _only_small)
    city.publish(made, 1)
    found = broken(learn(collected(empty), made), made)
    assert any(low == high == count for low, high, count in found.values())


def _only_small(panels: dict[str, dict[str, object]], *_: object) -> object:
    from dataclasses import replace

    from wens.figures.build.panel import Reason

    def one(panel: object) -> object:
        if not panel.indicator.about_persons:  # type: ignore[attr-defined]
            return panel
        small = panel.count < 10  # type: ignore[attr-defined]
        reason = np.where(small, Reason.few_cases, panel.reason).astype(np.uint8)  # type: ignore[attr-defined]
        return replace(panel, count=np.where(small, np.nan, panel.count), reason=reason)  # type: ignore[type-var, attr-defined]

    return {kind: {key: one(panel) for key, panel in of_kind.items()} for kind, of_kind in panels.items()}
