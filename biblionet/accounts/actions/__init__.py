"""What is done with accounts, with the letters people get, and with their calendar addresses."""

from biblionet.accounts.actions.calendars import renew_calendar, withdraw_calendar
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
    "order_letter_about",
    "order_letter_of_week",
    "put_off_letter",
    "renew_calendar",
    "restore_access",
    "set_password",
    "take_letter",
    "withdraw_calendar",
    "withdraw_letter",
]
