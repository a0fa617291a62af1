"""Pure geometry of areas: reading files, coordinates, repair, outlines, overlap, placing points. No database."""
