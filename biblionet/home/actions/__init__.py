"""What is done over several floors at once."""

from biblionet.home.actions.example import remove_example
from biblionet.home.actions.letters import (
    ask_for_reminder,
    order_letters_of_week,
    order_letters_of_what_came_back,
    order_letters_of_what_was_asked,
    send_letter,
)

__all__ = [
    "ask_for_reminder",
    "order_letters_of_week",
    "order_letters_of_what_came_back",
    "order_letters_of_what_was_asked",
    "remove_example",
    "send_letter",
]
