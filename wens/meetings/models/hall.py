"""The evening with residents: their contributions in groups, what they say of that, and which groups were missed.

The texts themselves stand with the contributions (`wens.voices`): a text that is taken back there is gone here too.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wens.meetings.models.planning import TASK, Meeting
from wens.tenancy.models import TenantModel
from wens.tenancy.personal import PersonalField, done_by
from wens.voices.models import Contribution


class GroupEdit(TenantModel):
    """One edit of the grouping as a device sent it: `changes` of an `item` over what it had `seen`.

    The item is a group (`title`, `removed`) or a contribution (`group`: the id of a group, empty for none). `batch`
    holds together what one press did; `undoes` names the batch that this one takes back. Never changed afterwards.
    """

    personal: ClassVar[dict[str, PersonalField]] = {"author": done_by("verantwoorden wie bijdragen groepeerde")}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="group_edits")
    item = models.UUIDField()
    batch = models.UUIDField()
    undoes = models.UUIDField(null=True)
    author = models.CharField(max_length=100)
    changes = models.JSONField()
    seen = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    received_at = models.DateTimeField()
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["meeting", "item"], name="group_edit_item")]

    def __str__(self) -> str:
        return str(self.pk)


class Group(TenantModel):
    """Contributions under one short `title`: the outcome of its edits, never written directly.

    `heads` holds per field which edits stand, `conflicts` the different words when two people wrote at the same time.
    """

    personal: ClassVar[dict[str, PersonalField]] = {}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="groups")
    title = models.CharField(max_length=60, blank=True)
    removed = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    heads = models.JSONField(default=dict)
    conflicts = models.JSONField(default=list)

    class Meta:
        ordering = ["made_at", "id"]

    def __str__(self) -> str:
        return self.title


class Placed(TenantModel):
    """In which group a contribution stands (`group`: its id, empty for none), as it follows from the edits."""

    personal: ClassVar[dict[str, PersonalField]] = {}

    contribution = models.OneToOneField(Contribution, primary_key=True, on_delete=models.CASCADE, related_name="placed")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="placed")
    group = models.UUIDField(null=True)
    heads = models.JSONField(default=dict)
    conflicts = models.JSONField(default=list)

    def __str__(self) -> str:
        return str(self.contribution_id)


class Reaction(TenantModel):
    """What somebody in the hall, or afterwards, says of the list: this is it, I meant something else, it lacks
    something. Only who takes part in meetings reads the words; they are never shown on a wall.
    """

    class Kind(models.TextChoices):
        RIGHT = "right", _("Ja, dit herken ik")
        OTHERWISE = "otherwise", _("Ik bedoelde iets anders")
        MISSING = "missing", _("Er mist iets")

    personal: ClassVar[dict[str, PersonalField]] = {
        "words": PersonalField("de lijst verbeteren", TASK, 365, "wie de bijeenkomst leidt"),
        "handled_by": done_by("verantwoorden wie een reactie verwerkte"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="reactions")
    group = models.UUIDField(null=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    words = models.CharField(max_length=500, blank=True)
    answer_key = models.UUIDField()
    at = models.DateTimeField()
    handled_at = models.DateTimeField(null=True)
    handled_by = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["gemeente", "answer_key"], name="reaction_given_once"),
            models.CheckConstraint(condition=Q(kind="right") | ~Q(words=""), name="reaction_says_what"),
        ]

    def __str__(self) -> str:
        return self.kind


class Expected(TenantModel):
    """A group that was expected, in words (a street, an age, an organisation), and whether it came. Never a person."""

    class Kind(models.TextChoices):
        STREET = "street", _("straat of plek")
        AGE = "age", _("leeftijd")
        ORGANISATION = "organisation", _("organisatie of vereniging")
        OTHER = "other", _("andere groep")

    class Came(models.TextChoices):
        MANY = "many", _("was er")
        FEW = "few", _("maar een paar")
        NONE = "none", _("was er niet")

    personal: ClassVar[dict[str, PersonalField]] = {}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="expected")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    words = models.CharField(max_length=80)
    came = models.CharField(max_length=4, choices=Came.choices, blank=True)
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ["kind", "noted_at", "id"]
        constraints = [models.UniqueConstraint(fields=["meeting", "words"], name="expected_once")]

    def __str__(self) -> str:
        return self.words
