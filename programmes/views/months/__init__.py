"""A year of months: on one screen, out of a sheet, handed in and judged."""

from programmes.views.months.files import months_file
from programmes.views.months.handing_in import submit, withdraw
from programmes.views.months.judging import accept, send_back
from programmes.views.months.pasting import paste, take_back
from programmes.views.months.rows import row
from programmes.views.months.screen import everybody, grid

__all__ = [
    "accept",
    "everybody",
    "grid",
    "months_file",
    "paste",
    "row",
    "send_back",
    "submit",
    "take_back",
    "withdraw",
]
