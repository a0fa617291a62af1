"""All writes on contributions: what residents, readers, partners and the writers themselves do."""
