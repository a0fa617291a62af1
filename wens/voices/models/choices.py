"""The answers to choose from; the words on the screen are Dutch (B1) and translated."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Speaker(models.TextChoices):
    """As whom somebody speaks."""

    RESIDENT = "resident", _("bewoner")
    ENTREPRENEUR = "entrepreneur", _("ondernemer")
    WIJKRAAD = "wijkraad", _("wijkraad of dorpsraad")
    SCHOOL = "school", _("school")
    ASSOCIATION = "association", _("vereniging")
    VISITOR = "visitor", _("bezoeker")
    OTHER = "other", _("anders")


class Channel(models.TextChoices):
    """How it came in."""

    WEB = "web", _("op de site")
    PHONE = "phone", _("aan de telefoon")
    PAPER = "paper", _("op papier")
    MEETING = "meeting", _("op een bijeenkomst")


class Size(models.TextChoices):
    ONE_SPOT = "one_spot", _("op één plek")
    STREET = "street", _("in de straat")
    SEVERAL_STREETS = "several_streets", _("in meer straten")
    WHOLE_WIJK = "whole_wijk", _("in de hele wijk")


class Frequency(models.TextChoices):
    ONCE = "once", _("één keer")
    NOW_AND_THEN = "now_and_then", _("af en toe")
    WEEKLY = "weekly", _("elke week")
    DAILY = "daily", _("(bijna) elke dag")


class Since(models.TextChoices):
    DAYS = "days", _("een paar dagen")
    WEEKS = "weeks", _("een paar weken")
    MONTHS = "months", _("een paar maanden")
    YEAR = "year", _("een jaar of langer")


class State(models.TextChoices):
    """Where a contribution stands; `wens.voices.states` says what leads from where to where."""

    RECEIVED = "received", _("ontvangen")
    IN_TRIAGE = "in_triage", _("wordt gelezen")
    ASKED = "asked", _("wacht op antwoord op een vraag")
    OFFERED = "offered", _("aangeboden aan een partner")
    WITH_PARTNER = "with_partner", _("bij een partner")
    PARKED = "parked", _("bewaard voor later")
    RESOLVED = "resolved", _("opgelost")
    NOT_RESOLVED = "not_resolved", _("niet opgelost")
    NOT_OURS = "not_ours", _("niet van ons")
    LAPSED = "lapsed", _("vervallen")
    MERGED = "merged", _("samengevoegd")
    WITHDRAWN = "withdrawn", _("ingetrokken")
    ERASED = "erased", _("verwijderd")


class Update(models.TextChoices):
    """When somebody who left contact details wants to hear."""

    AT_ONCE = "at_once", _("meteen")
    WEEKLY = "weekly", _("één keer per week")
    NEVER = "never", _("niet")
