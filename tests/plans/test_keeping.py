"""What must stay stays: versions, targets, evaluations, photos without metadata; what is tied is adopted."""

import contextlib
import datetime as dt
import io
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.meetings.conftest import DORP
from tests.plans.conftest import BURGLARIES, WHY, agreed, focus, goal, in_days, share
from tests.plans.test_screens import logged_in
from tests.rounds.conftest import planned
from tests.voices.people import working
from wens.plans import actions
from wens.plans.actions import Looked, PlanError, ProgrammeTexts, Step, Terms
from wens.plans.models import (
    Action,
    Done,
    Evaluation,
    FocusPoint,
    MeasureVersion,
    PartVersion,
    Programme,
    ReportPhoto,
    Result,
    Target,
    What,
)
from wens.plans.rules import NotAllowed
from wens.plans.states import NoSuchMove
from wens.rounds import actions as rounds


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.WENS = settings.WENS.model_copy(update={"second_factor": "optional"})


def a_photo() -> SimpleUploadedFile:
    """A JPEG that says where it was made."""
    exif = Image.Exif()
    exif[0x010F] = "SecretMaker"
    exif.get_ifd(0x8825)[1] = "N"
    file = io.BytesIO()
    Image.new("RGB", (400, 300), (90, 120, 60)).save(file, "JPEG", exif=exif)
    assert b"SecretMaker" in file.getvalue()
    return SimpleUploadedFile("plek.jpg", file.getvalue(), "image/jpeg")


def test_a_photo_with_a_report_loses_what_it_tells_of_its_maker_and_can_be_taken_away(staff, action):
    client, address = logged_in(staff.domijn), f"/beheer/plannen/actie/{action.pk}/bericht/"
    sent = {"how": "goes", "line": "De bak staat er.", "answer_key": str(uuid.uuid4())}
    again = client.post(address, {**sent, "photo": a_photo()})
    assert again.status_code == 422
    kept = again.context["form"]["photo_kept"].value()
    assert kept
    assert "U koos al een foto" in again.content.decode()
    forged = client.post(address, {**sent, "photo_kept": f"{kept}x", "photo_ok": "on"})
    assert "te lang geleden gekozen" in forged.content.decode()
    assert client.post(address, {**sent, "photo_kept": kept, "photo_ok": "on"}).status_code == 302
    photo = ReportPhoto.objects.get()
    assert b"SecretMaker" not in bytes(photo.jpeg)
    outside = Client().get(f"/plan/foto/{photo.pk}/")
    assert (outside["Content-Type"], outside["Cache-Control"]) == ("image/jpeg", "private, no-store")
    assert f"/plan/foto/{photo.pk}/" in Client().get(f"/plan/{action.pk}/").content.decode()
    assert logged_in(staff.police).get(f"/beheer/plannen/foto/{photo.pk}/").status_code == 200
    logged_in(staff.police).post(f"/beheer/plannen/foto/{photo.pk}/weg/")
    assert ReportPhoto.objects.exists()
    client.post(f"/beheer/plannen/foto/{photo.pk}/weg/")
    assert not ReportPhoto.objects.exists()
    assert Client().get(f"/plan/foto/{photo.pk}/").status_code == 404


def test_the_photo_of_a_confidential_action_is_not_for_everybody_and_what_is_no_photo_is_refused(staff):
    secret = agreed(staff, is_public=False)
    client, address = logged_in(staff.domijn), f"/beheer/plannen/actie/{secret.pk}/bericht/"
    sent = {"how": "goes", "line": "Klaar.", "answer_key": str(uuid.uuid4()), "photo_ok": "on"}
    wrong = client.post(address, {**sent, "photo": SimpleUploadedFile("plek.jpg", b"geen foto")})
    assert wrong.status_code == 422
    assert "geen foto" in wrong.content.decode()
    assert client.post(address, {**sent, "photo": a_photo()}).status_code == 302
    photo = ReportPhoto.objects.get()
    for browser in (Client(), logged_in(staff.manager)):
        assert browser.get(f"/plan/foto/{photo.pk}/").status_code == 404


def test_two_people_change_the_words_of_a_programme_and_the_second_sees_both(staff):
    with working(staff.manager) as by:
        focus(by)
    one = Programme.objects.get()
    client, address = logged_in(staff.manager), f"/beheer/plannen/programma/{one.pk}/"
    form = client.get(address).context["form"]
    sent = {name: form[name].value() for name in form.fields} | {
        "headline": "Samen aan zet",
        "about": "Regel een.\r\nTwee.",
    }
    assert client.post(address, sent).status_code == 302
    assert "Samen aan zet" in Client().get("/plan/").content.decode()
    late = client.post(address, {**sent, "headline": "Iets anders"})
    assert late.status_code == 409
    assert "<dd>Samen aan zet</dd>" in late.content.decode()
    assert 'value="Iets anders"' in late.content.decode()
    texts = ProgrammeTexts("A", "", "")
    with working(staff.domijn) as by, pytest.raises(NotAllowed):
        actions.change_programme(programme=one.pk, of=texts, seen=texts, by=by)


def test_a_new_round_takes_plans_along_whose_period_is_over_and_leaves_what_runs(staff):
    with working(staff.manager) as by:
        over = focus(by, starts_on=in_days(-700), ends_on=in_days(-1))
        goal(by, over)
        runs = focus(by, slogan="Loopt nog")
        goal(by, runs)
        for one in (over, runs):
            actions.move_focus(focus=one.pk, name=What.ADOPT, by=by)
    round_ = planned(staff)
    with working(staff.manager) as by:
        rounds.start(key=round_.pk, by=by)
        (made,) = FocusPoint.objects.exclude(previous=None)
    assert (made.previous_id, made.round, made.state) == (over.pk, round_.pk, "draft")


KEPT = (PartVersion, Target, Done, Evaluation, Result, MeasureVersion)
STEPS = ("terms", "part", "sign", "stop", "resume", "target", "judge", "measure", "carry")


@pytest.mark.slow
@settings(
    max_examples=6, deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(st.sampled_from(STEPS), min_size=4, max_size=8))
def test_whatever_people_do_no_version_ever_goes_away_or_changes(staff, steps):
    with working(staff.manager) as by:
        of = focus(by, slogan=str(uuid.uuid4()))
        under = goal(by, of, indicator=BURGLARIES, no_indicator="")
        actions.move_focus(focus=of.pk, name=What.ADOPT, by=by)
        terms = Terms("Eerst", "", in_days(90), True)
        one = actions.propose(goal=under.pk, of=terms, lead=share(staff.domijn, Step("Klaar", in_days(5))), by=by)
    seen: dict[object, object] = {}
    for number, step in enumerate(steps):
        with contextlib.suppress(PlanError, NoSuchMove, NotAllowed):
            _do(step, number, staff, one)
        now = {(row._meta.label, row.pk): _fixed(row) for model in KEPT for row in model.objects.all()}
        assert seen.items() <= now.items()
        seen = now


def _fixed(row):
    """What is written of a version; a signature is added to it, once."""
    signed = {"signed_by", "signed_at"}
    return tuple(str(getattr(row, field.attname)) for field in row._meta.concrete_fields if field.name not in signed)


def _do(step, number, staff, one):
    part = one.parts.get()
    if step == "sign":
        with working(staff.domijn) as by:
            actions.sign(part=part.pk, number=part.number, by=by)
        return
    with working(staff.manager) as by:
        if step == "terms":
            of = Terms(f"Anders {number}", "", in_days(80), True)
            actions.change_terms(action=one.pk, of=of, reason=WHY, by=by)
        elif step == "part":
            own = share(staff.domijn, Step(f"Stap {number}", in_days(9)))
            actions.change_part(part=part.pk, share=own, reason=WHY, by=by)
        elif step == "target":
            actions.set_target(
                goal=one.goal_id, baseline_period="2022", value=number, due_on=in_days(600), by=by, reason=WHY
            )
        elif step == "judge":
            actions.evaluate(goal=one.goal_id, of=Looked(DORP, dt.date(2020, 1, 1 + number)), by=by)
        elif step == "measure":
            last = MeasureVersion.objects.filter(key="halt").count()
            actions.withdraw_measure(key="halt", reason=WHY, seen=last, by=by)
        elif step == "carry":
            focus_ = Action.objects.get(pk=one.pk).goal.ambition.focus_id
            actions.carry_over(focus=focus_, starts_on=in_days(701), ends_on=in_days(900), by=by)
        else:
            actions.move_action(action=one.pk, name=What(step), words=WHY, by=by)
