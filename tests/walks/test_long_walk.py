"""The long walk: files → photo → voices → table → knelpunt → speerpunt → action → report → next photo with effect.

Everything that people decide goes over the screens, each with the own account. At the end one walks back the whole way.
"""

import datetime as dt
import re
import uuid

import pytest

from tests.bottlenecks.test_walk import deliver as follow_up
from tests.figures.conftest import deliver
from tests.meetings.conftest import DORP, staff  # noqa: F401
from tests.plans import conftest as plans
from tests.publication import conftest as city
from tests.rounds.conftest import photographed  # noqa: F401
from tests.voices.people import working
from tests.walks.test_step4_round import SAID, Walk
from wens.bottlenecks.material import material
from wens.bottlenecks.models import Bottleneck, PublicText
from wens.bottlenecks.queries import criteria_now
from wens.figures.actions import activate, build_editions
from wens.followup.models import Letter
from wens.photos.actions import freeze
from wens.plans import actions as planning
from wens.plans.models import Action, Evaluation, Goal, Milestone, Part
from wens.reports.models import Report
from wens.rounds.models import Round
from wens.rounds.steps import BEFORE_SIGNING
from wens.tenancy.context import Actor, acting
from wens.voices.models import Contact, Contribution, Update

pytestmark = pytest.mark.slow
BURGLARIES = "burglaries_per_1000_dwellings"


class Long(Walk):
    """The walk of a round, and on from its signed dossier."""

    def weigh(self) -> Bottleneck:
        """Propose a knelpunt from all three sources, weigh it, take it up; another approves what everybody reads."""
        with working(self.people.manager) as by:
            rests = [one.name for one in material(DORP, "living", by)]
        said = {"key": uuid.uuid4(), "evidence": rests, "title": "Donker", "nature": "De lamp is vaak stuk."}
        self.do(self.manager, f"/beheer/knelpunten/nieuw/{DORP}/living/", **said)
        with working(self.people.manager):
            one = Bottleneck.objects.get()
        at = f"/beheer/knelpunten/{one.pk}"
        self.do(self.manager, f"{at}/wegen/", seen=0, **{f"c-{row.key}": row.options[0].key for row in criteria_now()})
        self.do(self.manager, f"{at}/oppakken/", seen=1, title="Donker bij de speeltuin", reason="Besproken.",
                text="Bij de speeltuin is het te donker.", public_reason="Veel mensen noemen het.")  # fmt: skip
        with working(self.people.manager):
            text = PublicText.objects.get(bottleneck=one)
        self.do(self.second, f"/beheer/knelpunten/teksten/{text.pk}/goedkeuren/", seen=0)
        return one

    def agree(self, knelpunt: Bottleneck) -> Action:
        """Take the knelpunt up in a speerpunt with a goal and an action; both partners sign on their own screen."""
        with working(self.people.manager) as by:
            focus = plans.focus(by, slogan="Licht op straat")
            goal = plans.goal(by, focus, title="Minder inbraak", indicator=BURGLARIES, no_indicator="")
            planning.set_target(goal=goal.pk, baseline_period="2022", value=1, due_on=plans.in_days(700), by=by)
            planning.move_focus(focus=focus.pk, name="adopt", by=by)
            lead = plans.share(self.people.domijn, plans.Step("Lamp besteld", plans.in_days(5)),
                               plans.Step("Lamp hangt", plans.in_days(30)))  # fmt: skip
            one = planning.propose(goal=goal.pk, of=plans.terms(title="Een nieuwe lamp"), lead=lead,
                                   others=[plans.share(self.people.police)], by=by)  # fmt: skip
        self.do(self.manager, f"/beheer/plannen/speerpunt/{focus.pk}/knelpunten/", bottleneck=[str(knelpunt.pk)])
        with working(self.people.manager):
            parts = {part.organisation_id: part for part in Part.objects.filter(action=one)}
        for who, account in ((self.domijn, self.people.domijn), (self.police, self.people.police)):
            part = parts[account.organisation_id]
            self.do(who, f"/beheer/plannen/deel/{part.pk}/tekenen/", number=part.number)
        return one

    def publish(self, round_: Round) -> Report:
        """Make the report, let another sign it, make it public."""
        self.do(self.manager, f"/beheer/rapporten/ronde/{round_.pk}/")
        with working(self.people.manager):
            one = Report.objects.get(number=None)
        at = f"/beheer/rapporten/{one.pk}/stap"
        assert self.manager.post(f"{at}/sign/", {"seen": 0}).status_code == 403
        self.do(self.second, f"{at}/sign/", seen=0)
        self.do(self.manager, f"{at}/publish/", seen=1)
        return one

    def tell(self, action: Action, line: str) -> None:
        """Let Domijn report that its next step is done."""
        with working(self.people.domijn):
            step = Milestone.objects.filter(action=action, done_at=None).order_by("due_on").first()
        said = {"answer_key": uuid.uuid4(), "done": [str(step.pk)], "how": "goes", "line": line}
        self.do(self.domijn, f"/beheer/plannen/actie/{action.pk}/bericht/", **said)


def next_year() -> None:
    """The files of the next year: far fewer burglaries in Dorp, the rest as it was; new editions and a new photo."""
    facts = city.facts()
    later = [one | {"start": dt.date(2024, 1, 1)} for one in facts if one["start"] == dt.date(2023, 1, 1)]
    later = [one | {"value": 4} if one["value"] == 40 else one for one in later]
    built = build_editions(gemeente="GM0001", slices=deliver(facts + later, 2), by=city.MACHINE, chosen=city.chosen())
    with acting("GM0001", city.MACHINE):
        for one in built:
            activate(edition=one.edition or 0, by=city.MACHINE)
    freeze(by=city.MACHINE)


def test_from_files_to_effect_and_all_the_way_back(photographed, settings):  # noqa: F811
    settings.WENS = settings.WENS.model_copy(update={"second_factor": "optional", "mail_from": "wens@example.nl"})
    walk = Long(photographed)
    round_ = walk.plan()
    walk.listen()
    with acting("GM0001", Actor.machine(), rights={"read_contacts"}):
        told = Contribution.objects.filter(is_public=True).first()
        Contact.objects.create(contribution=told, updates=Update.AT_ONCE, email=b"x", sealed_with="k",
                               retain_until=told.retain_until)  # fmt: skip
    walk.hold_table()
    at = f"/beheer/rondes/{round_.pk}"
    for step in BEFORE_SIGNING:
        walk.do(walk.manager, f"{at}/stap/{step}/close/", note="Klaar, zie de feiten.")
    walk.do(walk.second, f"{at}/ronde/sign/")

    knelpunt = walk.weigh()
    action = walk.agree(knelpunt)
    board = walk.read(walk.manager, f"{at}/")
    for fact in ("Over 1 knelpunt is besloten.", "Er is 1 speerpunt vastgesteld.", "Er is nog geen rapport gemaakt.",
                 "1 actie is door alle partners getekend."):  # fmt: skip
        assert fact in board
    walk.publish(round_)
    walk.tell(action, "De lamp is besteld.")
    walk.tell(action, "De lamp hangt.")
    follow_up()
    with acting("GM0001", Actor.machine(), rights={"read_contacts"}):
        kinds = list(Letter.objects.filter(contribution=told).values_list("kind", flat=True))
    assert kinds.count("action_moved") == 3  # signed, a step, the last step
    assert "weighed" in kinds
    board = walk.read(walk.manager, f"{at}/")
    assert "Rapport 1 is openbaar" in board
    assert "Van 1 actie is 1 klaar." in board

    settings.WENS = settings.WENS.model_copy(update={"single_operator": True})
    next_year()
    settings.WENS = settings.WENS.model_copy(update={"single_operator": False})
    changed = walk.read(walk.public, "/wijk/dorp/foto/1/2/")
    assert "2024" in walk.read(walk.public, "/wijk/dorp/foto/2/")
    assert "inbraak" in changed.lower()
    with working(photographed.manager) as by:
        of = planning.Looked(DORP, dt.date(2024, 1, 1))
        found = planning.evaluate(goal=action.goal_id, action=action.pk, of=of, by=by)
        assert found.results.filter(tier="public").exists()
    effect = walk.read(walk.public, f"/plan/{action.pk}/")
    assert re.search("Waarschijnlijk effect|Onduidelijk of het werkte|Geen effect", effect)

    page = walk.read(walk.public, "/wijk/dorp/rapport/1/")
    origin = next(iter(re.findall(r"/herkomst/[0-9a-f-]+/", walk.read(walk.public, "/wijk/dorp/"))))
    back = walk.read(walk.public, origin)
    assert SAID.replace("'", "&#x27;") in back
    assert "/wijk/dorp/foto/1/#" in back
    assert f"/plan/{action.pk}/" in back
    assert "De lamp hangt." in back
    assert origin in effect
    assert "Een nieuwe lamp" in page
    assert "De lamp bij de speeltuin is vaak stuk." not in back + page  # what was said in confidence stays there
    with working(photographed.manager):
        assert Goal.objects.filter(pk=action.goal_id, indicator=BURGLARIES).exists()
        assert Evaluation.objects.filter(action=action).count() == 1
