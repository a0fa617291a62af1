"""The answers to choose from; the words on the screen are Dutch (B1) and translated."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """The three meetings of the WENS method and of the stadsdelen, and those of a wijkraad or dorpsraad."""

    WIJKBIJEENKOMST = "wijkbijeenkomst", _("wijkbijeenkomst veiligheid")
    ROUND_TABLE = "round_table", _("ronde tafel")
    WIJKOVERLEG = "wijkoverleg", _("wijkoverleg")
    RAAD = "raad", _("vergadering van de wijkraad of dorpsraad")


class State(models.TextChoices):
    """Where a meeting stands; `wens.meetings.states` says what leads from where to where."""

    PLANNED = "planned", _("gepland")
    OPEN = "open", _("bezig")
    CLOSED = "closed", _("gesloten")
    MINUTES = "minutes", _("verslag in de maak")
    APPROVED = "approved", _("verslag goedgekeurd")
    PUBLISHED = "published", _("verslag openbaar")
    CANCELLED = "cancelled", _("gaat niet door")


class Answer(models.TextChoices):
    """What an invited partner answers."""

    YES = "yes", _("komt")
    MAYBE = "maybe", _("komt misschien")
    NO = "no", _("komt niet")


class Sureness(models.TextChoices):
    """How sure a professional is: what he saw, what several people told him, or what he suspects."""

    SEEN = "seen", _("zelf gezien")
    HEARD = "heard", _("van meer mensen gehoord")
    SUSPECTED = "suspected", _("vermoeden")


class Opinion(models.TextChoices):
    """What an organisation thinks of the statement of another."""

    AGREE = "agree", _("herkent dit")
    DOUBT = "doubt", _("twijfelt")
    DISAGREE = "disagree", _("ziet dit anders")


class AgendaKind(models.TextChoices):
    TOPIC = "topic", _("onderwerp")
    PREVENTION = "prevention", _("preventie: wat kunnen wij zelf doen?")
    EXPERTISE = "expertise", _("vraag om deskundigheid")
