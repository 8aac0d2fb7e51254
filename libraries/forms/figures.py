"""Typing one figure, choosing between sources, and looking for figures."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from biblionet.kit.fields import NumberField
from libraries.forms.fields import DayField, LongText
from libraries.models import Figure, Indicator, Period, Reading, Scope, Year

State = Reading.State
Source = Reading.Source


class EntryForm(forms.Form):
    """One figure: a number or why there is none, how it was counted, and a sentence about it."""

    hides_optional = True
    field_order = ("part", "state", "value")

    state = forms.ChoiceField(
        label=_("Is there a number?"),
        choices=[
            (State.VALUE, _("Yes, I enter it below")),
            *((state.value, state.label) for state in State if state != State.VALUE),
        ],
        widget=forms.RadioSelect,
        initial=State.VALUE,
    )
    value = NumberField(label=_("Number"), required=False)
    qualifier = forms.ChoiceField(
        label=_("How exact is it?"), choices=Reading.Qualifier.choices, initial="exact"
    )
    method = forms.ChoiceField(
        label=_("How was it counted?"), choices=Reading.Method.choices, initial="unknown"
    )
    finality = forms.ChoiceField(
        label=_("Is it final?"), choices=Reading.Finality.choices, initial="none"
    )
    part = forms.ChoiceField(
        label=_("What is it about?"),
        choices=Figure.Part.choices,
        help_text=_("Only library work adds up over the network."),
        widget=forms.RadioSelect,
    )
    expected_on = DayField(
        label=_("When will it be known?"),
        help_text=_("Only when the number is not yet known."),
        required=False,
    )
    explanation = LongText(
        label=_("Explanation"),
        help_text=_("Needed when the number differs much from last year, or when there is none."),
        required=False,
    )
    correction = forms.ChoiceField(
        label=_("Why do you change what was accepted?"),
        choices=[("", _("Choose a reason")), *Reading.Correction.choices[1:]],
        required=False,
    )
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, indicator: Indicator, asks_part: bool, corrects: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"] = _value_field(indicator)
        if not corrects:
            del self.fields["correction"]
        if not asks_part:
            del self.fields["part"]

    def clean(self) -> dict[str, Any]:
        """Let number and state fit: neither is guessed from the other."""
        cleaned = super().clean() or {}
        has_value = cleaned.get("value") is not None
        wants_value = cleaned.get("state") == State.VALUE
        if wants_value and not has_value and "value" not in self.errors:
            self.add_error("value", _("Enter a number, or choose why there is none."))
        if has_value and "state" in cleaned and not wants_value:
            self.add_error("value", _("You entered a number and chose that there is none."))
        if cleaned.get("expected_on") and cleaned.get("state") != State.NOT_YET_KNOWN:
            self.add_error("expected_on", _("Only what is not yet known is expected on a day."))
        if cleaned.get("state") and not wants_value and not cleaned.get("explanation"):
            self.add_error("explanation", _("Say in a sentence why there is no number."))
        return cleaned


def _value_field(indicator: Indicator) -> forms.Field:
    """Return the input for a value: yes or no, or a number between the bounds."""
    if indicator.unit == Indicator.YES_NO:
        return forms.TypedChoiceField(
            label=indicator.name,
            required=False,
            choices=[("1", _("yes")), ("0", _("no"))],
            coerce=Decimal,
            empty_value=None,
            widget=forms.RadioSelect,
        )
    return number_field(indicator)


def number_field(indicator: Indicator) -> NumberField:
    """Return the strict field for a value: between the bounds, with the usual decimals."""
    low, high = indicator.lowest, indicator.highest
    return NumberField(
        label=indicator.name,
        required=False,
        decimals=indicator.decimals,
        at_least=None if low is None else low.normalize(),
        at_most=None if high is None else high.normalize(),
        unit=indicator.sign,
    )


class WhereForm(forms.Form):
    """For which place and period a figure is typed."""

    scope = forms.ModelChoiceField(Scope.objects.none(), label=_("For whom?"), to_field_name="pk")
    period = forms.ModelChoiceField(
        Period.objects.none(), label=_("Over which period?"), to_field_name="pk"
    )

    def __init__(
        self, *args: Any, scopes: Iterable[Scope], indicator: Indicator, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        ids = [one.pk for one in scopes]
        periods = Period.objects.filter(kind=indicator.period_kind)
        self.fields["scope"].queryset = Scope.objects.filter(pk__in=ids).order_by("name")  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["period"].queryset = periods  # type: ignore[attr-defined]  # idem
        self.fields["period"].label_from_instance = _name_with_world  # type: ignore[attr-defined]  # idem


def _name_with_world(period: Period) -> str:
    return f"{period} ({_('example')})" if period.is_example else str(period)


class RetractForm(forms.Form):
    """Taking back or throwing away: nothing to type but the version that was read."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)


class SendBackForm(forms.Form):
    """What has to change of what was read, as it was then."""

    reason = LongText(label=_("What has to change?"), rows=3)
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)


class ChooseForm(forms.Form):
    """Which source counts, and why."""

    reading = forms.ChoiceField(label=_("Which source counts?"), widget=forms.RadioSelect)
    reason = LongText(
        label=_("Why this one?"),
        help_text=_("Everybody who signs in reads this with the figure."),
        rows=3,
    )

    def __init__(self, *args: Any, choices: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reading"].choices = list(choices)  # type: ignore[attr-defined]  # a ChoiceField


class YearField(forms.ChoiceField):
    """A year of which there are figures, real or example; cleaned it is a Year or None."""

    def clean(self, value: Any) -> Year | None:
        slug = super().clean(value)
        return Year.read(slug) if slug else None


class FiguresFilter(forms.Form):
    """What a list of figures is narrowed to, and how it is sorted: by its headings."""

    hides_optional = True

    kengetal = forms.ChoiceField(label=_("Indicator"), required=False)
    organisatie = forms.ChoiceField(label=_("Organisation"), required=False)
    plek = forms.ChoiceField(label=_("Place"), required=False)
    jaar = YearField(label=_("Year"), required=False)
    stand = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[
            ("", _("All")),
            ("settled", _("there is a number")),
            ("conflict", _("sources contradict each other")),
            ("missing", _("there is no number")),
            ("waiting", _("not accepted yet")),
        ],
    )
    bron = forms.ChoiceField(label=_("Source"), required=False)
    sorteer = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        indicators: Iterable[tuple[str, str]],
        organisations: Iterable[tuple[str, str]],
        places: Iterable[tuple[str, str]],
        years: Iterable[Year],
        publications: Iterable[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(one.value, one.label) for one in (Source.ENTRY, Source.IMPORT)]
        choices = {
            "kengetal": indicators,
            "organisatie": organisations,
            "plek": places,
            "jaar": [(str(year), _year_name(year)) for year in years],
            "bron": [*kinds, (Source.PUBLICATION.value, _("any publication")), *publications],
        }
        for name, offered in choices.items():
            self.fields[name].choices = [("", _("All")), *offered]  # type: ignore[attr-defined]  # ChoiceFields


def _year_name(year: Year) -> str:
    return f"{year.number} ({_('example')})" if year.is_example else str(year.number)
