"""The round of a wijk: eight steps on one screen, who waits on whom, the planning of the year, what was left open."""
