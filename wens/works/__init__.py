"""The wijkbeheerplan: what is done in the streets of a wijk in a year, made with residents, carried over."""
