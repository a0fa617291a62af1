"""Meetings: the wijkbijeenkomst veiligheid, the round table and the wijkoverleg, from agenda to published minutes."""
