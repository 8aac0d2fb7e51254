"""What changes the plan and the progress: the only room that does."""

from goals.actions.evidence import MOST_BYTES, add_evidence, remove_evidence
from goals.actions.example import remove_example
from goals.actions.loading import Plan, put_plan
from goals.actions.plan import assign, link_action, set_performance, set_target, unassign
from goals.actions.quarters import submit_quarter, unanswered_in, withdraw_quarter
from goals.actions.reviews import accept_update, send_back_update
from goals.actions.submissions import Outcome, accept_submission
from goals.actions.updates import (
    StaleUpdateError,
    missing_in,
    save_update,
    submit_update,
    withdraw_update,
)
from goals.actions.wordings import word

__all__ = [
    "MOST_BYTES",
    "Outcome",
    "Plan",
    "StaleUpdateError",
    "accept_submission",
    "accept_update",
    "add_evidence",
    "assign",
    "link_action",
    "missing_in",
    "put_plan",
    "remove_evidence",
    "remove_example",
    "save_update",
    "send_back_update",
    "set_performance",
    "set_target",
    "submit_quarter",
    "submit_update",
    "unanswered_in",
    "unassign",
    "withdraw_quarter",
    "withdraw_update",
    "word",
]
