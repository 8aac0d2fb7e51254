"""Sums say whom they left out because the figure is about a whole combined institution."""

from decimal import Decimal

from libraries.standing import Amount, Entry, add_up, add_up_ratio, cover


def value(number: int, *, name: str, part: str = "library") -> Entry:
    return Entry(name, "value", Amount(Decimal(number)), part)


def test_who_reported_about_a_whole_institution_is_missing_for_that_reason():
    entries = [
        value(1, name="Assen"),
        value(2, name="Emmen", part="whole"),
        Entry("Meppel", "not_reported"),
        Entry("Zweeloo", "withheld", part="whole"),
    ]
    names = ["Assen", "Emmen", "Meppel", "Zweeloo"]
    total = add_up(entries, library_only=True)

    coverage = cover(total, names, ["DNK", "Facet", "Bind", "Bind"], of="organisation")

    assert (total.missing, total.whole) == (("Emmen", "Meppel", "Zweeloo"), ("Emmen",))
    assert (coverage.missing, coverage.whole) == (("Facet", "Bind"), ("Facet",))
    assert add_up(entries).whole == ()


def test_an_organisation_that_lacks_more_than_its_whole_is_just_missing():
    entries = [value(2, name="Emmen", part="whole"), Entry("Borger", "not_reported")]

    total = add_up(entries, library_only=True)

    assert cover(total, ["Emmen", "Borger"], ["Facet", "Facet"], of="organisation").whole == ()


def test_a_ratio_of_which_one_term_is_about_a_whole_says_so():
    above = [value(10, name="a"), value(20, name="b"), Entry("c", "not_reported")]
    below = [value(1, name="a"), value(2, name="b", part="whole"), value(3, name="c", part="whole")]

    total = add_up_ratio(above, below, library_only=True)

    assert (total.covered, total.missing, total.whole) == (("a",), ("b", "c"), ("b",))
