"""Writes each source as its publisher delivers it; one module per source, `write(world, folder)`."""

from worldmaker.writers import accidents, areas, burglaries, fires, health, keyfigures, police, supplier

WRITERS = (areas, keyfigures, police, burglaries, fires, accidents, health, supplier)
