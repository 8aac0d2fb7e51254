"""Form fields that read what people type."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from biblionet.kit.numbers import UnclearNumberError, read_number, write_input, write_number

Bound = Decimal | int | None
UNCLEAR = {
    "not_a_number": _("Enter a number, for example %(example)s."),
    "unit": _("Enter only the number, without its unit."),
    "too_many_digits": _("Enter at most %(most)s digits."),
    "one_meaning": _("Do you mean %(number)s?"),
    "two_meanings": _("Do you mean %(first)s or %(second)s?"),
}


class NumberText(forms.TextInput):
    """A text input with the keypad for numbers; `type="number"` rounds and scrolls."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        usual = {"inputmode": "decimal", "autocomplete": "off", "class": "bn-number"}
        super().__init__({**usual, **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, (Decimal, int)):
            return write_input(value, language=current_language())
        typed: str | None = super().format_value(value)
        return typed


class NumberField(forms.Field):
    """A number as `biblionet.kit.numbers` reads it in the language of the page, as a Decimal.

    `decimals` is the most that may be typed, `unit` stands behind the input; "%" as unit means a
    percentage: between 0 and 100 unless other bounds are given.
    """

    widget = NumberText
    default_error_messages = {
        "whole": _("Enter a whole number, for example %(example)s."),
        "decimals": ngettext_lazy(
            "Enter at most %(most)d digit after the decimal mark.",
            "Enter at most %(most)d digits after the decimal mark.",
            "most",
        ),
        "percentage": _("A percentage lies between %(least)s and %(most)s. You entered %(value)s."),
        "between": _("Enter a number from %(least)s to %(most)s. You entered %(value)s."),
        "at_least": _("Enter a number of %(least)s or more. You entered %(value)s."),
        "at_most": _("Enter a number of %(most)s or less. You entered %(value)s."),
    }

    def __init__(
        self,
        *,
        decimals: int | None = None,
        at_least: Bound = None,
        at_most: Bound = None,
        unit: str | Promise = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        is_percentage = unit == "%"
        self.decimals = decimals
        self.at_least = 0 if at_least is None and is_percentage else at_least
        self.at_most = 100 if at_most is None and is_percentage else at_most
        self.unit = unit

    def to_python(self, value: Any) -> Decimal | None:
        """Read the typed text; an empty field is None, never zero."""
        if isinstance(value, Decimal):
            return value
        if value is None or not str(value).strip():
            return None
        try:
            return read_number(str(value), language=current_language())
        except UnclearNumberError as unclear:
            raise explain(unclear) from None

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None:
            self._check_decimals(value)
            self._check_bounds(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare numbers, not texts: "1.931" over 1931 is no change."""
        try:
            before = None if initial in self.empty_values else Decimal(initial)
            return before != self.to_python(data)
        except (ValidationError, InvalidOperation):
            return True

    def _check_decimals(self, value: Decimal) -> None:
        exponent = value.as_tuple().exponent
        typed = -exponent if isinstance(exponent, int) else 0
        if self.decimals is None or typed <= self.decimals:
            return
        if self.decimals == 0:
            raise self._error("whole", example=_written(1250))
        raise self._error("decimals", most=self.decimals)

    def _check_bounds(self, value: Decimal) -> None:
        below = self.at_least is not None and value < self.at_least
        above = self.at_most is not None and value > self.at_most
        if not below and not above:
            return
        if self.at_least is None:
            code = "at_most"
        elif self.at_most is None:
            code = "at_least"
        else:
            code = "percentage" if self.unit == "%" else "between"
        bounds = {"least": self.at_least, "most": self.at_most, "value": value}
        written = {name: _written(bound) for name, bound in bounds.items() if bound is not None}
        raise self._error(code, **written)

    def _error(self, code: str, **params: str | int) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params=params)


def explain(unclear: UnclearNumberError) -> ValidationError:
    """Turn a number that could not be read into the sentence for who typed it."""
    return ValidationError(UNCLEAR[unclear.code], code=unclear.code, params=unclear.params)


def current_language() -> str:
    """Return the language of the page that is being made; Dutch when translation is off."""
    return get_language() or "nl"


def _written(value: Decimal | int) -> str:
    return write_number(value, language=current_language())


def say_about(label: object, words: object) -> str:
    """Put before words what they are about: "Naam: dit veld is verplicht"."""
    return f"{label}{colon_after(label)} {words}"


def colon_after(label: object) -> str:
    """Return what parts a label from what is said of it; nothing where it ends in a sign."""
    return "" if str(label).endswith(("?", "!", ".", ":")) else ":"
