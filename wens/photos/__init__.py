"""Part I: the photo of an area. Made from figures, and frozen so that years later it says the same to the last word."""
