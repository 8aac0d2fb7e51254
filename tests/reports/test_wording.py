"""Running text: what it may mean, and that nothing else means anything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.standing import Piece, Reference, placeholders_in, read_text, references_in
from reports.standing.wording import Passage


def words(text: str) -> str:
    """Return everything that is printed, without how."""
    return "\n".join(
        "".join(piece.text or str(piece.reference) for piece in passage.pieces)
        for passage in read_text(text)
    )


def test_empty_lines_part_paragraphs_and_lines_go_together():
    assert read_text("Een\nzin.\n\nTwee.") == (
        Passage((Piece("Een zin."),)),
        Passage((Piece("Twee."),)),
    )


def test_a_dash_starts_an_item_that_may_go_on():
    assert read_text("Kop:\n- een\n  vervolg\n- twee\n\nSlot") == (
        Passage((Piece("Kop:"),)),
        Passage((Piece("een vervolg"),), is_item=True),
        Passage((Piece("twee"),), is_item=True),
        Passage((Piece("Slot"),)),
    )


def test_bold_italic_and_links():
    (passage,) = read_text("**vet *en* meer** en [een *pagina*](https://a.example/x)")

    assert passage.pieces == (
        Piece("vet ", bold=True),
        Piece("en", bold=True, italic=True),
        Piece(" meer", bold=True),
        Piece(" en "),
        Piece("een ", link="https://a.example/x"),
        Piece("pagina", italic=True, link="https://a.example/x"),
    )


def test_a_link_leads_to_https_only():
    (passage,) = read_text("[hier](https://a.example) [daar](http://b) [x](javascript:alert(1))")

    assert [piece.link for piece in passage.pieces if piece.link] == ["https://a.example"]
    assert passage.pieces[-1] == Piece(" [daar](http://b) [x](javascript:alert(1))")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (
            "{{MEMBERS_TOTAL|municipality:GM0109|2023}}",
            ("MEMBERS_TOTAL", "municipality:GM0109", "2023"),
        ),
        ("{{A|service_area:bind:GM0109|year}}", ("A", "service_area:bind:GM0109", "year")),
        ("{{A_1|self|year-1}}", ("A_1", "self", "year-1")),
    ],
)
def test_a_reference_names_a_figure(text, meant):
    assert references_in(f"Er waren {text}.") == (Reference(*meant),)
    assert str(Reference(*meant)) == text


def test_a_reference_is_named_once():
    text = "{{A|self|year}} en {{B|self|year}} en {{A|self|year}}"

    assert [one.indicator for one in references_in(text)] == ["A", "B"]


def test_the_year_of_a_reference_follows_the_report():
    years = [Reference("A", "self", year).year_in(2023) for year in ("year", "year-1", "2019")]

    assert years == [2023, 2022, 2019]


@pytest.mark.parametrize(
    "text",
    [
        "{{7*7}}",
        "{% load static %}",
        "{0.__class__} %s %(x)s ${x}",
        "{{a|self|2023}}",
        "{{A|self|23}}",
        "{{A|self|2023",
        "<script>alert(1)</script>",
        "&lt;b&gt;",
        "{{A|../x|2023}}",
    ],
)
def test_anything_else_is_words(text):
    assert read_text(text) == (Passage((Piece(text),)),)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("In [gemeente] en […] en [gemeente]", ("[gemeente]", "[…]")),
        ("[hier](https://a.example)", ()),
        ("[]", ("[]",)),
        ("niets", ()),
    ],
)
def test_what_was_left_to_fill_in_is_seen(text, left):
    assert placeholders_in(text) == left


@given(st.text(alphabet=st.sampled_from("ab *-[](){}|%<>\n:/&'\""), max_size=200))
def test_no_text_can_break_the_reader(text):
    for passage in read_text(text):
        assert passage.pieces
        assert all(piece.text or piece.reference for piece in passage.pieces)


@given(st.lists(st.text(alphabet="abc {}%<>&", min_size=1).map(str.strip), max_size=6))
def test_plain_words_come_out_as_they_went_in(paragraphs):
    kept = [one for one in paragraphs if one]

    assert words("\n\n".join(kept)).split("\n") == (kept or [""])


@given(
    st.sampled_from(["A", "MEMBERS_TOTAL"]),
    st.sampled_from(["self", "organisation:bind", "municipality:GM0109"]),
    st.one_of(st.integers(1900, 2100).map(str), st.sampled_from(["year", "year-1"])),
    st.sampled_from(["{0}", "**{0}**", "- *{0}*", "x {0} y", "[{0}](https://a.b/c)"]),
)
def test_a_reference_survives_wherever_it_stands(indicator, scope, year, around):
    reference = Reference(indicator, scope, year)
    text = around.format(reference)

    found = [piece.reference for passage in read_text(text) for piece in passage.pieces]

    assert [one for one in found if one] == [reference]
