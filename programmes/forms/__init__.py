"""What may be typed about what is asked."""

from programmes.forms.answers import NumberRow, SaidRow, row_of
from programmes.forms.handing_in import (
    AskForm,
    ContactForm,
    FinalityForm,
    HandInForm,
    ReturnAnswerForm,
)
from programmes.forms.requirements import ExplanationForm
from programmes.forms.rows import FigureRow, RowForm

__all__ = [
    "AskForm",
    "ContactForm",
    "ExplanationForm",
    "FigureRow",
    "FinalityForm",
    "HandInForm",
    "NumberRow",
    "ReturnAnswerForm",
    "RowForm",
    "SaidRow",
    "row_of",
]
