"""The demo's contributions: every state, marked in every text, and added once."""

from collections import Counter

from tests.publication.conftest import make_city
from wens.organisations.actions import create_account, load_organisations
from wens.organisations.definitions import read_partners
from wens.organisations.queries import organisations
from wens.site.demo.accounts import PEOPLE
from wens.site.demo.voices import MARK, load_voices
from wens.tenancy.context import Actor, acting
from wens.voices import queries
from wens.voices.models import Contribution, Handover, Message, Original
from wens.voices.states import ENDS

MACHINE = Actor.machine()
KINDS = ("municipality", "police", "housing", "wijkteam", "welfare", "wijkraad")


def _people(code: str) -> None:
    listed = "".join(f"\n  - {{key: {kind.replace('_', '-')}, name: {kind}, kind: {kind}}}" for kind in KINDS)
    text = f"gemeente: {code}\nstatus: confirmed\nsource: tests\norganisations:{listed}"
    load_organisations(definition=read_partners(text, file="partners.yaml"), by=MACHINE)
    for one in PEOPLE:
        of = next(each for each in organisations() if each.kind == one.kind)
        create_account(email=f"{one.key}@example.nl", name=one.name, role=one.role, by=MACHINE, organisation=of,
                       password="een heel lang wachtwoord 42", function=one.function)  # fmt: skip


def test_the_demo_shows_every_state_and_is_loaded_once(db: None, home: object) -> None:
    code = make_city(["testserver"])
    with acting(code, MACHINE):
        _people(code)
    assert (load_voices(code), load_voices(code)) == (25, 0)
    with acting(code, MACHINE, rights={"read_originals"}):
        states = Counter(Contribution.objects.values_list("state", flat=True))
        assert {"received", "in_triage", "asked", "parked", "offered", "with_partner", "merged", *ENDS} <= set(states)
        shown = [
            *Original.objects.values_list("text", flat=True), *Message.objects.values_list("text", flat=True),
            *Contribution.objects.exclude(cleaned_text="").values_list("cleaned_text", flat=True),
            *Handover.objects.exclude(reason="").values_list("reason", flat=True),
        ]  # fmt: skip
        assert [text for text in shown if not text.startswith(MARK)] == []
        assert queries.is_staffed()
        assert {item.reason for item in queries.red_list()} == {"unread"}
