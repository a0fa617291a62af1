"""Gemeente, stadsdeel, wijk and buurt in generations by year; compositions, crosswalks, placing points."""
