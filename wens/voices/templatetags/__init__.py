"""Tags of the screens of voices."""
