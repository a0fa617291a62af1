"""The words of a wijkbudget: who holds which seat, how money moves, how an application stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Function(models.TextChoices):
    """What somebody is in a wijkraad; outside this is all that is told of a person, unless the person agreed."""

    CHAIR = "chair", _("voorzitter")
    TREASURER = "treasurer", _("penningmeester")
    SECRETARY = "secretary", _("secretaris")
    MEMBER = "member", _("lid")


class Carry(models.TextChoices):
    """What happens at the end of the year with money that nobody was promised."""

    NONE = "none", _("gaat terug naar de gemeente")
    CAPPED = "capped", _("gaat tot een vast bedrag mee naar het volgende jaar")
    ALL = "all", _("gaat mee naar het volgende jaar")


class YearState(models.TextChoices):
    OPEN = "open", _("loopt")
    CLOSED = "closed", _("afgesloten")


class Booking(models.TextChoices):
    """A line of the ledger; `wens.budgets.ledger.MOVES` says from where to where its money goes."""

    ALLOT = "allot", _("gekregen van de gemeente")
    TAKE_BACK = "take_back", _("verlaagd door de gemeente")
    CARRY_IN = "carry_in", _("over van vorig jaar")
    CARRY_OUT = "carry_out", _("mee naar volgend jaar")
    LAPSE = "lapse", _("terug naar de gemeente")
    COMMIT = "commit", _("toegezegd")
    RELEASE = "release", _("toezegging vervallen")
    PAY = "pay", _("betaald")
    REFUND = "refund", _("teruggestort")


class Applicant(models.TextChoices):
    RESIDENT = "resident", _("een bewoner")
    NEIGHBOURS = "neighbours", _("een groep bewoners")
    ASSOCIATION = "association", _("een vereniging of stichting")
    ENTREPRENEUR = "entrepreneur", _("een ondernemer")
    SCHOOL = "school", _("een school")
    OTHER = "other", _("iemand anders")


class State(models.TextChoices):
    """How an application stands."""

    RECEIVED = "received", _("ontvangen")
    ASKED = "asked", _("wacht op antwoord van de aanvrager")
    CHECKED = "checked", _("gecontroleerd")
    ON_VOTE = "on_vote", _("in stemming")
    GRANTED = "granted", _("toegekend")
    REFUSED = "refused", _("afgewezen")
    NOT_TAKEN = "not_taken", _("niet in behandeling genomen")
    DONE = "done", _("uitgevoerd")
    STOPPED = "stopped", _("gaat niet door")
    WITHDRAWN = "withdrawn", _("ingetrokken")


class What(models.TextChoices):
    """What somebody did with an application."""

    APPLY = "apply", _("aangevraagd")
    ASK = "ask", _("vraag aan de aanvrager")
    REPLY = "reply", _("antwoord van de aanvrager")
    CHECK = "check", _("gecontroleerd")
    PUT_TO_VOTE = "put_to_vote", _("in stemming gebracht")
    TAKE_OFF_VOTE = "take_off_vote", _("uit de stemming gehaald")
    GRANT = "grant", _("toegekend")
    REFUSE = "refuse", _("afgewezen")
    LEAVE = "leave", _("niet in behandeling genomen")
    RECONSIDER = "reconsider", _("opnieuw bekeken")
    STOP = "stop", _("gaat niet door")
    FINISH = "finish", _("uitgevoerd")
    WITHDRAW = "withdraw", _("ingetrokken")


class Interest(models.TextChoices):
    """Why somebody does not decide on an application (Awb art. 2:4)."""

    OWN = "own", _("het is mijn eigen aanvraag")
    CLOSE = "close", _("een familielid of vriend vraagt dit aan")
    MEMBER = "member", _("ik ben lid of bestuurslid van wie dit aanvraagt")
    PAID = "paid", _("ik verdien er geld mee")
    NEAR = "near", _("het is in mijn eigen straat of pand")


class Outcome(models.TextChoices):
    GRANTED = "granted", _("toegekend")
    REFUSED = "refused", _("afgewezen")
    NOT_TAKEN = "not_taken", _("niet in behandeling genomen")


class Method(models.TextChoices):
    """How votes become a list of plans that get money."""

    APPROVAL = "approval", _("de meeste stemmen eerst")
    KNAPSACK = "knapsack", _("iedereen verdeelt het hele bedrag")
    SHARES = "shares", _("gelijke delen: iedere stem telt voor evenveel geld")


class VoteState(models.TextChoices):
    DRAFT = "draft", _("in voorbereiding")
    OPEN = "open", _("stemmen kan")
    COUNTED = "counted", _("geteld")
    CANCELLED = "cancelled", _("gaat niet door")
