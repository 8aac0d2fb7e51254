"""Assignments, targets and the lines of the activity plan."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from biblionet.kit.fields import NumberField
from goals.models import Action, Objective, Target
from libraries.models import Indicator, Period, Scope

Grouped = tuple[str, list[tuple[str, str]]]


def things() -> Iterator[Grouped]:
    """Yield objectives by framework, then the actions."""
    by_framework: dict[str, list[tuple[str, str]]] = {}
    for objective in Objective.objects.select_related("framework"):
        label = f"{objective.order}. {objective.text}"
        by_framework.setdefault(objective.framework.name, []).append(
            (f"objective-{objective.pk}", label)
        )
    yield from by_framework.items()
    yield str(_("Actions")), [(f"action-{one.pk}", one.text) for one in Action.objects.all()]


class ThingField(forms.ChoiceField):
    """An objective or an action; cleaned it is the object itself."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=things, **kwargs)

    def clean(self, value: Any) -> Objective | Action:
        kind, _dash, key = super().clean(value).partition("-")
        model = Objective if kind == "objective" else Action
        return model._default_manager.get(pk=int(key))


class PeriodField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    """A period; the example is named as such."""

    def label_from_instance(self, obj: Period) -> str:
        return f"{obj} ({_('example')})" if obj.is_example else str(obj)


def day_field(**kwargs: Any) -> forms.DateField:
    """Return a field for a day as people type it."""
    return forms.DateField(
        help_text=_("For example 31-12-2025."),
        widget=forms.DateInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
        **kwargs,
    )


class AssignForm(forms.Form):
    """Who reports on what, from when on."""

    about = ThingField(label=_("Objective or action"))
    scope = forms.ModelChoiceField(
        label=_("Who reports"),
        queryset=Scope.objects.filter(
            kind__in=(Scope.Kind.ORGANISATION, Scope.Kind.SERVICE_AREA)
        ).order_by("kind", "name"),
    )
    starts = day_field(label=_("From"), required=False)


class EndAssignmentForm(forms.Form):
    """The last day on which a scope reports."""

    last_day = day_field(label=_("Last day"))


class TargetForm(forms.Form):
    """What is to be reached, in the unit of the indicator."""

    about = ThingField(label=_("Objective or action"))
    indicator = forms.ModelChoiceField(label=_("Indicator"), queryset=Indicator.objects.all())
    scope = forms.ModelChoiceField(
        label=_("For"),
        queryset=Scope.objects.exclude(kind__in=(Scope.Kind.COUNTRY, Scope.Kind.BRANCH)).order_by(
            "kind", "name"
        ),
    )
    period = PeriodField(
        label=_("Year"),
        queryset=Period.objects.filter(
            kind__in=(Period.Kind.CALENDAR_YEAR, Period.Kind.REFERENCE_DATE)
        ),
    )
    value = NumberField(label=_("Target value"), decimals=4)
    direction = forms.ChoiceField(
        label=_("Direction"), choices=Target.Direction.choices, widget=forms.RadioSelect
    )
    margin = NumberField(
        label=_("Margin"),
        help_text=_("How much may be missing and still count as reached."),
        decimals=0,
        unit="%",
        required=False,
    )

    def clean_margin(self) -> int:
        return int(self.cleaned_data["margin"] or 0)


class ChangeTargetForm(TargetForm):
    """Another value for a target that is there: what it is about stays."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("about", "indicator", "scope", "period"):
            self.fields[name].disabled = True


class PerformanceForm(forms.Form):
    """What an action was to yield in a year, what came of it, and the money."""

    action = forms.ModelChoiceField(label=_("Action"), queryset=Action.objects.all())
    period = PeriodField(
        label=_("Year"), queryset=Period.objects.filter(kind=Period.Kind.CALENDAR_YEAR)
    )
    aimed = forms.CharField(
        label=_("Aimed result"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    realised = forms.CharField(
        label=_("Realised result"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    budget = NumberField(
        label=_("Budget"), unit="€", decimals=2, at_least=0, at_most=9_999_999_999, required=False
    )
    spent = NumberField(
        label=_("Spent"), unit="€", decimals=2, at_least=0, at_most=9_999_999_999, required=False
    )
    explanation = forms.CharField(
        label=_("Why it differs"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ChangePerformanceForm(PerformanceForm):
    """Other words and amounts for a line that is there: action and year stay."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("action", "period"):
            self.fields[name].disabled = True
