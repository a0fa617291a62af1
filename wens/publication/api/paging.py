"""Lists in pages: how many, which, and the addresses of the others (in the body and as RFC 8288 links)."""

from collections.abc import Sequence
from typing import TypeVar

from django.http import HttpRequest, HttpResponse
from pydantic import Field

from wens.publication.api.schemas import Links, Page, Shape

LARGEST_PAGE = 1000
USUAL_PAGE = 100
LAST_PAGE = 1_000_000
Item = TypeVar("Item", bound=Shape)


class Paged(Shape):
    """The parameters that every list has."""

    page: int = Field(1, ge=1, le=LAST_PAGE, description="Number of the page, from 1")
    page_size: int = Field(USUAL_PAGE, ge=1, le=LARGEST_PAGE, description="Items on a page")

    @property
    def start(self) -> int:
        """How many items come before this page."""
        return (self.page - 1) * self.page_size

    @property
    def here(self) -> slice:
        """Where this page lies in a list that is in memory."""
        return slice(self.start, self.start + self.page_size)


def page_of(
    kind: type[Page[Item]],
    request: HttpRequest,
    response: HttpResponse,
    asked: Paged,
    items: Sequence[Item],
    total: int,
) -> Page[Item]:
    """Return a page of a list of ``total`` items, and give the answer its Link header; past the end it is empty.

    ``kind``: the page's own class, so that the items are not checked a second time on their way out.
    """
    last = max(1, -(-total // asked.page_size))
    links = Links(
        self=_address(request, asked.page),
        first=_address(request, 1),
        prev=_address(request, min(asked.page - 1, last)) if asked.page > 1 else None,
        next=_address(request, asked.page + 1) if asked.page < last else None,
        last=_address(request, last),
    )
    response["Link"] = _link_header(links)
    return kind(items=list(items), page=asked.page, page_size=asked.page_size, total=total, links=links)


def _link_header(links: Links) -> str:
    shown = ("first", "prev", "next", "last")
    return ", ".join(f'<{address}>; rel="{name}"' for name in shown if (address := getattr(links, name)))


def _address(request: HttpRequest, page: int) -> str:
    asked = request.GET.copy()
    asked["page"] = str(page)
    return f"{request.path}?{asked.urlencode()}"
