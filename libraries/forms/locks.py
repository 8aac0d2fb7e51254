"""Periods and their exceptions."""

from operator import attrgetter
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from libraries.forms.fields import DayField, LongText
from libraries.models import Period, Scope

Kind = Period.Kind


class PeriodForm(forms.Form):
    """A new period: its kind and first day; the last day follows."""

    kind = forms.ChoiceField(
        label=_("Kind of period"),
        choices=[(kind.value, kind.label) for kind in Kind if kind != Kind.RUNNING],
    )
    start = DayField(label=_("First day"))


class ExceptionForm(forms.Form):
    """Who may still write in a closed period, until when and why."""

    scope = forms.ModelChoiceField(Scope.objects.none(), label=_("For whom?"))
    until = DayField(label=_("Until and including"))
    reason = LongText(label=_("Why?"), rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = (Scope.Kind.ORGANISATION, Scope.Kind.SERVICE_AREA)
        scopes = Scope.objects.filter(kind__in=kinds).order_by("kind", "name")
        self.fields["scope"].queryset = scopes  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["scope"].label_from_instance = attrgetter("label")  # type: ignore[attr-defined]  # idem
