"""What follows from knelpunten and the actions on them: who raised one reads the reason and hears when an action moves,
who gets one or takes a part in it is told.
"""

from uuid import UUID

from wens.audit.models import Outgoing
from wens.bottlenecks.models import Bottleneck, EvidenceKind, PublicText, Role, TextState, What
from wens.bottlenecks.queries import sources_of
from wens.followup.actions import writing
from wens.followup.models import Letter
from wens.followup.queries import directors
from wens.meetings.models import Statement
from wens.organisations.models import Organisation
from wens.plans.models import Action
from wens.reports.chain import contributions_behind
from wens.voices.models import Contribution

Kind = Letter.Kind


def urgent(row: Outgoing) -> None:
    """Those who direct hear at once what cannot wait for the round, unless it was decided since."""
    one = Bottleneck.objects.filter(pk=row.data["bottleneck"], state="proposed").first()
    if one:
        for account in directors():
            writing.to_account(Kind.WEIGH_NOW, account, cause=str(row.pk), about=one.pk)


def decided(row: Outgoing) -> None:
    """A partner to whom a knelpunt is passed hears it at once; others read the reason after the second look."""
    one = Bottleneck.objects.select_related("passed_to").filter(pk=row.data["bottleneck"]).first()
    if one and row.data["what"] == What.PASS_ON and one.passed_to:
        writing.to_organisation(Kind.PASSED_ON, one.passed_to, cause=str(row.pk), about=one.pk)


def approved(row: Outgoing) -> None:
    """Who told something on which it rests reads the reason; partners who brought it in do too, each once."""
    text = PublicText.objects.filter(pk=row.data["text"], state=TextState.APPROVED, bottleneck__isnull=False).first()
    if text is None or text.bottleneck_id is None:
        return
    key: UUID = text.bottleneck_id
    for one in Contribution.objects.filter(pk__in=sources_of(key, EvidenceKind.CONTRIBUTION)):
        writing.to_writers(Kind.WEIGHED, one, cause=str(row.pk), data={})
    said = Statement.objects.filter(pk__in=sources_of(key, EvidenceKind.STATEMENT))
    for partner in Organisation.objects.filter(pk__in=said.values("organisation"), is_active=True):
        writing.to_organisation(Kind.RAISED, partner, cause=str(row.pk), about=key)


def action_moved(row: Outgoing) -> None:
    """Who told what a public action goes back to hears that it moves; what is no step forward stands on its page."""
    one = Action.objects.filter(pk=row.data["action"], is_public=True).first()
    if one is None or not row.data.get("moved", True):
        return
    for told in contributions_behind(one.pk):
        writing.to_writers(Kind.ACTION_MOVED, told, cause=str(row.pk), data={"action": str(one.pk)})


def role_asked(row: Outgoing) -> None:
    """A partner is asked to take a part in the approach of a place."""
    one = Role.objects.select_related("organisation").filter(pk=row.data["role"]).first()
    if one:
        writing.to_organisation(Kind.ROLE_ASKED, one.organisation, cause=str(row.pk), about=one.place_id)
