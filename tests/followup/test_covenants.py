"""What stands under a covenant: its writer follows it as before, a letter's link opens it while the covenant lasts."""

import re
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from tests.followup.conftest import SAID, World
from tests.voices.people import working
from tests.voices.test_covenants import covenant
from wens.access.actions import end_covenant
from wens.audit.queries import readings
from wens.tenancy.context import Actor
from wens.voices.actions import covenants, handing, triage
from wens.voices.models import Contribution


def test_a_writer_follows_the_own_words_also_under_a_covenant(world: World) -> None:
    one, code = world.told()
    with world.acting():
        made = covenant(world.people)
        with working(world.people.triage) as by:
            covenants.bring_under_covenant(contribution=one.pk, covenant=made.pk, by=by)
            triage.answer(contribution=one.pk, text="Wij kijken ernaar.", by=by)
        assert not Contribution.objects.filter(pk=one.pk).exists()
    page = Client().get(f"/volg/{code}/").content.decode()
    assert SAID in page
    assert "Wij kijken ernaar." in page
    assert Client().post("/volg/", {"code": code}).status_code == 302


def test_the_link_in_a_letter_to_a_party_closes_with_the_covenant(world: World) -> None:
    one, _code = world.told()
    with world.acting():
        made = covenant(world.people)
        with working(world.people.triage) as by:
            triage.approve_text(contribution=one.pk, text="schone tekst", public=False, by=by)
            covenants.bring_under_covenant(contribution=one.pk, covenant=made.pk, by=by)
            handing.offer(
                contribution=one.pk, organisation=world.people.police.organisation_id, by=by,
                answer_before=timezone.now() + timedelta(days=1),
            )  # fmt: skip
    world.deliver()
    world.send()
    (arrived,) = [each for each in world.mail.confirmed if each.recipient == world.people.police.email]
    (link,) = re.findall(r"http://testserver(/partner/\S+/)", arrived.message.get_body(("plain",)).get_content())
    assert "schone tekst" in Client().get(link).content.decode()
    with world.acting():
        assert len(readings(covenant=str(made.pk))) == 1
        end_covenant(covenant=made, reason="klaar", by=Actor.machine())
    assert "schone tekst" not in Client().get(link).content.decode()
