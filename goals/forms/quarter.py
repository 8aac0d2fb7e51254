"""The rows of a quarter: what may be typed in each, and as what it was read."""

import hashlib
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from biblionet.accounts.models import User
from biblionet.kit.fields import current_language
from biblionet.kit.numbers import write_input
from goals.forms.updates import LONGEST_NOTE, rating_choices
from goals.overviews.quarter import Asked, Told
from libraries.forms import DayField, number_field
from libraries.models import Reading

State = Reading.State
SEEN = re.compile(r"([0-9]{1,9})-([0-9a-f]{12})")
STATES = (
    (State.VALUE, _("There is a number")),
    (State.NOT_YET_KNOWN, _("Not known yet")),
    (State.NOT_APPLICABLE, _("Not applicable")),
    (State.WITHHELD, _("We do not give it")),
)


def mark_of(texts: Mapping[str, str]) -> str:
    """Return a short mark of what stood in a row, to see later whether somebody changed it."""
    plain = "\x1f".join(text.replace("\r\n", "\n").strip() for text in texts.values())
    return hashlib.sha256(plain.encode()).hexdigest()[:12]


class RowForm(forms.Form):
    """One row. Its hidden `seen` says which version was read, and what stood in the fields."""

    NAMES: ClassVar[tuple[str, ...]]
    key: str
    version: int
    is_clash = False  # refused because somebody else was first

    def text(self, name: str) -> str:
        """Return what stands in a field, as it was typed or as it is shown."""
        value = self[name].value()
        if isinstance(value, Decimal):
            return write_input(value, language=current_language())
        return value.isoformat() if isinstance(value, date) else str(value or "")

    @property
    def seen(self) -> str:
        """What a page says of the row it shows; of a row that was refused as it was read."""
        if self.is_bound and self.seen_by_sender:
            return "{:d}-{}".format(*self.seen_by_sender)
        return f"{self.version}-{mark_of({name: self.text(name) for name in self.NAMES})}"

    @property
    def seen_by_sender(self) -> tuple[int, str] | None:
        """Return version and mark of the row as the sender read it; None when it was not sent."""
        found = SEEN.fullmatch(self.data.get(self.add_prefix("seen"), ""))
        return (int(found[1]), found[2]) if found else None

    @property
    def is_touched(self) -> bool:
        """Something was typed since it was read."""
        seen = self.seen_by_sender
        typed = {name: self.data.get(self.add_prefix(name), "") for name in self.NAMES}
        return bool(seen and seen[1] != mark_of(typed))


class ToldForm(RowForm):
    """How an objective or action goes, in one of six words and a sentence."""

    NAMES = ("rating", "note", "question")

    rating = forms.ChoiceField(choices=rating_choices, required=False, widget=forms.RadioSelect)
    note = forms.CharField(required=False, max_length=LONGEST_NOTE)
    question = forms.CharField(required=False, max_length=LONGEST_NOTE)

    def __init__(self, told: Told, data: QueryDict | None = None) -> None:
        update = told.update
        initial = {name: getattr(update, name) for name in self.NAMES} if update else {}
        super().__init__(data, prefix=told.key, initial=initial)
        self.told, self.key = told, told.key
        self.version = update.version if update else 0


class AnswerForm(RowForm):
    """A number, or why there is none, and a sentence about it."""

    NAMES = ("state", "value", "expected_on", "explanation")

    state = forms.ChoiceField(choices=STATES, required=False)
    value = forms.Field()
    expected_on = DayField(required=False)
    explanation = forms.CharField(required=False, max_length=LONGEST_NOTE)

    def __init__(self, asked: Asked, data: QueryDict | None = None) -> None:
        reading = asked.slot.reading
        super().__init__(data, prefix=asked.key, initial=_typed_in(reading))
        self.asked, self.key = asked, asked.key
        self.version = reading.version if reading else 0
        self.fields["value"] = number_field(asked.slot.indicator)

    @property
    def is_emptied(self) -> bool:
        """Nothing stands in it any more."""
        typed = self.cleaned_data
        return typed["state"] == State.VALUE and typed["value"] is None and not typed["explanation"]

    def clean_state(self) -> str:
        return self.cleaned_data["state"] or State.VALUE.value

    def clean(self) -> dict[str, Any]:
        """Let number and state fit: neither is guessed from the other."""
        cleaned = super().clean() or {}
        is_number = cleaned.get("state") == State.VALUE
        has_number = cleaned.get("value") is not None
        if has_number and not is_number:
            self.add_error("value", _("You entered a number and chose that there is none."))
        elif is_number and not has_number and cleaned.get("explanation"):
            self.add_error("value", _("Enter a number, or choose why there is none."))
        if cleaned.get("expected_on") and cleaned.get("state") != State.NOT_YET_KNOWN:
            self.add_error("expected_on", _("Only what is not yet known is expected on a day."))
        return cleaned


def _typed_in(reading: Reading | None) -> dict[str, Any]:
    if reading is None:
        return {"state": State.VALUE}
    plain = reading.value
    if plain is not None:
        plain = plain.quantize(Decimal(1).scaleb(-reading.decimals))
    return {
        "state": reading.state,
        "value": plain,
        "expected_on": reading.expected_on,
        "explanation": reading.explanation,
    }


class HandInForm(forms.Form):
    """Who answers for the figures, and that they were checked."""

    accountable = forms.ChoiceField(
        label=_("Who answers for these figures?"),
        widget=forms.RadioSelect,
        help_text=_("Who submits them is recorded too."),
    )
    is_checked = forms.BooleanField(
        label=_("I checked these figures"),
        error_messages={"required": _("Check the figures, and tick that you did.")},
    )

    def __init__(self, *args: Any, people: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["accountable"].choices = [(str(one.pk), str(one)) for one in people]  # type: ignore[attr-defined]  # a ChoiceField
        self.people = {str(one.pk): one for one in people}
        if not people:  # nobody is asked figures here
            del self.fields["accountable"]

    def clean_accountable(self) -> User:
        return self.people[self.cleaned_data["accountable"]]
