"""The one policy: who may see and do what. Lists, details, exports, search, maps, mail and API all ask here."""

from typing import Literal, get_args

from wens.organisations.models import Account, Role

Action = Literal[
    "see_partners_tier",
    "manage_imports",
    "activate_edition",
    "confirm_edition",
    "read_audit",
    "manage_accounts",
    "manage_covenants",
    "confirm_covenants",
    "oversee_covenants",
    "see_read_log",
    "triage_contributions",
    "read_originals",
    "read_contacts",
    "answer_contributions",
    "manage_duty",
    "handle_privacy_requests",
    "manage_meetings",
    "take_part_in_meetings",
    "see_rounds",
    "manage_rounds",
    "sign_reports",
    "see_bottlenecks",
    "propose_bottlenecks",
    "decide_bottlenecks",
    "approve_bottleneck_texts",
    "manage_weighing",
    "see_plans",
    "manage_plans",
    "judge_effects",
    "report_actions",
    "see_signals",
    "enter_signals",
    "manage_signals",
    "manage_budgets",
    "read_applications",
    "read_applicants",
    "see_texts",
    "write_texts",
    "sign_texts",
    "remove_texts",
    "see_initiatives",
    "guide_initiatives",
    "read_initiators",
    "see_works",
    "manage_works",
    "move_works",
    "sign_works",
]
ACTIONS: tuple[Action, ...] = get_args(Action)

_STAFF: frozenset[Action] = frozenset(
    {
        "see_partners_tier",
        "answer_contributions",
        "see_rounds",
        "see_bottlenecks",
        "see_plans",
        "see_signals",
        "see_works",
        "move_works",
        "see_initiatives",
    }
)
_MEETS: frozenset[Action] = frozenset({"take_part_in_meetings"})
_TRIAGE: frozenset[Action] = frozenset({"triage_contributions", "read_originals", "read_contacts"})
_DIRECTS: frozenset[Action] = frozenset({"triage_contributions", "manage_duty"})
_INITIATIVES: frozenset[Action] = frozenset({"guide_initiatives", "read_initiators"})
_BUDGETS: frozenset[Action] = frozenset({"manage_budgets", "read_applications", "read_applicants"})
_PUBLISHES: frozenset[Action] = frozenset({"see_texts", "write_texts", "sign_texts"})
_WEIGHS: frozenset[Action] = frozenset(
    {"propose_bottlenecks", "decide_bottlenecks", "approve_bottleneck_texts", "manage_weighing", "sign_reports"}
)
_EDITIONS: frozenset[Action] = frozenset(
    {
        "see_partners_tier",
        "manage_imports",
        "activate_edition",
        "confirm_edition",
        "see_rounds",
        "see_bottlenecks",
        "see_plans",
        "see_signals",
    }
)
_MANAGES: frozenset[Action] = frozenset(
    {"read_audit", "manage_accounts", "manage_duty", "manage_covenants", "confirm_covenants", "oversee_covenants"}
)
_OVERSEES: frozenset[Action] = frozenset({"read_audit", "see_read_log", "confirm_covenants", "oversee_covenants"})

_RIGHTS: dict[str, frozenset[Action]] = {
    Role.ADMINISTRATOR: _STAFF
    | _EDITIONS
    | _MANAGES
    | {"see_texts", "write_texts", "manage_weighing", "manage_signals"},
    Role.ANALYST: _EDITIONS | {"judge_effects"},
    Role.CONFIRMER: frozenset(
        {
            "see_partners_tier",
            "confirm_edition",
            "see_rounds",
            "see_bottlenecks",
            "approve_bottleneck_texts",
            "sign_reports",
            "see_plans",
            "see_texts",
            "sign_texts",
            "see_works",
            "sign_works",
        }
    ),
    Role.DISTRICT_MANAGER: _STAFF
    | _DIRECTS
    | _MEETS
    | _WEIGHS
    | _BUDGETS
    | _INITIATIVES
    | _PUBLISHES
    | {
        "manage_meetings",
        "manage_rounds",
        "manage_plans",
        "manage_works",
        "sign_works",
        "judge_effects",
        "report_actions",
        "enter_signals",
        "manage_signals",
    },
    Role.TRIAGE: _STAFF | _TRIAGE | _INITIATIVES,
    Role.PRIVACY_OFFICER: _OVERSEES
    | {
        "see_partners_tier",
        "handle_privacy_requests",
        "read_originals",
        "read_contacts",
        "read_initiators",
        "see_texts",
        "remove_texts",
    },
    Role.PARTNER: _STAFF | _MEETS | {"propose_bottlenecks", "report_actions", "enter_signals"},
    Role.CIVIC: frozenset(),
}


def may(account: Account | None, action: Action) -> bool:
    """Tell whether ``account`` (none: the public) may do ``action`` in its own gemeente."""
    return action in rights_of(account)


def rights_of(account: Account | None) -> frozenset[Action]:
    """Return all that ``account`` may do; the second lock (row-level security) is given the same names."""
    if account is None or not account.is_active:
        return frozenset()
    return _RIGHTS.get(account.role, frozenset())
