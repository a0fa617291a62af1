"""Reports of housing nuisance from housing associations, per complex, postcode or buurt."""
