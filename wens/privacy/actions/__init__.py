"""Writes of this package: requests, what is found for them, erasure and its ledger."""
