"""From the bytes of a delivery to one table of text: `read` is the only door; `Sheet` is what comes out."""

from wens.intake.reading.packed import Part, unpack
from wens.intake.reading.sheet import Sheet
from wens.intake.reading.tables import Accepts, read, read_parts

__all__ = ["Accepts", "Part", "Sheet", "read", "read_parts", "unpack"]
