"""Wijkbudget: means per area and year, applications, decisions or a vote, payments, and an account that reconciles."""
