"""Screens: the register for everybody and for the privacy officer, retention, and requests."""

from wens.privacy.views.register import document, overview, public_register, register_page

__all__ = ["document", "overview", "public_register", "register_page"]
