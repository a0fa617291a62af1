"""Who told something in a hall and left an address gets the list of what was heard there, once."""

from tests.followup.conftest import CODE, MACHINE, SAID, World
from wens.audit.actions import announce
from wens.followup.models import Letter
from wens.tenancy.context import acting
from wens.voices.models import Contribution

MEETING = "6f1f6b0a-6f6e-4b6e-9a55-2d3c7c0f6a11"


def test_the_letter_leads_to_the_list_and_holds_nothing_of_what_was_said(world: World):
    one, _code = world.told()
    world.told(email="")  # left no address
    with acting(CODE, MACHINE):
        Contribution.objects.update(occasion="ABC234")
        data = {"meeting": MEETING, "occasion": "ABC234"}
        announce("meetings.heard.sent", subject=f"meeting:{MEETING}", data=data)
    world.deliver()
    world.deliver()
    world.send()
    heard = [sent.message for sent in world.mail.confirmed if "hoorden" in str(sent.message["Subject"])]
    assert len(heard) == 1
    body = heard[0].get_body(("plain",)).get_content()
    assert f"/bijeenkomsten/{MEETING}/gehoord/" in body
    assert SAID not in body
    with acting(CODE, MACHINE):
        assert Letter.objects.filter(kind="heard", contribution=one).count() == 1
