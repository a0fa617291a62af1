"""The copy of what is kept, as a file."""

import json

from django.http import HttpResponse

from wens.privacy.copies import copy_of, copy_paper
from wens.privacy.models import Request
from wens.privacy.paper import as_pdf
from wens.privacy.views.register import fonts
from wens.tenancy.context import Actor


def copy_file(one: Request, form: str, *, gemeente: str, by: Actor) -> HttpResponse:
    """Give the copy: pdf to read, json to take along (AVG art. 20). Raises NotAllowed."""
    content = copy_of(one, by=by)
    if form == "json":
        text = json.dumps(content, ensure_ascii=False, indent=2)
        return as_file(text.encode(), "application/json; charset=utf-8", f"{one.label}.json")
    paper = as_pdf(copy_paper(content, one, gemeente), fonts=fonts())
    return as_file(paper, "application/pdf", f"{one.label}.pdf")


def as_file(content: bytes, kind: str, name: str) -> HttpResponse:
    """Return a file that nothing keeps on its way."""
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
