"""News as Atom (RFC 4287): who follows by feed reader leaves no address with us. Pure."""

from collections.abc import Callable, Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from wens.districts.showing import ShownText, language

ATOM = "http://www.w3.org/2005/Atom"
NEVER = "1970-01-01T00:00:00+00:00"
"""A feed has to say when it changed (RFC 4287, 4.1.1), also one without any news yet."""


def feed_of(items: Sequence[ShownText], *, title: str, page: str, feed: str, absolute: Callable[[str], str]) -> bytes:
    """Return the feed of `items`, the newest first. `page`, `feed`: its own whole addresses; `absolute` makes one."""
    root = Element("feed", {"xmlns": ATOM, "xml:lang": language()})
    SubElement(root, "title").text = title
    SubElement(root, "id").text = feed
    SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": feed})
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": page})
    SubElement(root, "updated").text = max((_moment(one) for one in items), default=NEVER)
    SubElement(SubElement(root, "author"), "name").text = title
    for one in items:
        _add(root, one, absolute(one.url))
    body: bytes = tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + body


def _add(root: Element, one: ShownText, url: str) -> None:
    entry = SubElement(root, "entry", {"xml:lang": one.spoken} if one.spoken else {})
    SubElement(entry, "title").text = one.title
    SubElement(entry, "id").text = f"urn:uuid:{one.version.piece_id}"  # the same in every version of it
    SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": url})
    SubElement(entry, "updated").text = _moment(one)
    SubElement(entry, "content", {"type": "text"}).text = one.text


def _moment(one: ShownText) -> str:
    return one.version.publish_at.isoformat(timespec="seconds") if one.version.publish_at else NEVER
