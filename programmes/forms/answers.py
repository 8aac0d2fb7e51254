"""The rows of a form: figures with every reason why there is none, and anything else."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from programmes.forms.rows import LONGEST_NOTE, NO, YES, FigureRow, Kind, RowForm, State
from programmes.models import Option
from programmes.overviews import Slot

MISSING: tuple[tuple[str, str | Promise], ...] = (
    (State.NOT_REPORTED, _("Not counted")),
    (State.NOT_YET_KNOWN, _("Not known yet")),
    (State.NOT_APPLICABLE, _("Not applicable")),
    (State.WITHHELD, _("We do not give it")),
)
LONGEST_TEXT = 10_000


class NumberRow(FigureRow):
    """A figure of a form. What another source brought waits beside it for somebody to agree."""

    state = forms.ChoiceField(
        choices=[(State.VALUE, _("There is a number")), *MISSING], required=False
    )

    def __init__(self, slot: Slot, data: QueryDict | None = None) -> None:
        super().__init__(slot, data, is_draft=not slot.is_preloaded)

    @property
    def agrees_with(self) -> str:
        """Return the id of what was filled in before, as the page showed it."""
        return str(self.data.get(self.add_prefix("brought"), ""))


class SaidRow(RowForm):
    """A choice, choices, yes or no, a judgement, a text or a list; or why there is no answer."""

    NAMES = ("state", "value", "explanation")

    state = forms.ChoiceField(
        choices=[(State.VALUE, _("There is an answer")), *MISSING], required=False
    )
    value = forms.Field()
    explanation = forms.CharField(required=False, max_length=LONGEST_NOTE)

    def __init__(self, slot: Slot, data: QueryDict | None = None) -> None:
        super().__init__(data, prefix=slot.key, initial=_said_in(slot))
        self.slot, self.key = slot, slot.key
        self.version = slot.answer.version if slot.answer else 0
        self.fields["value"] = _field_of(slot)

    @property
    def chosen(self) -> list[str]:
        """Return the codes of what is chosen, in what was typed or else in what was answered."""
        value = self["value"].value()
        return value if isinstance(value, list) else [str(value)]

    def clean_state(self) -> str:
        return self.cleaned_data["state"] or State.VALUE.value

    def clean_value(self) -> Any:
        """Return the answer as it is kept: nothing is None."""
        value, kind = self.cleaned_data["value"], self.slot.question.kind
        if kind == Kind.YES_NO:
            return {YES: True, NO: False}.get(value)
        if kind == Kind.LIST:
            return [line.strip() for line in value.splitlines() if line.strip()] or None
        return value or None

    def clean(self) -> dict[str, Any]:
        """Let answer and state fit: neither is guessed from the other."""
        cleaned = super().clean() or {}
        has_answer = cleaned.get("value") is not None
        if has_answer and cleaned.get("state") != State.VALUE:
            self.add_error("value", _("You gave an answer and chose that there is none."))
        return cleaned


def _field_of(slot: Slot) -> forms.Field:
    kind = slot.question.kind
    if kind == Kind.YES_NO:
        return forms.ChoiceField(choices=[(YES, _("yes")), (NO, _("no"))], required=False)
    if kind == Kind.CHOICES:
        return forms.MultipleChoiceField(choices=_choices(slot.options), required=False)
    if kind in (Kind.CHOICE, Kind.JUDGEMENT):
        return forms.ChoiceField(choices=_choices(slot.options), required=False)
    return forms.CharField(required=False, max_length=LONGEST_TEXT)


def _choices(options: tuple[Option, ...]) -> list[tuple[str, str]]:
    return [(option.code, option.name) for option in options]


def _said_in(slot: Slot) -> dict[str, Any]:
    answer = slot.answer
    if answer is None:
        return {"state": State.VALUE}
    value = answer.value
    if isinstance(value, bool):
        value = YES if value else NO
    elif isinstance(value, list) and slot.question.kind == Kind.LIST:
        value = "\n".join(value)
    return {"state": answer.state, "value": value, "explanation": answer.explanation}


def row_of(slot: Slot, data: QueryDict | None = None) -> NumberRow | SaidRow:
    """Return the row in which a question is answered at a place."""
    return NumberRow(slot, data) if slot.is_figure else SaidRow(slot, data)
