"""What changes what is asked and answered: the only room that does."""

from programmes.actions.answers import clear_answer, confirm_unchanged, save_answer
from programmes.actions.example import remove_example
from programmes.actions.judging import accept_answers, accept_return
from programmes.actions.loading import Tables, put_tables
from programmes.actions.requirements import explain_requirement
from programmes.actions.returns import (
    hand_out,
    problems_in,
    require_in_hand,
    send_back_answer,
    state_sentence,
    submit_return,
    withdraw_return,
)

__all__ = [
    "Tables",
    "accept_answers",
    "accept_return",
    "clear_answer",
    "confirm_unchanged",
    "explain_requirement",
    "hand_out",
    "problems_in",
    "put_tables",
    "remove_example",
    "require_in_hand",
    "save_answer",
    "send_back_answer",
    "state_sentence",
    "submit_return",
    "withdraw_return",
]
