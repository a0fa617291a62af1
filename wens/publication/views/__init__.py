"""The public pages, a module per subject: find the place, make the page, show it. Nothing is computed here."""
