"""The stadsdeel around it: whom to turn to, texts of stadsdelen, news; written by one person, signed by another."""
