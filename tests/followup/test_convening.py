"""Who is invited to a meeting hears of it, and when it moves, does not go on, or has public minutes."""

import datetime as dt

from django.utils import timezone

from tests.followup.conftest import CODE, MACHINE, World
from wens.audit.actions import announce
from wens.followup.models import Letter
from wens.meetings.models import Invitation, Kind, Meeting
from wens.organisations.actions import change_organisation
from wens.organisations.models import Organisation
from wens.tenancy.context import acting


def invited(world: World) -> Meeting:
    """A meeting with a partner by its mailbox and one person of another; what happens is announced."""
    begins = timezone.now() + dt.timedelta(days=7)
    with acting(CODE, MACHINE, rights=["take_part_in_meetings"]):
        one = Meeting.objects.create(
            kind=Kind.ROUND_TABLE, title="Geheim onderwerp", area_codes=["WK015300"], starts_at=begins, made_by="x",
            ends_at=begins + dt.timedelta(hours=2), place="Wijkcentrum", state_since=begins,
        )  # fmt: skip
        partner = Organisation.objects.get(pk=world.people.domijn.organisation_id)
        change_organisation(organisation=partner, mailbox="postbus@domijn.example", by=MACHINE)
        for organisation, account in ((partner, None), (world.people.police.organisation, world.people.police)):
            made = Invitation.objects.create(
                meeting=one, organisation=organisation, account=account, made_at=timezone.now()
            )
            announce("meetings.invited", subject="x", data={"meeting": str(one.pk), "invitation": str(made.pk)})
        for topic in ("meetings.moved", "meetings.cancelled", "meetings.minutes.published"):
            announce(topic, subject="x", data={"meeting": str(one.pk)})
    return one


def test_each_invited_partner_or_person_gets_a_letter_of_each_thing_without_its_title(world: World) -> None:
    one = invited(world)
    assert world.deliver().failed == 0
    world.send()
    expected = {"postbus@domijn.example", world.people.police.email}
    for kind in (Letter.Kind.MEETING, Letter.Kind.MEETING_MOVED, Letter.Kind.MEETING_OFF, Letter.Kind.MINUTES):
        with world.acting():
            assert Letter.objects.filter(kind=kind, state=Letter.State.SENT).count() == len(expected)
    said = [(mail.recipient, mail.message.get_body(("plain",)).get_content()) for mail in world.mail.confirmed]
    assert {to for to, _ in said} == expected
    assert all("ronde tafel" in text and str(one.pk) in text for _, text in said)
    assert not any("Geheim" in text for _, text in said)
