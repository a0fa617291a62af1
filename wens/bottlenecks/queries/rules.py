"""Criteria and norms as they hold now, and as they held before. Inside `acting`."""

from collections.abc import Mapping, Sequence
from typing import Any

from wens.bottlenecks.models import RuleSet, RulesKind
from wens.bottlenecks.rulesets import Criterion, Norm, criteria_from, norms_from, usual


def newest_rules(kind: RulesKind) -> RuleSet | None:
    """Return the version that holds now, or None when the gemeente never needed one. One query."""
    return RuleSet.objects.filter(kind=kind).order_by("-number").first()


def versions(kind: RulesKind) -> list[RuleSet]:
    """Return every version, the newest first. One query."""
    return list(RuleSet.objects.filter(kind=kind).order_by("-number"))


def rules_now(kind: RulesKind) -> Sequence[Mapping[str, Any]]:
    """Return the content that holds now: of the gemeente, or else what WENS begins with."""
    found = newest_rules(kind)
    return found.content if found else usual(str(kind.value))


def criteria_now() -> tuple[Criterion, ...]:
    """Return the criteria that hold now."""
    return criteria_from(rules_now(RulesKind.CRITERIA))


def norms_now() -> tuple[Norm, ...]:
    """Return the norms that hold now."""
    return norms_from(rules_now(RulesKind.NORMS))
