"""How amounts and tables of a wijkbudget are written in templates."""
