"""The tables of contributions and of what is done with them."""

from wens.voices.models.choices import Channel, Frequency, Since, Size, Speaker, State, Update
from wens.voices.models.contributions import MASKED, Contact, Contribution, Echo, Original
from wens.voices.models.dealings import Attachment, DutyShift, Handover, Message
from wens.voices.models.flood import Attempt
from wens.voices.models.occasions import Occasion

__all__ = [
    "MASKED",
    "Attachment",
    "Attempt",
    "Channel",
    "Contact",
    "Contribution",
    "DutyShift",
    "Echo",
    "Frequency",
    "Handover",
    "Message",
    "Occasion",
    "Original",
    "Since",
    "Size",
    "Speaker",
    "State",
    "Update",
]
