"""The answers to choose from; the words on the screen are Dutch (B1) and translated."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlaceKind(models.TextChoices):
    """What kind of place has a name of its own. A street is shown by name inside a covenant only."""

    SCHOOL = "school", _("school")
    SQUARE = "square", _("plein")
    SHOPS = "shops", _("winkelcentrum")
    PARK = "park", _("park")
    STATION = "station", _("station of halte")
    OTHER = "other", _("andere plek")
    STREET = "street", _("straat")


class Since(models.TextChoices):
    """Since when a partner sees it, as people remember it."""

    WEEK = "week", _("sinds deze week")
    MONTH = "month", _("sinds deze maand")
    HALF_YEAR = "half_year", _("ongeveer een half jaar")
    LONGER = "longer", _("langer")


class Stance(models.TextChoices):
    """What a colleague of another organisation says of a worry."""

    CONFIRM = "confirm", _("wij zien dit ook")
    DOUBT = "doubt", _("wij zien dit niet")


class WorryState(models.TextChoices):
    """Where a worry stands; `wens.signalling.states` says what leads from where to where."""

    OPEN = "open", _("wacht op een wijkteam")
    TAKEN = "taken", _("opgepakt door een wijkteam")
    SOLVED = "solved", _("opgelost")
    BETTER = "better", _("het is minder geworden")
    SAME = "same", _("er is iets gedaan, maar het is niet beter")
    UNCLEAR = "unclear", _("wij weten niet of het hielp")
    NOT_SEEN = "not_seen", _("het wijkteam zag dit niet")
    WITHDRAWN = "withdrawn", _("ingetrokken")
    LAPSED = "lapsed", _("niemand pakte het op")


class WorryMove(models.TextChoices):
    """What happened with a worry."""

    ENTER = "enter", _("ingebracht")
    ASSIGN = "assign", _("naar een ander wijkteam")
    TAKE = "take", _("opgepakt")
    HAND_BACK = "hand_back", _("teruggegeven")
    REPORT = "report", _("bericht van het wijkteam")
    END = "end", _("afgerond")
    WITHDRAW = "withdraw", _("ingetrokken")
    LAPSE = "lapse", _("verlopen")
    REOPEN = "reopen", _("opnieuw op tafel")
    CONFIRM = "confirm", _("bevestigd")
    DOUBT = "doubt", _("betwijfeld")
    LINK = "link", _("melding gekoppeld")
    REMIND = "remind", _("herinnering gestuurd")
    ESCALATE = "escalate", _("de stadsdeelmanager weet dat het te laat is")
