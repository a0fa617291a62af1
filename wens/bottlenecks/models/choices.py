"""The answers to choose from; the words on the screen are Dutch (B1) and translated."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a knelpunt stands; `wens.bottlenecks.states` says what leads from where to where."""

    PROPOSED = "proposed", _("voorgesteld")
    ADOPTED = "adopted", _("wij pakken het op")
    PARKED = "parked", _("bewaard voor later")
    PASSED_ON = "passed_on", _("doorgegeven")
    NOT_OURS = "not_ours", _("niet van ons")
    WITHDRAWN = "withdrawn", _("voorstel ingetrokken")
    CLOSED = "closed", _("afgerond")


class What(models.TextChoices):
    """What somebody decided about a knelpunt."""

    PROPOSE = "propose", _("voorgesteld")
    ADOPT = "adopt", _("opgepakt")
    PARK = "park", _("bewaard voor later")
    PASS_ON = "pass_on", _("doorgegeven")
    NOT_OURS = "not_ours", _("niet van ons")
    WITHDRAW = "withdraw", _("voorstel ingetrokken")
    CLOSE = "close", _("afgerond")
    REOPEN = "reopen", _("opnieuw op tafel")


class EvidenceKind(models.TextChoices):
    """From which source a piece of evidence comes."""

    FIGURE = "figure", _("cijfer uit een bewaarde foto")
    STATEMENT = "statement", _("inbreng aan de ronde tafel")
    CONTRIBUTION = "contribution", _("melding van een bewoner of ondernemer")
    SIGNAL = "signal", _("signaal uit cijfers dat mensen beoordeelden")


class TextState(models.TextChoices):
    """Where a text for everybody stands: nothing shows before a second person looked."""

    PROPOSED = "proposed", _("wacht op een tweede lezer")
    RETURNED = "returned", _("terug naar de schrijver")
    APPROVED = "approved", _("openbaar")
    TAKEN_DOWN = "taken_down", _("van de site gehaald")
    REPLACED = "replaced", _("vervangen")


class PlaceState(models.TextChoices):
    """Where the approach of a place above the norm stands: from talking to measures, and always an evaluation."""

    SEEN = "seen", _("boven de norm gezien")
    TALKING = "talking", _("in gesprek")
    AGREEMENTS = "agreements", _("afspraken op de plek")
    MEASURES = "measures", _("maatregelen")
    EVALUATING = "evaluating", _("wij kijken of het hielp")
    ENDED = "ended", _("aanpak afgerond")
    NO_APPROACH = "no_approach", _("geen aanpak nodig")


class PlaceMove(models.TextChoices):
    """What happened with a place above the norm."""

    NOTICE = "notice", _("boven de norm gezien")
    TALK = "talk", _("in gesprek gegaan")
    AGREE = "agree", _("afspraken gemaakt")
    MEASURE = "measure", _("maatregelen begonnen")
    EVALUATE = "evaluate", _("evaluatie begonnen")
    END = "end", _("geëvalueerd en afgerond")
    DISMISS = "dismiss", _("geen aanpak nodig")
    REOPEN = "reopen", _("opnieuw begonnen")
    FACT = "fact", _("feit toegevoegd")
    ROLE = "role", _("rol van een partner")


class PartnerRole(models.TextChoices):
    """Which part of an approach a partner takes."""

    YOUTH_WORK = "youth_work", _("jongerenwerk")
    SCHOOL = "school", _("school")
    POLICE = "police", _("politie")
    CORPORATION = "corporation", _("woningcorporatie")
    GEMEENTE = "gemeente", _("gemeente")


class RoleState(models.TextChoices):
    ASKED = "asked", _("gevraagd")
    DOING = "doing", _("bezig")
    DONE = "done", _("klaar")
    CANNOT = "cannot", _("lukt niet")


class Outcome(models.TextChoices):
    """What the evaluation of an approach says; "unclear" is a full answer."""

    BETTER = "better", _("het is beter")
    SAME = "same", _("het is hetzelfde")
    WORSE = "worse", _("het is erger")
    UNCLEAR = "unclear", _("wij weten het niet")


class RulesKind(models.TextChoices):
    """What a gemeente configures itself, in versions."""

    CRITERIA = "criteria", _("criteria om te wegen")
    NORMS = "norms", _("normen voor overlast")
