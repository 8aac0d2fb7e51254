"""What may be typed about a questionnaire: itself, its sections, questions, options and checks."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from biblionet.kit.fields import NumberField, NumberText
from libraries.forms import DayField
from libraries.models import Indicator, Scope
from programmes.models import Check, Question, Questionnaire, Section
from programmes.resources.files import MOST_BYTES, read_text, text_of

SPARE_OPTIONS = 3
MOST_OPTIONS = 40
LARGEST_SMALL = 32767  # of a small whole number in the database


def column(model: type[models.Model], name: str, **more: Any) -> Any:
    """Return the field for a column: its label, its hint and its choices stand there already."""
    known: Any = model._meta.get_field(name)
    kind: dict[str, Any] = {}
    if isinstance(known, models.TextField):
        kind = {"widget": forms.Textarea(attrs={"rows": 3}), "max_length": 4000}
    elif isinstance(known, models.DateField):
        kind = {"form_class": DayField}
    elif isinstance(known, models.DecimalField):
        label = capfirst(known.verbose_name)
        return NumberField(decimals=4, required=False, label=label, help_text=known.help_text)
    elif isinstance(known, models.IntegerField):
        kind = {"widget": NumberText(attrs={"inputmode": "numeric"}), "required": False}
        if isinstance(known, models.PositiveSmallIntegerField):
            kind["max_value"] = LARGEST_SMALL
    elif isinstance(known, models.URLField):
        kind = {"assume_scheme": "https"}
    return known.formfield(**{**kind, **more})


class ColumnsForm(forms.Form):
    """A form for the columns of a model; a number that is not typed is what it would be."""

    MODEL: type[models.Model]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for name, value in cleaned.items():
            known: Any = self.MODEL._meta.get_field(name)
            if value is None and not known.null:
                cleaned[name] = known.get_default()
        return cleaned


class QuestionnaireForm(ColumnsForm):
    """What a questionnaire says of itself."""

    MODEL = Questionnaire

    name = column(Questionnaire, "name")
    code = column(
        Questionnaire,
        "code",
        help_text=_("Short, without spaces; it stands in the address and stays the same."),
    )
    text = column(Questionnaire, "text")
    layout = column(Questionnaire, "layout")
    period_kind = column(Questionnaire, "period_kind")
    asked_of = column(
        Questionnaire,
        "asked_of",
        queryset=Scope.objects.filter(
            kind__in=(Scope.Kind.NETWORK, Scope.Kind.ORGANISATION)
        ).order_by("-kind", "name"),
        help_text=_("A network stands for each of its members."),
    )
    answered_by = column(Questionnaire, "answered_by")
    legal_task = column(Questionnaire, "legal_task")
    asked_by = column(Questionnaire, "asked_by")
    days_after = column(Questionnaire, "days_after")
    deadline = column(Questionnaire, "deadline")
    days_inside = column(Questionnaire, "days_inside")
    needs_approval = column(Questionnaire, "needs_approval")
    contact = column(Questionnaire, "contact")
    source_url = column(Questionnaire, "source_url")
    starts = column(Questionnaire, "starts")
    ends = column(Questionnaire, "ends")


class ChangeQuestionnaireForm(QuestionnaireForm):
    """The same of a questionnaire that is there: its code stays.

    `moves` are the returns of which somebody saw on the page that they get another deadline.
    """

    moves = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, fixed: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["code"]
        for name in fixed:
            self.fields[name].disabled = True
            self.fields[name].help_text = _("This was handed out, so it stays as it is.")

    def clean(self) -> dict[str, Any]:
        moves = self.cleaned_data.pop("moves", "")
        numbers = [int(one) for one in moves.split("-") if one.isdecimal() and len(one) < 10]
        return {**super().clean(), "moves": numbers}


class SectionForm(ColumnsForm):
    """Questions that stand together: how they are called."""

    MODEL = Section

    title = column(Section, "title")
    number = column(Section, "number")
    text = column(Section, "text")


class IndicatorField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    """An indicator by its name, with its code behind it: some names look like each other."""

    def label_from_instance(self, obj: Indicator) -> str:
        return f"{obj.name} ({obj.code})"


class QuestionForm(ColumnsForm):
    """One question."""

    MODEL = Question

    kind = column(Question, "kind")
    indicator = IndicatorField(
        label=_("Indicator"),
        queryset=Indicator.objects.order_by("name"),
        required=False,
        help_text=_("Of a figure: what is counted. Unit and definition come with it."),
    )
    text = column(Question, "text")
    number = column(Question, "number")
    counts = column(Question, "counts")
    hint = column(Question, "hint")
    is_required = column(Question, "is_required", initial=True)
    part = column(Question, "part")
    level = column(Question, "level")
    period_kind = column(Question, "period_kind")
    only_combined = column(Question, "only_combined")
    every = column(Question, "every")
    since = column(Question, "since")
    source_url = column(Question, "source_url")


class ChangeQuestionForm(QuestionForm):
    """The same of a question that is there; it may go to another section."""

    section = forms.ModelChoiceField(
        label=_("Section"),
        queryset=Section.objects.none(),
        help_text=_("In another section it comes last."),
    )

    def __init__(self, *args: Any, sections: QuerySet[Section], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = sections  # type: ignore[attr-defined]  # a choice of rows


class NumberedField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    """A question by its number: files name it so."""

    def label_from_instance(self, obj: Question) -> str:
        return f"{obj.number} {obj}"


class CheckForm(ColumnsForm):
    """What all answers together are held against."""

    MODEL = Check

    kind = column(Check, "kind")
    severity = column(
        Check,
        "severity",
        help_text=_("An error has to be changed; attention asks for a sentence."),
    )
    percent = column(Check, "percent")
    least = column(Check, "least")
    low = column(Check, "low")
    high = column(Check, "high")


class QuestionCheckForm(CheckForm):
    """What the answer to one question is held against, perhaps the answer to another."""

    other = NumberedField(
        label=_("Beside the answer to"),
        queryset=Question.objects.none(),
        required=False,
        help_text=Check._meta.get_field("other").help_text,
    )
    wanted = column(Check, "wanted")

    def __init__(self, *args: Any, others: QuerySet[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = others  # type: ignore[attr-defined]  # a choice of rows


class OptionsForm(forms.Form):
    """The answers that may be chosen, one under another; what is emptied goes."""

    def __init__(self, *args: Any, options: tuple[tuple[str, str], ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = [code for code, _name in options]
        self.fields["seen"] = forms.CharField(
            initial=" ".join(self.codes), required=False, widget=forms.HiddenInput
        )
        self.codes += [""] * min(SPARE_OPTIONS, MOST_OPTIONS - len(self.codes))
        names = [name for _code, name in options] + [""] * SPARE_OPTIONS
        for place, name in enumerate(names[: len(self.codes)]):
            self.fields[f"order_{place}"] = forms.IntegerField(
                label=_("Place"),
                initial=place + 1,
                min_value=1,
                max_value=999,
                required=False,
                widget=NumberText(attrs={"inputmode": "numeric"}),
            )
            self.fields[f"name_{place}"] = forms.CharField(
                label=_("Answer"), initial=name, required=False, max_length=160
            )

    def clean(self) -> dict[str, Any]:
        """Names go with the codes that stood beside them; when those moved, nothing is kept."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("seen", "") != " ".join(filter(None, self.codes)):
            raise forms.ValidationError(
                _("Somebody changed these answers in the meantime. Open the page again."),
                code="changed",
            )
        return given

    @property
    def rows(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        """The lines of the page: a code, the field for its place and the one for its name."""
        return [
            (code, self[f"order_{place}"], self[f"name_{place}"])
            for place, code in enumerate(self.codes)
        ]

    @property
    def options(self) -> list[tuple[str, str]]:
        """Code and name of what was typed, in the order that was asked."""
        typed = [
            (self.cleaned_data.get(f"order_{place}") or 999, place, code, name)
            for place, code in enumerate(self.codes)
            if (name := self.cleaned_data.get(f"name_{place}", "").strip())
        ]
        return [(code, name) for _order, _place, code, name in sorted(typed)]


class CopyForm(forms.Form):
    """What is another in the copy: how it is called, from when it is used, by when it is due."""

    name = column(Questionnaire, "name")
    code = column(Questionnaire, "code")
    starts = DayField(
        label=_("In use from"), help_text=_("The first day of the first year that it asks.")
    )
    ends = column(Questionnaire, "ends")
    deadline = column(Questionnaire, "deadline")
    ends_old = forms.BooleanField(
        label=_("The old one is in use until the day before"), required=False, initial=True
    )


class UploadForm(forms.Form):
    """A questionnaire as a file; after the first look its text comes back with the page."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("TOML, as a questionnaire here is downloaded."),
    )
    text = forms.CharField(required=False, widget=forms.HiddenInput, max_length=MOST_BYTES)
    mark = forms.CharField(required=False, widget=forms.HiddenInput, max_length=20)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        file, text = cleaned.get("file"), cleaned.get("text")
        if not file and not text:
            raise ValidationError({"file": _("Choose a file.")})
        try:
            cleaned["text"] = text_of(file.read(MOST_BYTES + 1)) if file else text
            cleaned["document"] = read_text(cleaned["text"])
        except ValidationError as unreadable:
            self.add_error("file", unreadable)
        return cleaned
