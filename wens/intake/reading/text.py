"""From bytes to UTF-8, whatever the supplier's spreadsheet wrote."""

from __future__ import annotations

import codecs

from wens.intake.cells import Finding, Refused

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def to_utf8(data: bytes, name: str) -> bytes:
    """Return the text as UTF-8 without byte order mark. Raises Refused when it is no text.

    A byte order mark decides; then zero bytes (UTF-16 without a mark); then UTF-8 if it is valid, which text in another
    encoding practically never is; then Windows-1252, which Dutch spreadsheets write.
    """
    body, encoding = _split(data)
    try:
        if encoding == "utf-8":
            body.decode("utf-8")
            text = body
        else:
            text = body.decode(encoding).encode("utf-8")
    except UnicodeDecodeError:
        if encoding != "utf-8":
            raise Refused(_not_text(name)) from None
        text = _from_windows(body)
    if b"\x00" in text:
        raise Refused(_not_text(name))
    return text


def _split(data: bytes) -> tuple[bytes, str]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :], encoding
    head = data[:4096]
    if head.count(b"\x00") > len(head) // 4:
        return data, "utf-16-le" if head[1::2].count(0) > head[0::2].count(0) else "utf-16-be"
    return data, "utf-8"


def _from_windows(body: bytes) -> bytes:
    try:
        return body.decode("cp1252").encode("utf-8")
    except UnicodeDecodeError:  # five bytes have no meaning in Windows-1252; Latin-1 knows all
        return body.decode("latin-1").encode("utf-8")


def _not_text(name: str) -> Finding:
    return Finding(
        "unreadable",
        "The file is not a table: it holds bytes that are no text.",
        "Deliver CSV, Excel, JSON, GeoJSON or a zip with one of these.",
        name,
        severity="error",
    )
