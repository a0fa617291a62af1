"""Partners and civic groups."""

import pytest

from wens.audit.queries import events_about
from wens.organisations.actions import (
    OrganisationError,
    change_account,
    change_organisation,
    close_account,
    close_organisation,
    create_account,
    load_organisations,
    make_organisation,
    place_account,
)
from wens.organisations.definitions import read_partners, shipped_partners
from wens.organisations.models import Kind, Organisation
from wens.organisations.queries import organisation_by_slug, organisations

GOOD = "een heel lang wachtwoord 42"


def _account(role, machine, **more):
    return create_account(email=f"{role}@example.nl", name="Kim", role=role, password=GOOD, by=machine, **more)


def test_the_partners_of_the_seed_come_with_wens_and_load_once(gemeente, machine):
    definition = shipped_partners("GM0153")
    assert len(load_organisations(definition=definition, by=machine, commit=False).made) == 22
    assert organisations() == []
    load_organisations(definition=definition, by=machine)
    west = organisation_by_slug("wijkteam-boswinkel-boekelo-usselo")
    assert west.area_codes == ["GM0153-LW-boswinkel", "GM0153-LW-boekelo", "GM0153-LW-usselo"]
    assert organisation_by_slug("stadswachten").parent.name == "Gemeente Enschede"
    assert {one.kind for one in organisations()} >= {Kind.POLICE, Kind.FIRE, Kind.SAFETY, Kind.PROSECUTION}
    again = load_organisations(definition=definition, by=machine)
    assert (again.made, again.changed, len(again.unchanged)) == ([], [], 22)


def test_loading_a_changed_definition_changes_that_organisation_and_keeps_its_mailbox(gemeente, machine):
    text = "gemeente: GM0153\nstatus: confirmed\nsource: x\norganisations:\n  - {key: a, name: %s, kind: police}\n"
    load_organisations(definition=read_partners(text % "Politie", file="a.yaml"), by=machine)
    change_organisation(organisation=organisation_by_slug("a"), by=machine, mailbox="post@example.nl")
    after = load_organisations(definition=read_partners(text % "Politie Oost", file="a.yaml"), by=machine)
    assert (after.changed, organisation_by_slug("a").mailbox) == (["Politie Oost"], "post@example.nl")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("- {key: a, name: A, kind: koninkrijk}", "kind"),
        ("- {key: a, name: A, kind: police, parent: b}", "does not stand before it"),
        ("- {key: a, name: A, kind: police, areas: [GM0150-LW-x]}", "no area of GM0153"),
        ("- {key: a, name: A, kind: police}\n- {key: a, name: B, kind: fire}", "stands twice"),
        ("- [", "no YAML"),
    ],
)
def test_a_wrong_definition_says_what_is_wrong(line, says):
    with pytest.raises(OrganisationError, match=says):
        read_partners(f"gemeente: GM0153\nstatus: confirmed\nsource: x\norganisations:\n{line}\n", file="a.yaml")


def test_a_civic_group_has_civic_accounts_and_only_they(gemeente, machine):
    wijkraad = make_organisation(name="Wijkraad Pathmos", kind=Kind.WIJKRAAD, by=machine)
    police = make_organisation(name="Politie", kind=Kind.POLICE, by=machine)
    agent = _account("partner", machine, organisation=police, function="wijkagent")
    assert agent.shown_outside == "wijkagent, Politie"
    with pytest.raises(OrganisationError, match="bewoners"):
        place_account(account=agent, organisation=wijkraad, by=machine)
    with pytest.raises(OrganisationError, match="Politie is dat niet"):
        _account("civic", machine, organisation=police)
    with pytest.raises(OrganisationError, match="past"):
        change_organisation(organisation=police, by=machine, kind=Kind.WIJKRAAD)
    _account("civic", machine, organisation=wijkraad)
    assert Organisation.objects.get(pk=police.pk).kind == Kind.POLICE


def test_an_organisation_with_open_accounts_is_not_closed(gemeente, machine):
    domijn = make_organisation(name="Domijn", kind=Kind.HOUSING, by=machine)
    kim = _account("partner", machine, organisation=domijn)
    with pytest.raises(OrganisationError, match="1 open accounts"):
        close_organisation(organisation=domijn, by=machine)
    close_account(account=kim, by=machine)
    close_organisation(organisation=domijn, by=machine)
    assert organisations() == []
    assert [event.name for event in events_about(f"organisation:{domijn.pk}")] == [
        "organisations.organisation.closed",
        "organisations.organisation.made",
    ]
    with pytest.raises(OrganisationError, match="gesloten"):
        _account("triage", machine, organisation=domijn)


def test_an_organisation_is_no_part_of_itself(gemeente, machine):
    above = make_organisation(name="Gemeente", kind=Kind.MUNICIPALITY, by=machine)
    below = make_organisation(name="Beheer", kind=Kind.MUNICIPALITY, parent=above, by=machine)
    with pytest.raises(OrganisationError, match="zichzelf"):
        change_organisation(organisation=above, by=machine, parent=below)


def test_nobody_changes_the_own_role_or_closes_the_own_account(gemeente, machine):
    kim = _account("administrator", machine)
    with pytest.raises(OrganisationError, match="eigen rol"):
        change_account(account=kim, role="triage", organisation=None, function="", by=kim.as_actor())
    with pytest.raises(OrganisationError, match="eigen account"):
        close_account(account=kim, by=kim.as_actor())
