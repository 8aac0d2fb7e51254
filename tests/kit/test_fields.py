"""The number field, and how every field stands on a page."""

from decimal import Decimal

import pytest
from django import forms
from django.utils import translation
from lxml import html

from biblionet.kit.fields import NumberField


class Sample(forms.Form):
    visitors = NumberField(label="Bezoekers", decimals=0, at_least=0, unit="personen")
    share = NumberField(label="Leverpercentage", unit="%", decimals=1, required=False)
    days = NumberField(label="Levertijd", at_most=30, required=False)
    size = NumberField(label="Afstand", at_least=1, at_most=10, required=False)


def errors(**typed: str) -> dict[str, list[str]]:
    with translation.override("en"):
        found = Sample({"visitors": "1", **typed}).errors
        return {name: [str(error) for error in errors] for name, errors in found.items()}


def test_a_number_is_read_in_the_language_of_the_page():
    with translation.override("nl"):
        dutch = NumberField().clean("1.234,5")
    with translation.override("en"):
        english = NumberField().clean("1,234.5")

    assert dutch == english == Decimal("1234.5")


def test_an_empty_field_is_none_and_zero_is_zero():
    assert NumberField(required=False).clean("  ") is None
    assert NumberField().clean("0") == 0


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("visitors", "", "This field is required."),
        ("visitors", "1.5", "Enter a whole number, for example 1,250."),
        ("visitors", "-1", "Enter a number of 0 or more. You entered −1."),
        ("visitors", "1,5", "Do you mean 1.5 or 15?"),
        ("share", "140", "A percentage lies between 0 and 100. You entered 140."),
        ("share", "-0.1", "A percentage lies between 0 and 100. You entered −0.1."),
        ("share", "95.55", "Enter at most 1 digit after the decimal mark."),
        ("days", "31", "Enter a number of 30 or less. You entered 31."),
        ("size", "0", "Enter a number from 1 to 10. You entered 0."),
    ],
)
def test_an_error_says_what_is_wrong(name, typed, sentence):
    assert errors(**{name: typed}) == {name: [sentence]}


def test_bounds_are_inside():
    assert errors(visitors="0", share="100", days="30", size="10") == {}


@pytest.mark.parametrize(
    ("initial", "typed", "changed"),
    [
        (1931, "1.931", False),
        (1931, "1931,0", False),
        (Decimal("1.50"), "1,5", False),
        (None, "", False),
        (None, "0", True),
        (0, "", True),
        (1931, "1.932", True),
        (1931, "veel", True),
    ],
)
def test_a_change_is_one_of_the_number(initial, typed, changed):
    assert NumberField(required=False).has_changed(initial, typed) is changed


def test_the_input_is_text_with_the_keypad_for_numbers():
    drawn = html.fromstring(str(Sample(initial={"visitors": 1931})["visitors"]))

    assert drawn.get("type") == "text"
    assert drawn.get("inputmode") == "decimal"
    assert drawn.get("value") == "1.931"


def test_what_was_typed_wrong_stands_there_as_typed():
    form = Sample({"visitors": "12.34"})
    form.is_valid()

    assert html.fromstring(str(form["visitors"])).get("value") == "12.34"


def test_label_hint_error_and_input_belong_together():
    class Hinted(forms.Form):
        name = forms.CharField(label="Naam", help_text="Zoals in het plan.")

    form = Hinted({"name": ""})
    drawn = html.fromstring(form["name"].as_field_group())

    box = drawn.find(".//input")
    assert drawn.find(".//label").get("for") == box.get("id")
    described = [drawn.get_element_by_id(key) for key in box.get("aria-describedby").split()]
    assert described[0].text_content() == "Zoals in het plan."
    assert form.errors["name"][0] in described[1].text_content()
    assert box.get("aria-invalid") == "true"


def test_radios_are_a_group_with_a_legend():
    class Choosing(forms.Form):
        status = forms.ChoiceField(
            label="Hoe gaat het?",
            choices=[("a", "Goed"), ("b", "Slecht")],
            widget=forms.RadioSelect,
        )

    form = Choosing({})
    drawn = html.fromstring(form["status"].as_field_group())

    group = drawn.find(".//fieldset")
    assert group.find("legend").text_content().strip() == "Hoe gaat het?"
    assert drawn.get_element_by_id(group.get("aria-describedby")) is not None
    labels = {label.get("for"): label.text_content() for label in group.iter("label")}
    assert labels == {"id_status_0": "Goed", "id_status_1": "Slecht"}


def test_what_need_not_be_filled_in_says_so():
    drawn = html.fromstring(Sample()["share"].as_field_group()).find(".//label").text_content()

    with translation.override("en"):
        english = html.fromstring(Sample()["share"].as_field_group()).find(".//label")
    assert "Leverpercentage" in drawn
    assert english.text_content().strip() == "Leverpercentage (%) (optional)"
