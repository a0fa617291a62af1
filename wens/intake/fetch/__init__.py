"""Straight from the publisher: CBS, police and RIVM tables over OData, outlines over OGC API Features."""
