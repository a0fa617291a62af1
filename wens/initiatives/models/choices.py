"""The words of an initiative: who brings it, how it stands, which help it needs, what a network is."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Bringer(models.TextChoices):
    """Who brings an idea; outside this is all that is told of a person."""

    RESIDENT = "resident", _("een bewoner")
    NEIGHBOURS = "neighbours", _("een groep bewoners")
    COUNCIL = "council", _("een wijk- of dorpsraad")
    ASSOCIATION = "association", _("een vereniging of stichting")
    ENTREPRENEUR = "entrepreneur", _("een ondernemer")
    SCHOOL = "school", _("een school")


class State(models.TextChoices):
    """How an initiative stands."""

    RECEIVED = "received", _("ontvangen")
    ASKED = "asked", _("wacht op antwoord van wie het bracht")
    OPEN = "open", _("zoekt steun en hulp")
    UNDERWAY = "underway", _("wordt uitgevoerd")
    PAUSED = "paused", _("ligt stil")
    DONE = "done", _("klaar")
    STOPPED = "stopped", _("gestopt")
    DECLINED = "declined", _("kan niet als initiatief")
    WITHDRAWN = "withdrawn", _("ingetrokken")


class What(models.TextChoices):
    """What somebody did with an initiative."""

    BRING = "bring", _("idee ingestuurd")
    ASK = "ask", _("vraag aan wie het bracht")
    REPLY = "reply", _("antwoord van wie het bracht")
    OPEN = "open", _("op de site gezet")
    REWORD = "reword", _("tekst veranderd")
    START = "start", _("begonnen")
    PAUSE = "pause", _("stilgelegd")
    RESUME = "resume", _("gaat verder")
    FINISH = "finish", _("klaar")
    STOP = "stop", _("gestopt")
    DECLINE = "decline", _("kan niet als initiatief")
    REOPEN = "reopen", _("heropend")
    WITHDRAW = "withdraw", _("ingetrokken")


class Help(models.TextChoices):
    """A kind of help that an initiative needs."""

    PEOPLE = "people", _("mensen die meedoen")
    PERMIT = "permit", _("een vergunning of toestemming")
    MEANS = "means", _("geld")
    PLACE = "place", _("een plek of spullen")
    ADVICE = "advice", _("advies")


class NeedState(models.TextChoices):
    NEEDED = "needed", _("nog nodig")
    FOUND = "found", _("gevonden")
    NOT_NEEDED = "not_needed", _("niet nodig")
    REFUSED = "refused", _("lukt niet")


class Support(models.TextChoices):
    """What somebody says to an initiative."""

    SUPPORTS = "supports", _("ik steun dit")
    HELPS = "helps", _("ik help mee")


class NetworkKind(models.TextChoices):
    PREVENTION = "prevention", _("buurtpreventie")
    LIVEABILITY = "liveability", _("leefbaarheidsgroep")
    RESIDENTS = "residents", _("bewonersgroep")
    ENTREPRENEURS = "entrepreneurs", _("groep ondernemers")
    CARE = "care", _("zorg voor elkaar")
    OTHER = "other", _("een andere groep")
