"""The register of algorithms for everybody: which methods raise a signal, in the form of the Dutch register."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wens.organisations.queries import gemeente_by_code
from wens.signalling.algorithms import Algorithm, algorithms, common
from wens.signalling.queries.signals import signal_rules
from wens.tenancy.context import current


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """List the methods, each in a sentence."""
    language = get_language() or "nl"
    rows = [{"key": one.key, "name": one.name[language], "short": one.short[language]} for one in algorithms().values()]
    return render(request, "signalling/algorithms.html", {"rows": rows, "rules": signal_rules()})


@require_safe
def one(request: HttpRequest, key: str) -> HttpResponse:
    """Show one method in the fields of the register."""
    found = algorithms().get(key)
    if found is None:
        raise Http404
    language = get_language() or "nl"
    context = {"name": found.name[language], "short": found.short[language], "groups": _groups(found, language)}
    return render(request, "signalling/algorithm.html", context)


@require_safe
def as_json(request: HttpRequest) -> JsonResponse:  # noqa: ARG001  a view takes the request
    """Give the whole register as data, with the field names of the Dutch register, to enter it there."""
    return JsonResponse({"algoritmes": [_record(one) for one in algorithms().values()]})


def _groups(of: Algorithm, language: str) -> list[tuple[str, list[tuple[str, Any]]]]:
    all_of = common()
    rules = signal_rules()
    budget = _("%(number)s loze signalen per jaar voor de hele gemeente, over alle methoden samen.") % {
        "number": rules.false_alarms_a_year
    }
    return [
        (_("Algemene informatie"), [
            (_("Organisatie"), _gemeente()), (_("Publicatiecategorie"), all_of.category[language]),
            (_("Status"), _("Uit: de gemeente heeft de wekelijkse ronde uitgezet.") if not rules.is_on
             else all_of.status[language]),
            (_("Versie"), of.version), (_("Begindatum"), of.begin),
            (_("Volgende controle"), of.next_review), (_("Gecontroleerd door"), of.checker),
        ]),
        (_("Verantwoord gebruik"), [
            (_("Doel en impact"), all_of.goal[language]), (_("Afwegingen"), all_of.proportionality[language]),
            (_("Menselijke tussenkomst"), all_of.human_intervention[language]),
            (_("Risicobeheer"), all_of.risk_management[language]), (_("Budget van loze signalen"), budget),
            (_("Wettelijke basis"), all_of.legal_basis[language]),
            (_("Impacttoetsen"), all_of.impact_tests[language]),
        ]),
        (_("Werking"), [
            (_("Gegevens"), all_of.source_data[language]), (_("Technische werking"), of.how[language]),
            (_("Wat het niet kan"), of.limits[language]), (_("Leverancier"), all_of.provider[language]),
            (_("Broncode"), of.code), (_("Literatuur"), "; ".join(of.references)),
        ]),
    ]  # fmt: skip


def _record(of: Algorithm) -> dict[str, Any]:
    all_of = common()
    return {
        "naam": of.name.nl, "organisatie": _gemeente(), "korte_omschrijving": of.short.nl,
        "publicatiecategorie": all_of.category.nl, "status": all_of.status.nl, "begindatum": of.begin.isoformat(),
        "doel_en_impact": all_of.goal.nl, "afwegingen": all_of.proportionality.nl,
        "menselijke_tussenkomst": all_of.human_intervention.nl, "risicobeheer": all_of.risk_management.nl,
        "wettelijke_basis": all_of.legal_basis.nl, "impacttoetsen": all_of.impact_tests.nl,
        "gegevens": all_of.source_data.nl, "technische_werking": of.how.nl, "leverancier": all_of.provider.nl,
        "link_naar_broncode": of.code, "versie": of.version,
    }  # fmt: skip


def _gemeente() -> str:
    found = gemeente_by_code(current().gemeente)
    return found.name if found else current().gemeente
