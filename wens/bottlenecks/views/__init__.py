"""The screens of knelpunten, of texts for everybody, of criteria and norms, and of places above the norm."""
