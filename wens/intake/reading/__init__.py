"""From the bytes of a delivery to tables of text: `read` and `read_all` are the doors; `Sheet` is what comes out."""

from wens.intake.reading.packed import Part, unpack
from wens.intake.reading.sheet import Sheet
from wens.intake.reading.tables import Accepts, Tables, read, read_all

__all__ = ["Accepts", "Part", "Sheet", "Tables", "read", "read_all", "unpack"]
