"""Early signalling: what partners see in the street, then what statistics ask. About places, never persons."""
