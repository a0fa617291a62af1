"""What a writer is asked afterwards, and the answers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Question(models.TextChoices):
    SOLVED = "solved", _("Is het opgelost?")
    SAFER = "safer", _("Is het veiliger?")


class Answer(models.TextChoices):
    YES = "yes", _("Ja")
    PARTLY = "partly", _("Een beetje")
    NO = "no", _("Nee")
