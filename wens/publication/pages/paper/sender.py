"""Who a document on paper is from."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Sender:
    """Who the document is from: name and logo (SVG, '' without) of the gemeente, address of its site, what to admit."""

    name: str
    logo: str = ""
    site: str = ""
    notices: tuple[str, ...] = ()

    @property
    def author(self) -> str:
        """Return the gemeente as it signs."""
        return _("Gemeente %(name)s") % {"name": self.name}

    @property
    def notice(self) -> str:
        """Return what every document must say (fictional, one operator)."""
        return " ".join(self.notices)
