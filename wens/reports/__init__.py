"""The report of a wijk: Part I (frozen dossier) and Part II (signed plan), signed off by a second person."""
