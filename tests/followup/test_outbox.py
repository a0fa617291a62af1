"""What is announced becomes letters, once, whatever goes wrong in between."""

import ast
from pathlib import Path

from django.apps import apps

from tests.followup.conftest import World
from wens.audit.actions import announce
from wens.audit.models import Outgoing
from wens.followup import elsewhere
from wens.followup.actions.outbox import MOST_TRIES
from wens.followup.models import Letter
from wens.followup.topics import FOLLOWS


def letters(world: World) -> list[tuple[str, str]]:
    with world.acting():
        return [(one.kind, one.to_kind) for one in Letter.objects.order_by("made_at")]


def test_who_leaves_an_address_gets_one_letter_however_often_the_outbox_is_read(
    world: World,
) -> None:
    world.told()
    world.told(email="")
    assert world.deliver().handled == 2
    assert world.deliver().handled == 0
    with world.acting():  # as after a crash between the letter and the mark: the same row once more
        Outgoing.objects.update(handled_at=None)
    world.deliver()
    assert letters(world) == [("received", "writer")]


def test_who_wants_no_letters_gets_none_and_who_wants_a_digest_waits_for_it(world: World) -> None:
    world.told(updates="never")
    world.told(updates="weekly")
    world.deliver()
    assert letters(world) == [("received", "writer")]


def test_a_row_that_cannot_be_handled_stops_no_other_and_ends_with_its_reason(world: World) -> None:
    with world.acting():
        announce(
            "voices.contribution.changed", subject="contribution:x", data={"contribution": "no uuid", "state": "x"}
        )
        announce("nobody.knows.this", subject="x")
    world.told()
    assert world.deliver().handled == 1
    for _ in range(MOST_TRIES):
        world.deliver()
    assert letters(world) == [("received", "writer")]
    with world.acting():
        stuck = Outgoing.objects.filter(handled_at=None).order_by("at")
        assert [(row.failures, row.problem) for row in stuck] == [
            (MOST_TRIES, "Het lukte niet: ValidationError."),
            (MOST_TRIES, "Niemand weet wat er op nobody.knows.this volgt."),
        ]


def test_every_topic_that_the_code_announces_has_its_consequences_in_the_table() -> None:
    announced = set()
    installed = {app.path for app in apps.get_app_configs() if app.name.startswith("wens.")}
    for path in (path for folder in installed for path in Path(folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            named = isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("announce", "_tell")
            if named and node.args and isinstance(node.args[0], ast.Constant):  # type: ignore[attr-defined]
                announced.add(node.args[0].value)  # type: ignore[attr-defined]
    assert len(announced) > 5
    assert announced <= {*FOLLOWS, *elsewhere.FOLLOWS}
