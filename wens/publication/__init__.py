"""What the outside sees: pages, PDF and open data. Selects, sorts and formats; never computes."""
