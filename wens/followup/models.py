"""What must still reach somebody: letters, personal links, verdicts of writers, and what stands in the red list.

No table here holds an address: it is read from the sealed contact or the account at the moment of sending.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from wens.followup import choices
from wens.organisations.models import Account, Invitation, Organisation
from wens.plans.models import Action
from wens.tenancy.models import TenantModel
from wens.tenancy.personal import PersonalField
from wens.voices.models import Contribution, Handover

CONSENT = "AVG art. 6 lid 1 onder a (toestemming)"
TASK = "AVG art. 6 lid 1 onder e (taak van algemeen belang)"
TWO_YEARS = 2 * 365


class Letter(TenantModel):
    """One mail to one recipient. `once_key` says of what it is the consequence: there is never a second of it.

    `message_id` stays the same over all attempts, so that a receiving server may recognise a second one. `data` holds
    codes for the text (a state, the id of a partner). A letter that waits for a digest is `gathered`; the digest that
    tells it is `told_in`. `about` is the key of a meeting, or of what a package above this one owns (`elsewhere`).
    """

    class Kind(models.TextChoices):
        RECEIVED = "received", _("ontvangen")
        ASKED = "asked", _("een vraag van ons")
        ANSWERED = "answered", _("een antwoord van ons")
        HANDED_OVER = "handed_over", _("doorgegeven aan een partner")
        PARKED = "parked", _("bewaard voor later")
        ENDED = "ended", _("afgerond")
        MERGED = "merged", _("samengevoegd")
        SOLVED = "solved", _("is het opgelost?")
        SAFER = "safer", _("is het veiliger?")
        DIGEST = "digest", _("weekbericht")
        NEW_LINK = "new_link", _("een nieuwe link")
        OFFERED = "offered", _("aangeboden")
        URGENT = "urgent", _("dringend")
        REMINDER = "reminder", _("herinnering")
        ESCALATION = "escalation", _("niet op tijd beantwoord")
        REOPENED = "reopened", _("heropend")
        INVITED = "invited", _("uitnodiging")
        SECURITY = "security", _("verandering in het inloggen")
        MEETING = "meeting", _("uitnodiging voor een bijeenkomst")
        MEETING_MOVED = "moved", _("bijeenkomst op een andere tijd of plek")
        MEETING_OFF = "meeting_off", _("bijeenkomst gaat niet door")
        MINUTES = "minutes", _("openbaar verslag")
        HEARD = "heard", _("wat wij op de bijeenkomst hoorden")
        ROUND_DUE = "round_due", _("stap van een ronde")
        RED_LIST = "red_list", _("rode lijst")
        ACTION_SIGN = "action_sign", _("een deel van een actie om te tekenen")
        ACTION_DUE = "action_due", _("een stap van een actie moet klaar zijn")
        ACTION_HELP = "action_help", _("een actie kan niet verder of duurt langer")
        WEIGHED = "weighed", _("wat wij besloten over een knelpunt")
        ACTION_MOVED = "action_moved", _("een actie is een stap verder")
        WORK_SHOWN = "work_shown", _("een werk na een melding staat in het wijkbeheerplan")
        WORK_MOVED = "work_moved", _("een werk na een melding staat er anders voor")
        RAISED = "raised", _("besluit over een knelpunt, voor partners")
        PASSED_ON = "passed_on", _("een knelpunt is doorgegeven")
        WEIGH_NOW = "weigh_now", _("een knelpunt dat niet kan wachten")
        ROLE_ASKED = "role_asked", _("een rol in de aanpak van een plek")
        ANSWER = "answer", _("antwoord op een privacyverzoek")
        NEWS_CONFIRM = "news_confirm", _("nieuws per mail bevestigen")
        NEWS = "news", _("nieuws over een wijk")
        APPLIED = "applied", _("een aanvraag voor het wijkbudget wacht")
        GRANT_ASKED = "grant_asked", _("een vraag over een aanvraag")
        GRANT_TOLD = "grant_told", _("een besluit over een aanvraag")
        ADVICE = "advice", _("een advies van een wijkraad wacht")
        SIGNAL = "signal", _("een signaal wacht op een wijkteam")
        SIGNAL_DUE = "signal_due", _("herinnering aan een signaal")
        SIGNAL_LATE = "signal_late", _("een signaal is te laat, of heeft geen wijkteam")
        SIGNAL_TOLD = "signal_told", _("nieuws over een signaal")
        SIGNALS = "signals", _("weekbericht over signalen")
        SIGNAL_WEIGH = "signal_weigh", _("een signaal dat een knelpunt kan zijn")
        IDEA = "idea", _("een initiatief vraagt aandacht")
        IDEA_ASKED = "idea_asked", _("een vraag over een initiatief")
        IDEA_MOVED = "idea_moved", _("een initiatief staat er anders voor")
        IDEA_HELPER = "idea_helper", _("iemand wil helpen bij een initiatief")
        IDEA_CONFIRM = "idea_confirm", _("steun bevestigen")

    class To(models.TextChoices):
        WRITER = "writer", _("wie meldde")
        ORGANISATION = "organisation", _("een partner")
        ACCOUNT = "account", _("een medewerker")
        INVITATION = "invitation", _("wie is uitgenodigd")
        REQUESTER = "requester", _("wie een privacyverzoek deed")
        SUBSCRIBER = "subscriber", _("wie nieuws per mail vroeg")
        APPLICANT = "applicant", _("wie geld vroeg voor de wijk")
        INITIATOR = "initiator", _("wie een initiatief bracht")
        SUPPORTER = "supporter", _("wie een initiatief steunt")

    class State(models.TextChoices):
        GATHERED = "gathered", _("wacht op het weekbericht")
        WAITING = "waiting", _("wacht op verzending")
        HANDING_OVER = "handing_over", _("wordt nu verstuurd")
        SENT = "sent", _("verstuurd")
        FAILED = "failed", _("niet bezorgd")
        INTERRUPTED = "interrupted", _("afgebroken tijdens het versturen")
        CANCELLED = "cancelled", _("niet verstuurd")

    personal: ClassVar[dict[str, PersonalField]] = {
        "account": PersonalField("weten aan welke medewerker een bericht gaat", TASK, 365, "beheerder"),
        "contribution": PersonalField("wie meldde laten horen wat ermee gebeurt", CONSENT, 365, "beheerder"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    to_kind = models.CharField(max_length=12, choices=To.choices)
    contribution = models.ForeignKey(Contribution, null=True, on_delete=models.CASCADE, related_name="letters")
    handover = models.ForeignKey(Handover, null=True, on_delete=models.CASCADE, related_name="letters")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.CASCADE, related_name="letters")
    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE, related_name="letters")
    invitation = models.ForeignKey(Invitation, null=True, on_delete=models.CASCADE, related_name="letters")
    about = models.UUIDField(null=True)
    language = models.CharField(max_length=5, default="nl")
    template_version = models.CharField(max_length=20, blank=True)
    data = models.JSONField(default=dict)
    once_key = models.CharField(max_length=200)
    message_id = models.CharField(max_length=200)
    is_urgent = models.BooleanField(default=False)
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    told_in = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="tells")
    made_at = models.DateTimeField()
    not_before = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    handed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["gemeente", "once_key"], name="letter_made_once"),
            models.UniqueConstraint(fields=["message_id"], name="letter_message_id_once"),
            models.CheckConstraint(
                condition=(
                    models.Q(to_kind="writer", contribution__isnull=False)
                    | models.Q(to_kind="organisation", organisation__isnull=False)
                    | models.Q(to_kind="account", account__isnull=False)
                    | models.Q(to_kind="invitation", invitation__isnull=False)
                    | models.Q(to_kind__in=["requester", "subscriber"], about__isnull=False)
                    | models.Q(to_kind="applicant", about__isnull=False)
                    | models.Q(to_kind__in=["initiator", "supporter"], about__isnull=False)
                ),
                name="letter_has_recipient",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="sent") | models.Q(sent_at__isnull=False), name="letter_sent_at"
            ),
        ]
        indexes = [
            models.Index(fields=["gemeente", "not_before"], condition=models.Q(state="waiting"), name="letter_waiting"),
            models.Index(fields=["gemeente", "state", "made_at"], name="letter_state"),
            models.Index(fields=["gemeente", "about"], condition=models.Q(about__isnull=False), name="letter_about"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} → {self.to_kind} ({self.state})"


class PersonalLink(TenantModel):
    """A link in one letter that opens one thing. Only the hash of its token is kept."""

    class Purpose(models.TextChoices):
        ITEM = "item", _("één melding, voor een partner")
        FOLLOW = "follow", _("de eigen melding volgen")
        UNSUBSCRIBE = "unsubscribe", _("afmelden")

    personal: ClassVar[dict[str, PersonalField]] = {
        # As long as a contribution is kept: the link to unsubscribe in an old letter has to work.
        "digest": PersonalField("één melding openen zonder account", TASK, TWO_YEARS, "niemand (alleen als hash)"),
        "contribution": PersonalField("weten welke melding een link opent", TASK, TWO_YEARS, "niemand"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    digest = models.CharField(max_length=64)
    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="links")
    handover = models.ForeignKey(Handover, null=True, on_delete=models.CASCADE, related_name="links")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.CASCADE, related_name="links")
    letter = models.ForeignKey(Letter, null=True, on_delete=models.SET_NULL, related_name="links")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gemeente", "digest"], name="personal_link_digest_once"),
            models.UniqueConstraint(fields=["letter", "purpose"], name="personal_link_one_per_letter"),
            models.CheckConstraint(
                condition=~models.Q(purpose="item")
                | models.Q(organisation__isnull=False, handover__isnull=False, expires_at__isnull=False),
                name="personal_link_of_partner_expires",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.made_at:%Y-%m-%d}"


class ActionLink(TenantModel):
    """A link in a letter to a partner that opens one action, to report on it. Only the hash of its token is kept."""

    personal: ClassVar[dict[str, PersonalField]] = {
        "digest": PersonalField("één actie bijwerken zonder account", TASK, 365, "niemand (alleen als hash)"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    digest = models.CharField(max_length=64)
    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="links")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="action_links")
    letter = models.OneToOneField(Letter, null=True, on_delete=models.SET_NULL, related_name="action_link")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["gemeente", "digest"], name="action_link_digest")]

    def __str__(self) -> str:
        return f"{self.action_id} ({self.made_at:%Y-%m-%d})"


class Verdict(TenantModel):
    """What a writer says afterwards: is it solved, is it safer? Own words are a message, behind its own lock."""

    Question = choices.Question
    Answer = choices.Answer

    personal: ClassVar[dict[str, PersonalField]] = {}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="verdicts")
    question = models.CharField(max_length=6, choices=choices.Question.choices)
    answer = models.CharField(max_length=6, choices=choices.Answer.choices)
    at = models.DateTimeField()
    answer_key = models.UUIDField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["gemeente", "answer_key"], name="verdict_given_once")]

    def __str__(self) -> str:
        return f"{self.question}: {self.answer}"


class LinkRequest(TenantModel):
    """Somebody lost the follow code and asks for a new link; the address is sealed, and gone once it was looked up."""

    personal: ClassVar[dict[str, PersonalField]] = {
        "email": PersonalField("een nieuwe link sturen", CONSENT, 1, "het postsysteem"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.BinaryField()
    sealed_with = models.CharField(max_length=16)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.pk)


class WrongCode(TenantModel):
    """A code or link that opened nothing: counted per visitor for a short while, so that nobody guesses on."""

    personal: ClassVar[dict[str, PersonalField]] = {
        "visitor": PersonalField(
            "raden van codes stoppen", "AVG art. 6 lid 1 onder e; art. 32", 1, "niemand (als hash)"
        ),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    visitor = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["gemeente", "visitor", "at"], name="wrong_code_visitor")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"


class RedListOwner(TenantModel):
    """The account that looks after what could not be delivered; the newest row counts."""

    personal: ClassVar[dict[str, PersonalField]] = {
        "account": PersonalField("weten wie onbezorgde berichten oppakt", TASK, 365, "medewerkers"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="owns_red_list")
    since = models.DateTimeField()

    class Meta:
        ordering = ["-since"]

    def __str__(self) -> str:
        return f"{self.account_id} {self.since:%Y-%m-%d}"
