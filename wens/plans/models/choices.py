"""The states of focus points and actions, and what can be done with them; `wens.plans.states` says what leads where."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FocusState(models.TextChoices):
    DRAFT = "draft", _("in voorbereiding")
    ADOPTED = "adopted", _("vastgesteld")
    ENDED = "ended", _("afgelopen")


class Stage(models.TextChoices):
    """Where an action stands as an agreement; how far it is comes from its milestones (`wens.plans.progress`)."""

    PROPOSED = "proposed", _("wacht op handtekening")
    AGREED = "agreed", _("afgesproken")
    STUCK = "stuck", _("loopt vast")
    DONE = "done", _("klaar")
    STOPPED = "stopped", _("gestopt")
    CARRIED = "carried", _("gaat verder in een nieuwe periode")


class What(models.TextChoices):
    """What somebody did with a focus point or an action."""

    DRAFT = "draft", _("opgeschreven")
    EDIT = "edit", _("veranderd")
    ADOPT = "adopt", _("vastgesteld")
    WITHDRAW = "withdraw", _("teruggenomen")
    END = "end", _("afgesloten")
    RESUME = "resume", _("weer opgepakt")
    PROPOSE = "propose", _("voorgesteld")
    SIGN = "sign", _("ondertekend")
    GET_STUCK = "get_stuck", _("loopt vast")
    GO_ON = "go_on", _("gaat weer verder")
    FINISH = "finish", _("klaar")
    REOPEN = "reopen", _("weer geopend")
    STOP = "stop", _("gestopt")
    CARRY = "carry", _("meegenomen naar een nieuwe periode")


class PartRole(models.TextChoices):
    LEAD = "lead", _("trekker")
    PARTNER = "partner", _("doet mee")


class Effect(models.TextChoices):
    """Whether it worked, as far as the figures can tell."""

    LIKELY = "likely", _("waarschijnlijk")
    UNCLEAR = "unclear", _("onduidelijk")
    NONE = "none", _("geen effect")
