"""What changes what is asked and answered: the only room that does."""

from programmes.actions.answers import (
    clear_answer,
    confirm_preloaded,
    confirm_unchanged,
    save_answer,
    say,
    take_offer,
)
from programmes.actions.delegating import (
    ask_colleague,
    finish_section,
    set_contact,
    withdraw_section,
)
from programmes.actions.example import remove_example
from programmes.actions.finality import declare_finality
from programmes.actions.judging import accept_answers, accept_return
from programmes.actions.loading import Tables, put_tables
from programmes.actions.months import (
    Pasted,
    Put,
    accept_months,
    paste_answers,
    submit_months,
    take_back_paste,
)
from programmes.actions.obligations import (
    Terms,
    add_obligation,
    change_obligation,
    copy_to_year,
    mark_met,
    unmark,
)
from programmes.actions.requirements import explain_requirement
from programmes.actions.returns import (
    approve_return,
    hand_out,
    problems_in,
    require_in_hand,
    send_back_answer,
    state_sentence,
    submit_return,
    withdraw_return,
)

__all__ = [
    "Pasted",
    "Put",
    "Tables",
    "Terms",
    "accept_answers",
    "accept_months",
    "accept_return",
    "add_obligation",
    "approve_return",
    "ask_colleague",
    "change_obligation",
    "clear_answer",
    "confirm_preloaded",
    "confirm_unchanged",
    "copy_to_year",
    "declare_finality",
    "explain_requirement",
    "finish_section",
    "hand_out",
    "mark_met",
    "paste_answers",
    "problems_in",
    "put_tables",
    "remove_example",
    "require_in_hand",
    "save_answer",
    "say",
    "send_back_answer",
    "set_contact",
    "state_sentence",
    "submit_months",
    "submit_return",
    "take_back_paste",
    "take_offer",
    "unmark",
    "withdraw_return",
    "withdraw_section",
]
