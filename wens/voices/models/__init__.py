"""The tables of contributions and of what is done with them."""

from wens.voices.models.choices import Channel, Frequency, Since, Size, Speaker, State, Update
from wens.voices.models.contributions import Contact, Contribution, Echo, Original
from wens.voices.models.dealings import Attachment, DutyShift, Handover, Message

__all__ = [
    "Attachment",
    "Channel",
    "Contact",
    "Contribution",
    "DutyShift",
    "Echo",
    "Frequency",
    "Handover",
    "Message",
    "Original",
    "Since",
    "Size",
    "Speaker",
    "State",
    "Update",
]
