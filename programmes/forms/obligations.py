"""What may be typed about something that is due."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from biblionet.kit.dates import PartialDate
from biblionet.kit.fields import NumberField
from libraries.forms import DayField, LongText
from libraries.models import Period, Scope
from programmes.models import Obligation, Questionnaire

KINDS_OF_YEAR = (Period.Kind.CALENDAR_YEAR, Period.Kind.SCHOOL_YEAR)


class PartialDayField(forms.CharField):
    """A day, or as much of it as is known: 2027-03-13, 2027-03 or 2027."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=10, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return value.iso if isinstance(value, PartialDate) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return PartialDate.read(text)
        except ValueError:
            raise ValidationError(
                _("Write a day as 2027-03-13, a month as 2027-03 or a year as 2027.")
            ) from None


class YearField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    """A year; that of the example is named as such."""

    def label_from_instance(self, obj: Period) -> str:
        return f"{obj} ({_('example')})" if obj.is_example else str(obj)


class ObligationForm(forms.Form):
    """Something that is due by a day, or that happens on it."""

    name = forms.CharField(label=_("What?"), max_length=200)
    body = forms.ChoiceField(label=_("To whom?"), choices=Obligation.Body.choices)
    period = YearField(
        Period.objects.filter(kind__in=KINDS_OF_YEAR),
        label=_("About which year?"),
        required=False,
        empty_label=_("It comes back every year"),
    )
    asked_of = forms.ModelChoiceField(
        Scope.objects.filter(Q(kind=Scope.Kind.NETWORK) | Q(kind=Scope.Kind.ORGANISATION)),
        label=_("From whom?"),
        help_text=_("A network stands for each of its members."),
        required=False,
        empty_label=_("From nobody here"),
    )
    questionnaire = forms.ModelChoiceField(
        Questionnaire.objects.exclude(layout=Questionnaire.Layout.ROWS),
        label=_("Is it met by answering a questionnaire?"),
        required=False,
        empty_label=_("No"),
    )
    starts = PartialDayField(
        label=_("From when?"), help_text=_("For example 2027-01-31; a month is 2027-01.")
    )
    starts_words = forms.CharField(
        label=_("In words"),
        help_text=_("For example: end of January 2027. Empty: the day itself."),
        required=False,
        max_length=60,
    )
    ends = PartialDayField(
        label=_("Until and including"), help_text=_("For example 2027-03-13; a month is 2027-03.")
    )
    ends_words = forms.CharField(
        label=_("In words"),
        help_text=_("Empty: the day itself. Take “to be confirmed” away once it is certain."),
        required=False,
        max_length=60,
    )
    is_deadline = forms.BooleanField(
        label=_("It has to be met by this day"),
        help_text=_("Otherwise it is something that happens."),
        required=False,
        initial=True,
    )
    days_inside = NumberField(
        label=_("How many days before should it be ready inside?"),
        help_text=_("0: no day of our own, or that of the questionnaire."),
        decimals=0,
        at_least=0,
        at_most=365,
        initial=0,
    )
    note = LongText(label=_("Remark"), rows=2, required=False)
    source_url = forms.URLField(
        label=_("Source"), required=False, max_length=400, assume_scheme="https"
    )


def typed_of(obligation: Obligation) -> dict[str, Any]:
    """Return an obligation as the form shows it."""
    return {name: getattr(obligation, name) for name in ObligationForm.base_fields}


class MetForm(forms.Form):
    """That something was met, and when."""

    met_on = DayField(label=_("On which day was it ready?"))
    note = LongText(label=_("Remark (not required)"), rows=2, required=False)
