"""Forms that are filled in section by section: the data delivery."""

from programmes.views.deliveries.colleagues import (
    ask_colleague,
    contact,
    finish_section,
    withdraw_section,
)
from programmes.views.deliveries.files import file
from programmes.views.deliveries.handing_in import approve, check, withdraw
from programmes.views.deliveries.judging import accept, finality, judge, send_back
from programmes.views.deliveries.lists import deliveries, delivery
from programmes.views.deliveries.sections import section

__all__ = [
    "accept",
    "approve",
    "ask_colleague",
    "check",
    "contact",
    "deliveries",
    "delivery",
    "file",
    "finality",
    "finish_section",
    "judge",
    "section",
    "send_back",
    "withdraw",
    "withdraw_section",
]
