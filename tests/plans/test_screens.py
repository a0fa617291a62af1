"""Plans on the screen: for everybody, for who directs, for partners, and behind the link in a letter."""

import datetime as dt
import re
import uuid

import pytest
from django.test import Client

from tests.plans.conftest import DORP, WHY, agreed, focus, goal, in_days, proposed, told
from tests.voices.people import working
from wens.followup.actions import action_links, writing
from wens.followup.models import ActionLink, Letter
from wens.organisations.models import Account
from wens.plans import actions
from wens.plans.models import Action, FocusPoint, Goal, Part, PartVersion, Report, Stage, What
from wens.tenancy.context import acting


def logged_in(account: Account) -> Client:
    """Return a browser in which somebody has logged in."""
    client = Client()
    client.force_login(account, "wens.site.login.AccountBackend")
    return client


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.WENS = settings.WENS.model_copy(update={"second_factor": "optional"})


def test_everybody_walks_from_the_tree_to_an_action(action):
    client = Client()
    tree = client.get("/plan/").content.decode()
    assert "Schone paden" in tree
    assert "Nog geen indicator." in tree
    of = client.get(f"/plan/{action.goal.ambition.focus_id}/").content.decode()
    assert f"/plan/{action.pk}/" in of
    page = client.get(f"/plan/{action.pk}/").content.decode()
    assert "Van de 2 stappen is er nog geen klaar." in page
    assert "Domijn" in page
    assert client.get(f"/plan/{action.goal_id}/")["Location"].endswith(f"#doel-{action.goal_id}")
    assert "Ruim de paden op" in client.get("/plan/?vorm=lijst").content.decode()
    assert "Ruim de paden op" in client.get("/plan/?gebied=GM0001-SD-west").content.decode()
    assert "Ruim de paden op" not in client.get("/plan/?gebied=GM0001-LW-park").content.decode()
    assert client.get("/plan/?gebied=niets").status_code == 404
    assert "Who does what" in client.get(f"/en/plan/{action.pk}/").content.decode()


def test_a_page_for_everybody_shows_no_draft_and_nothing_confidential_also_not_to_who_may_see_it(staff):
    secret = agreed(staff, is_public=False)
    with working(staff.manager) as by:
        draft = focus(by, slogan="Nog niet af")
    for client in (Client(), logged_in(staff.manager)):
        page = client.get("/plan/").content.decode()
        assert "Ruim de paden op" not in page
        assert "Nog niet af" not in page
        assert client.get(f"/plan/{secret.pk}/").status_code == 404
        assert client.get(f"/plan/{draft.pk}/").status_code == 404
        assert "Er zijn nog geen acties" in client.get(f"/plan/{secret.goal.ambition.focus_id}/").content.decode()
    assert "Ruim de paden op" in logged_in(staff.police).get(f"/beheer/plannen/actie/{secret.pk}/").content.decode()


def test_who_directs_makes_a_plan_on_the_screen(staff):
    with working(staff.manager) as by:
        programme = focus(by).programme
    client = logged_in(staff.manager)
    sent = {"slogan": "Veilig fietsen", "theme": "Verkeer", "programme": programme.pk, "areas": [DORP],
            "starts_on": "2026-01-01", "ends_on": "2028-12-31"}  # fmt: skip
    wrong = client.post("/beheer/plannen/speerpunt/nieuw/", {**sent, "ends_on": "2025-12-31"})
    assert wrong.status_code == 422
    assert "Veilig fietsen" in wrong.content.decode()
    client.post("/beheer/plannen/speerpunt/nieuw/", sent)
    one = FocusPoint.objects.get(slogan="Veilig fietsen")
    client.post(f"/beheer/plannen/speerpunt/{one.pk}/ambitie/", {"text": "Iedereen fietst veilig."})
    ambition = one.ambitions.get()
    client.post(f"/beheer/plannen/ambitie/{ambition.pk}/doel/", {
        "title": "Minder ongelukken", "about": "", "indicator": "burglaries_per_1000_dwellings", "no_indicator": "",
        "area": DORP,
    })  # fmt: skip
    under = Goal.objects.get(title="Minder ongelukken")
    client.post(f"/beheer/plannen/speerpunt/{one.pk}/stap/adopt/", {"seen": FocusPoint.objects.get(pk=one.pk).version})
    assert FocusPoint.objects.get(pk=one.pk).state == "adopted"
    client.post(f"/beheer/plannen/doel/{under.pk}/actie/", {
        "title": "Fietsles", "due_on": "2027-01-01", "is_public": "on", "lead": staff.domijn.organisation_id,
        "words": "Wij geven les.", "step0": "Les gegeven", "day0": "2026-12-20",
    })  # fmt: skip
    made = Action.objects.get(title="Fietsles")
    page = client.get(f"/beheer/plannen/actie/{made.pk}/").content.decode()
    assert "wacht op een handtekening" in page
    assert "Veilig fietsen" in Client().get("/plan/").content.decode()
    assert client.get(f"/beheer/plannen/speerpunt/{one.pk}/").status_code == 200


def test_a_partner_signs_reports_and_changes_only_its_own_part(staff):
    one = proposed(staff)
    own, other = one.parts.order_by("role")
    client = logged_in(staff.domijn)
    assert "Teken: Ruim de paden op" in client.get("/beheer/").content.decode()
    client.post(f"/beheer/plannen/deel/{own.pk}/tekenen/", {"number": "1"})
    client.post(f"/beheer/plannen/deel/{other.pk}/tekenen/", {"number": "1"})
    assert [part.is_signed for part in one.parts.order_by("role")] == [True, False]
    assert client.get(f"/beheer/plannen/deel/{other.pk}/").status_code == 403
    logged_in(staff.police).post(f"/beheer/plannen/deel/{other.pk}/tekenen/", {"number": "1"})
    assert "Ruim de paden op" in client.get("/beheer/").content.decode()
    address, key = f"/beheer/plannen/actie/{one.pk}/bericht/", str(uuid.uuid4())
    step = str(one.milestones.first().pk)
    sent = {"how": "stuck", "line": "De bak staat er.", "done": [step], "answer_key": key}
    refused = client.post(address, sent)
    assert refused.status_code == 422
    assert "De bak staat er." in refused.content.decode()
    for _ in range(2):
        assert client.post(address, {**sent, "needs": "Nog een bak."}).status_code == 302
    assert Report.objects.get().done == 1
    assert Action.objects.get(pk=one.pk).stage == Stage.STUCK
    assert "Nog een bak." in logged_in(staff.manager).get(f"/beheer/plannen/actie/{one.pk}/").content.decode()
    assert "Nog een bak." not in Client().get(f"/plan/{one.pk}/").content.decode()
    assert "Ruim de paden op: loopt vast" in logged_in(staff.manager).get("/beheer/").content.decode()


def test_a_line_with_a_name_is_shown_again_with_a_box_to_tick(staff, action):
    client, address = logged_in(staff.domijn), f"/beheer/plannen/actie/{action.pk}/bericht/"
    sent = {"how": "goes", "line": "Meneer Jansen van Kade 12 hielp.", "answer_key": str(uuid.uuid4())}
    again = client.post(address, sent)
    assert again.status_code == 422
    assert 'type="checkbox" name="looked"' in again.content.decode()
    assert client.post(address, {**sent, "looked": "on"}).status_code == 302


def test_two_people_on_one_action_lose_nothing_and_see_both_versions(staff, action):
    address = f"/beheer/plannen/actie/{action.pk}/veranderen/"
    first, second = logged_in(staff.manager), logged_in(staff.manager)
    sent = {"title": "Eerst", "due_on": "2027-01-01", "is_public": "on", "reason": WHY, "seen": action.version}
    assert first.post(address, sent).status_code == 302
    refused = second.post(address, {**sent, "title": "Later"})
    page = refused.content.decode()
    assert refused.status_code == 409
    assert "Zo staat het nu" in page
    assert "<dd>Eerst</dd>" in page
    assert 'value="Later"' in page
    seen = re.search(r'name="seen" value="(\d+)"', page).group(1)
    assert second.post(address, {**sent, "title": "Later", "seen": seen}).status_code == 302
    titles = [version.terms["title"] for version in PartVersion.objects.filter(part__role="lead").order_by("number")]
    assert titles == ["Ruim de paden op", "Eerst", "Later"]
    part = Part.objects.get(action=action, role="lead")
    old = {"words": "Anders.", "reason": WHY, "seen": action.version}
    assert logged_in(staff.domijn).post(f"/beheer/plannen/deel/{part.pk}/", old).status_code == 409


def test_the_link_in_a_letter_opens_that_one_action_and_ends(staff, action):
    organisation = staff.domijn.organisation
    writing.to_organisation(Letter.Kind.ACTION_DUE, organisation, cause="test", about=action.pk,
                            data={"due": f"{in_days(5)}"})  # fmt: skip
    letter = Letter.objects.get(kind="action_due")
    token = action_links.token_for(letter)
    assert action_links.token_for(letter) == token
    client, address = Client(), f"/partner/actie/{token}/"
    page = client.get(address)
    assert "Ruim de paden op" in page.content.decode()
    assert page["Cache-Control"].startswith("no-store") or "no-store" in page["Cache-Control"]
    sent = {"how": "goes", "line": "De bak staat er.", "answer_key": str(uuid.uuid4())}
    assert client.post(address, sent).status_code == 302
    report = Report.objects.get()
    assert report.organisation == organisation
    assert report.by.startswith("public:link:")
    assert client.get(f"/beheer/plannen/actie/{action.pk}/").status_code == 302
    assert Client().get(f"/partner/actie/{token[:-1]}x/").status_code == 404
    ActionLink.objects.update(expires_at=dt.datetime.now(dt.UTC) - dt.timedelta(seconds=1))
    assert client.get(address).status_code == 404


def test_what_went_on_in_a_next_period_shows_where_it_came_from(staff, action):
    told(action, staff.domijn, done=1)
    old = action.goal.ambition.focus
    client = logged_in(staff.manager)
    client.post(f"/beheer/plannen/speerpunt/{old.pk}/verder/", {"starts_on": f"{in_days(1)}",
                                                               "ends_on": f"{in_days(800)}"})  # fmt: skip
    new = FocusPoint.objects.get(previous=old)
    with acting("GM0001", staff.manager.as_actor(), rights={"see_plans", "manage_plans"}) as now:
        actions.move_focus(focus=new.pk, name=What.ADOPT, by=now.actor)
    assert f"/plan/{old.pk}/" in Client().get(f"/plan/{new.pk}/").content.decode()
    assert "gaat verder in een nieuwe periode" in Client().get(f"/plan/{action.pk}/").content.decode().lower()


def test_a_target_is_chosen_from_years_with_a_figure_and_the_old_one_stays(staff):
    with working(staff.manager) as by:
        of = focus(by)
        under = goal(by, of, indicator="burglaries_per_1000_dwellings", no_indicator="")
        actions.set_target(goal=under.pk, baseline_period="2022", value=4, due_on=in_days(600), by=by)
        with pytest.raises(actions.PlanError, match="waarom"):
            actions.set_target(goal=under.pk, baseline_period="2022", value=3, due_on=in_days(600), by=by)
        actions.set_target(goal=under.pk, baseline_period="2022", value=3, due_on=in_days(600), by=by, reason=WHY)
    assert [target.value for target in under.targets.all()] == [3, 4]
    answer = logged_in(staff.manager).get(f"/beheer/plannen/doel/{under.pk}/streefwaarde/", follow=True)
    assert "Er is nog geen getal voor dit gebied" in answer.content.decode()
