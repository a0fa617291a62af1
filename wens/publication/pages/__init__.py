"""What stands on each page, as one object that HTML, PDF and JSON show alike."""
