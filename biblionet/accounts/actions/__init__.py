"""What is done with accounts, the letters people get, and the keys to calendar and figures."""

from biblionet.accounts.actions.calendars import renew_calendar, withdraw_calendar
from biblionet.accounts.actions.feeds import make_feed_token, mark_used, revoke_feed_token
from biblionet.accounts.actions.letters import (
    finish_letter,
    order_letter_about,
    order_letter_of_week,
    put_off_letter,
    take_letter,
    withdraw_letter,
)
from biblionet.accounts.actions.people import (
    add_person,
    end_access,
    restore_access,
    set_password,
)

__all__ = [
    "add_person",
    "end_access",
    "finish_letter",
    "make_feed_token",
    "mark_used",
    "order_letter_about",
    "order_letter_of_week",
    "put_off_letter",
    "renew_calendar",
    "restore_access",
    "revoke_feed_token",
    "set_password",
    "take_letter",
    "withdraw_calendar",
    "withdraw_letter",
]
