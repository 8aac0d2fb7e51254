"""What may be typed about what is asked."""

from programmes.forms.answers import NumberRow, SaidRow, row_of
from programmes.forms.handing_in import (
    AskForm,
    ContactForm,
    FinalityForm,
    HandInForm,
)
from programmes.forms.months import GridCell, MonthCell, cells_sent
from programmes.forms.obligations import MetForm, ObligationForm, typed_of
from programmes.forms.pasting import PasteForm, Pasting
from programmes.forms.requirements import ExplanationForm
from programmes.forms.rows import FigureRow, RowForm

__all__ = [
    "AskForm",
    "ContactForm",
    "ExplanationForm",
    "FigureRow",
    "FinalityForm",
    "GridCell",
    "HandInForm",
    "MetForm",
    "MonthCell",
    "NumberRow",
    "ObligationForm",
    "PasteForm",
    "Pasting",
    "RowForm",
    "SaidRow",
    "cells_sent",
    "row_of",
    "typed_of",
]
