"""Plans: programme, speerpunt, ambition, goal and action, what partners sign and what they report."""
