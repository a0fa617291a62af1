"""The demo: Enschede with published figures, and a fictional gemeente with every source delivered."""
