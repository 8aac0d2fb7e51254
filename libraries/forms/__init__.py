"""What may be typed about figures, periods and people."""

from libraries.forms.feed import FeedQuery, FeedTokenForm
from libraries.forms.fields import DayField, LongText, refuse
from libraries.forms.figures import (
    ChooseForm,
    EntryForm,
    FiguresFilter,
    RetractForm,
    SendBackForm,
    WhereForm,
    number_field,
)
from libraries.forms.locks import ExceptionForm, PeriodForm
from libraries.forms.people import EndMembershipForm, MembershipForm

__all__ = [
    "ChooseForm",
    "DayField",
    "EndMembershipForm",
    "EntryForm",
    "ExceptionForm",
    "FeedQuery",
    "FeedTokenForm",
    "FiguresFilter",
    "LongText",
    "MembershipForm",
    "PeriodForm",
    "RetractForm",
    "SendBackForm",
    "WhereForm",
    "number_field",
    "refuse",
]
