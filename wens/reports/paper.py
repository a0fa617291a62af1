"""A report on paper: the same chapters as the page, typeset as a tagged PDF."""

from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _

from wens.dossiers.showing import language
from wens.render.pdf import typeset
from wens.reports.models import Report
from wens.reports.showing import ReportView


def as_pdf(view: ReportView, one: Report, *, author: str, fonts: Path, logo: str = "", notice: str = "") -> bytes:
    """Return a report as a PDF in the language in use. `logo`: SVG. Raises FontsMissing."""
    day = timezone.localtime(one.published_at or one.made_at).date()
    content = {
        "language": language(), "title": view.title, "about": view.lead, "author": author,
        "keywords": [_("wijkveiligheid"), view.name], "date": [day.year, day.month, day.day],
        "header": view.title, "footer": author,
        "words": {"page": _("Pagina"), "of": _("van"), "contents": _("Inhoud")},
        "cover": {
            "logo": logo, "kicker": _("Wijkrapport"), "lead": view.lead,
            "facts": [["", line] for line in view.status], "map": "", "map_alt": "",
            "about_title": _("Waarover gaat dit?"),
            "about": [_(
                "Deel I zegt hoe de wijk ervoor staat. Deel II zegt wat partners doen. Er is geen rapportcijfer en "
                "geen ranglijst. Wat hier staat, verandert niet meer."
            )],
            "notice": notice,
        },
        "chapters": view.chapters,
    }  # fmt: skip
    return typeset("report", content, fonts=fonts)
