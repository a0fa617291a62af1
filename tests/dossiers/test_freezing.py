"""A frozen dossier stays the same to the byte, whatever happens afterwards; what is erased leaves a mark."""

import itertools
import json
import os
import signal
import subprocess
import sys
import uuid
from pathlib import Path

import pytest
from django.db import connection, connections, transaction
from django.db.utils import ProgrammingError
from hypothesis import given
from hypothesis import strategies as st

from tests.meetings.conftest import staff  # noqa: F401
from tests.rounds.conftest import closed, heard, photographed, second, started, table_held  # noqa: F401
from tests.voices.people import working
from wens.dossiers import matrix
from wens.dossiers.actions import erase_quotes
from wens.dossiers.compare import compare
from wens.dossiers.models import Dossier, Quote
from wens.dossiers.queries import DossierDamaged, content_of, texts_of
from wens.dossiers.queries.frozen import DAMAGED, ERASED, NOT_PUBLIC, sealed_in
from wens.dossiers.quoting import Quotes, seal_of
from wens.dossiers.showing import shown
from wens.meetings import actions as meetings
from wens.meetings.models import PublicText, Statement
from wens.photos.canonical import canonical, digest_of
from wens.privacy.actions.erasing import Why, erase_contribution
from wens.privacy.models import Ground
from wens.rounds import actions
from wens.rounds.models import Round, StepKey
from wens.tenancy.context import Actor, acting, current
from wens.voices.actions import following
from wens.voices.models import Contribution

EVERY = [
    dict(zip(matrix.SOURCES, states, strict=True))
    for states in itertools.product(
        (matrix.POINTS, matrix.QUIET, matrix.UNKNOWN),
        (matrix.POINTS, matrix.QUIET, matrix.UNKNOWN),
        (matrix.POINTS, matrix.A_FEW, matrix.QUIET, matrix.UNKNOWN),
    )
]


def test_the_pattern_names_exactly_the_sources_that_point_to_trouble():
    for states in EVERY:
        found = matrix.pattern(states)
        pointing = tuple(states[source] == matrix.POINTS for source in matrix.SOURCES)
        unknown = list(states.values()).count(matrix.UNKNOWN)
        silent = "open" if unknown == 3 else "unclear" if unknown else "none"
        assert found == (matrix.PATTERNS[pointing] if any(pointing) else silent), states


def test_what_nobody_knows_is_never_said_to_be_absent():
    for states, contested in itertools.product(EVERY, (True, False)):
        words = matrix.said(states, contested=contested)
        for source in matrix.SOURCES:
            named = matrix.NOTHING_OF[source]["nl"] in words["nl"]
            assert named is (states[source] == matrix.UNKNOWN), states
        assert (matrix.CONTESTED["en"] in words["en"]) is contested
        assert not any(sign.isdigit() for sign in words["nl"] + words["en"])


@given(st.text(min_size=1), st.text(min_size=1))
def test_a_seal_says_nothing_without_its_salt_and_is_the_same_with_it(text, other):
    source = uuid.uuid4()
    first = Quotes()
    seal = first.seal(text, kind="statement", source=source)
    again = Quotes.after(first.sealed.values())
    assert again.seal(text, kind="statement", source=source) == seal
    assert Quotes().seal(text, kind="statement", source=source) != seal
    assert (again.seal(other, kind="statement", source=source) == seal) is (other == text)


@pytest.fixture
def signed(photographed) -> Round:  # noqa: F811
    """A round of which the dossier was signed; two residents' texts and a statement stand in it."""
    one = started(photographed)
    heard("Er ligt vaak afval.", area_code="BU00010000")
    heard("De lamp bij het pad is stuk.", area_code="BU00010001")
    table_held(photographed)
    one = closed(one, photographed.manager)
    with working(second(photographed)) as by:
        return actions.sign_off(key=one.pk, by=by)


def frozen() -> dict[str, tuple[str, str]]:
    now = current()
    with acting(now.gemeente, now.actor, rights={"take_part_in_meetings"}):
        return {one.tier: (one.digest, one.content) for one in Dossier.objects.all()}


def test_whatever_happens_afterwards_the_bytes_stay(signed, photographed):  # noqa: F811
    before, people = frozen(), photographed
    first, other = Contribution.objects.order_by("received_at")
    erase(first.pk)
    following.withdraw(contribution=other.pk, by=Actor.public())
    with working(people.manager) as by:
        meetings.take_back(meeting=PublicText.objects.get().meeting_id, by=by)
        Statement.objects.all().delete()
        actions.reopen_step(key=signed.pk, step=StepKey.TABLE, note="Er kwam iets bij.", by=by)
    heard("Nieuw verhaal.", area_code="BU00010000")
    assert frozen() == before
    assert all(digest_of(content) == digest for digest, content in before.values())
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE dossiers_dossier SET content = ''")


def erase(key: uuid.UUID) -> None:
    now = current()
    with acting(now.gemeente, now.actor, rights={"read_originals", "read_contacts", "take_part_in_meetings"}):
        erase_contribution(contribution=key, why=Why(Ground.OBJECTION), by=now.actor)


def test_what_is_erased_leaves_a_tombstone_in_both_parts_and_cannot_be_guessed(signed):
    one = Contribution.objects.order_by("received_at").first()
    text = one.cleaned_text
    erase(one.pk)
    public = Dossier.objects.get(tier="public")
    row = Quote.objects.get(dossier=public, source=one.pk)
    assert (row.text, row.salt, row.erased_on is not None) == ("", "", True)
    assert texts_of(public)[row.seal].why_not == ERASED
    assert row.seal in public.content
    assert seal_of("", text) != row.seal
    view = shown(content_of(public), texts_of(public))
    gone = [line.text for theme in view.themes for source in theme.sources for line in source.quotes if line.gone]
    assert gone == ["Hier stond een tekst. Die is verwijderd, na een verzoek op grond van de privacywet."]
    assert erase_quotes(source=one.pk, by=Actor.machine()) == 0


def test_what_is_taken_back_is_no_longer_shown_to_everybody(signed):
    one = Contribution.objects.order_by("received_at").last()
    following.withdraw(contribution=one.pk, by=Actor.public())
    public = Dossier.objects.get(tier="public")
    seal = Quote.objects.get(dossier=public, source=one.pk).seal
    assert texts_of(public)[seal].why_not == NOT_PUBLIC


def test_damage_is_seen_and_said(signed):
    public = Dossier.objects.get(tier="public")
    with pytest.raises(DossierDamaged):
        content_of(Dossier(digest=public.digest, content=public.content.replace("nl", "xx", 1)))
    row = public.quotes.first()
    Quote.objects.filter(pk=row.pk).update(text="Iets heel anders")
    assert texts_of(public)[row.seal].why_not == DAMAGED


def test_the_partners_part_holds_the_same_residents_and_more(signed, photographed):  # noqa: F811
    with working(photographed.manager):
        public, partners = (Dossier.objects.get(tier=tier) for tier in ("public", "partners"))
        kinds = {row.kind for row in sealed_in(partners)}
        assert kinds == {"contribution", "statement"}
        assert json.loads(partners.content)["heard"]["came"] == ["Domijn", "Politie"]
        assert json.loads(partners.content)["heard"]["absent"] == []
    assert json.loads(public.content)["heard"]["came"] == []
    changes = compare(content_of(public), content_of(public))
    assert not any(one.differs for one in changes)


CHILD = """
import os, signal, sys
import django
django.setup()
from django.conf import settings
from django.db import connections
from pathlib import Path
database, home, account, round_, function = sys.argv[1:]
connections["default"].settings_dict["NAME"] = database
settings.WENS = settings.WENS.model_copy(update={"home": Path(home), "single_operator": True})
from wens.access.rules import rights_of
from wens.organisations.models import Account
from wens.rounds import actions
from wens.tenancy.context import Actor, acting
from importlib import import_module
module, _, name = function.rpartition(".")
setattr(import_module(module), name, lambda *a, **k: os.kill(os.getpid(), signal.SIGKILL))
with acting("GM0001", Actor.machine()):
    one = Account.objects.get(pk=account)
with acting("GM0001", one.as_actor(), rights=rights_of(one), organisation=str(one.organisation_id)) as now:
    actions.sign_off(key=round_, by=now.actor)
"""


@pytest.mark.slow
@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
@pytest.mark.parametrize(
    "function",
    ["wens.dossiers.actions.record", "wens.rounds.actions.signing.decide", "wens.rounds.actions.signing.announce"],
)
def test_a_sign_off_that_is_killed_leaves_nothing_and_can_be_done_again(home: Path, function: str):
    from tests.publication.conftest import make_city
    from tests.voices.people import make_people

    with acting(make_city(["testserver"]), Actor.machine()):
        people = make_people()
        one = closed(started(people), people.manager)
    name = str(connections["default"].settings_dict["NAME"])
    done = subprocess.run(
        [sys.executable, "-c", CHILD, name, str(home), str(people.manager.pk), str(one.pk), function],
        cwd=Path(__file__).parents[2], timeout=120, capture_output=True, check=False, env={**os.environ},
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    with acting("GM0001", Actor.machine(), rights={"take_part_in_meetings"}):
        assert Dossier.objects.count() == Quote.objects.count() == 0
        assert Round.objects.get(pk=one.pk).signed_at is None
        with working(second(people)) as by:
            actions.sign_off(key=one.pk, by=by)
        assert Dossier.objects.count() == 2
        assert all(canonical(json.loads(row.content)) == row.content for row in Dossier.objects.all())
