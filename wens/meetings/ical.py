"""An invitation for a calendar: one VEVENT as iCalendar (RFC 5545), with moments in UTC. Pure.

A writer of our own: one event without repetition or time zone needs escaping, folding and seven properties. A library
for that (icalendar, with tzdata and python-dateutil) would be larger than what it replaces.
"""

import datetime as dt
from dataclasses import dataclass

LONGEST_LINE = 75
"""Octets on a line without its end (RFC 5545, 3.1)."""


@dataclass(frozen=True)
class Event:
    """What a calendar shows. `uid` and a rising `sequence` let it replace what it has (RFC 5545, 3.8.7.4)."""

    uid: str
    sequence: int
    starts_at: dt.datetime
    ends_at: dt.datetime
    made_at: dt.datetime
    title: str
    place: str
    about: str
    address: str
    cancelled: bool = False


def write(event: Event) -> bytes:
    """Return the file, UTF-8 with CRLF. Moments must be aware. Raises ValueError for a naive one."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//WENS//meetings//NL",
        f"METHOD:{'CANCEL' if event.cancelled else 'PUBLISH'}",
        "BEGIN:VEVENT",
        f"UID:{_text(event.uid)}",
        f"SEQUENCE:{event.sequence}",
        f"DTSTAMP:{_moment(event.made_at)}",
        f"DTSTART:{_moment(event.starts_at)}",
        f"DTEND:{_moment(event.ends_at)}",
        f"SUMMARY:{_text(event.title)}",
        f"LOCATION:{_text(event.place)}",
        f"DESCRIPTION:{_text(event.about)}",
        *([f"URL:{event.address}"] if event.address else []),
        f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(_folded(line) + "\r\n" for line in lines).encode()


def _moment(at: dt.datetime) -> str:
    if at.tzinfo is None:
        raise ValueError(f"a moment without time zone: {at}")
    return at.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(words: str) -> str:
    """Escape a TEXT value (RFC 5545, 3.3.11); control signs have no place in it."""
    plain = words.replace("\r\n", "\n").replace("\r", "\n")
    plain = "".join(sign for sign in plain if sign == "\n" or (sign >= " " and sign != "\x7f"))
    for sign in "\\;,":
        plain = plain.replace(sign, "\\" + sign)
    return plain.replace("\n", "\\n")


def _folded(line: str) -> str:
    """Break a long line between signs, so that no piece is longer than allowed; a next piece begins with a space."""
    pieces, piece, size = [], "", 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > LONGEST_LINE:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + sign, size + octets
    return "\r\n".join([*pieces, piece])
