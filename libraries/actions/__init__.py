"""The only room that changes who, where, when and how much."""

from libraries.actions.example import remove_example
from libraries.actions.figures import (
    accept_reading,
    jump_question,
    report_figure,
    send_back_reading,
    submit_reading,
)
from libraries.actions.loading import MasterData, put_master_data
from libraries.actions.locks import (
    add_period,
    close_period,
    grant_exception,
    lock_sentence,
    open_period,
    period_of_kind,
    require_writable,
)
from libraries.actions.people import add_membership, end_membership
from libraries.actions.places import rename_scope
from libraries.actions.quoting import Quote, import_reading, put_quotes
from libraries.actions.refusals import out_of_bounds
from libraries.actions.retracting import discard_reading, withdraw_reading
from libraries.actions.rounds import (
    accept_readings,
    declare_finality,
    join_round,
    submit_readings,
    withdraw_readings,
)
from libraries.actions.settling import (
    choose_reading,
    definition_on,
    place_figure,
    settle,
    settle_all,
)

__all__ = [
    "MasterData",
    "Quote",
    "accept_reading",
    "accept_readings",
    "add_membership",
    "add_period",
    "choose_reading",
    "close_period",
    "declare_finality",
    "definition_on",
    "discard_reading",
    "end_membership",
    "grant_exception",
    "import_reading",
    "join_round",
    "jump_question",
    "lock_sentence",
    "open_period",
    "out_of_bounds",
    "period_of_kind",
    "place_figure",
    "put_master_data",
    "put_quotes",
    "remove_example",
    "rename_scope",
    "report_figure",
    "require_writable",
    "send_back_reading",
    "settle",
    "settle_all",
    "submit_reading",
    "submit_readings",
    "withdraw_reading",
    "withdraw_readings",
]
