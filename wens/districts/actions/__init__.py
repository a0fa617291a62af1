"""All writes on what the gemeente publishes about stadsdelen and wijken."""

from wens.districts.actions.keeping import Conflict, LookOnce, PieceError
from wens.districts.actions.signing import drop, offer, remove, send_back, sign, take_back, withdraw
from wens.districts.actions.subscribing import (
    SubscribeError,
    address_of,
    change_address,
    confirm,
    subscribe,
    unsubscribe,
)
from wens.districts.actions.telling import announce_due
from wens.districts.actions.writing import Draft, start, write

__all__ = [
    "Conflict",
    "Draft",
    "LookOnce",
    "PieceError",
    "SubscribeError",
    "address_of",
    "announce_due",
    "change_address",
    "confirm",
    "drop",
    "offer",
    "remove",
    "send_back",
    "sign",
    "start",
    "subscribe",
    "take_back",
    "unsubscribe",
    "withdraw",
    "write",
]
