"""Rows of a screen that is filled in: what may be typed in each, and as what it was read."""

import hashlib
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from biblionet.kit.fields import current_language
from biblionet.kit.numbers import write_input
from libraries.forms import DayField, number_field
from libraries.models import Indicator, Reading
from programmes.models import Question
from programmes.overviews import Slot

State = Reading.State
Kind = Question.Kind
SEEN = re.compile(r"([0-9]{1,9})-([0-9a-f]{12})")
LONGEST_NOTE = 2000
STATES = (
    (State.VALUE, _("There is a number")),
    (State.NOT_YET_KNOWN, _("Not known yet")),
    (State.NOT_APPLICABLE, _("Not applicable")),
    (State.WITHHELD, _("We do not give it")),
)
YES, NO = "yes", "no"


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
        if isinstance(value, list):
            return "\n".join(value)
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
        return bool(seen and seen[1] != mark_of({name: self.sent(name) for name in self.NAMES}))

    def sent(self, name: str) -> str:
        """Return what was sent of a field; of several answers each on its line."""
        key = self.add_prefix(name)
        several = self.data.getlist(key) if hasattr(self.data, "getlist") else [self.data.get(key)]
        return "\n".join(text for text in several if text)


class FigureRow(RowForm):
    """A number, or why there is none, and a sentence about it.

    What another source brought is no draft: it stands beside the field until somebody agrees.
    """

    NAMES: ClassVar[tuple[str, ...]] = ("state", "value", "expected_on", "explanation")

    state = forms.ChoiceField(choices=STATES, required=False)
    value = forms.Field()
    expected_on = DayField(required=False)
    explanation = forms.CharField(required=False, max_length=LONGEST_NOTE)

    def __init__(self, slot: Slot, data: QueryDict | None = None, *, is_draft: bool = True) -> None:
        reading = slot.reading if is_draft else None
        super().__init__(data, prefix=slot.key, initial=_typed_in(reading))
        self.slot, self.key = slot, slot.key
        self.version = reading.version if reading else 0
        self.fields["value"] = value_field(slot.indicator)

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


def value_field(indicator: Indicator) -> forms.Field:
    """Return the field of a figure: a strict number, or yes and no where that is counted."""
    if indicator.unit != Indicator.YES_NO:
        return number_field(indicator)
    return forms.TypedChoiceField(
        choices=[("1", _("yes")), ("0", _("no"))], coerce=Decimal, empty_value=None, required=False
    )


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
