"""Residential burglaries per postcode and day from the police website Misdaad in kaart."""
