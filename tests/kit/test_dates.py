"""Dates of which perhaps only a part is known, and the names of periods."""

from datetime import date

import pytest
from django.utils import translation
from django.utils.formats import date_format
from hypothesis import given
from hypothesis import strategies as st

from biblionet.kit import dates
from biblionet.kit.dates import PartialDate, Precision


@pytest.mark.parametrize(
    ("text", "first", "precision", "nl", "en"),
    [
        ("2023", date(2023, 1, 1), Precision.YEAR, "2023", "2023"),
        ("2022-03", date(2022, 3, 1), Precision.MONTH, "maart 2022", "March 2022"),
        ("2022-03-07", date(2022, 3, 7), Precision.DAY, "7 maart 2022", "7 March 2022"),
    ],
)
def test_as_much_as_is_known_is_read_and_written(text, first, precision, nl, en):
    read = PartialDate.read(text)

    assert (read.first, read.precision, read.iso) == (first, precision, text)
    assert str(read) == nl
    with translation.override("en"):
        assert str(read) == en


def test_the_words_of_the_source_win():
    assert str(PartialDate.read("2022-03", "half maart 2022")) == "half maart 2022"


@pytest.mark.parametrize(
    "text",
    ["22", "2022-3", "2022-13", "2022-02-30", "7-3-2022", "2022/03", "２０２２", "maart", "2022-"],
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        PartialDate.read(text)


@given(first=st.dates(date(1800, 1, 1)), precision=st.sampled_from(Precision))
def test_what_is_written_short_is_read_back(first, precision):
    known = PartialDate.read(PartialDate(first, precision).iso)

    assert (known.precision, known.iso) == (precision, PartialDate(first, precision).iso)
    assert known.first <= first <= known.last


def test_partial_dates_stand_in_order():
    texts = ["2022-03-07", "2023", "2022", "2022-03"]

    assert [one.iso for one in sorted(map(PartialDate.read, texts))][-2:] == ["2022-03-07", "2023"]


@pytest.mark.parametrize(("month", "quarter"), [(1, 1), (3, 1), (4, 2), (6, 2), (9, 3), (12, 4)])
def test_the_quarter_of_a_day(month, quarter):
    assert dates.quarter_of(date(2026, month, 28)) == quarter


@pytest.mark.parametrize(
    ("kind", "start", "end", "nl", "en"),
    [
        ("quarter", (7, 1), (9, 30), "in het 3e kwartaal 2025", "in the 3rd quarter 2025"),
        ("month", (7, 1), (7, 31), "in juli 2025", "in July 2025"),
        ("calendar_year", (1, 1), (12, 31), "in 2025", "in 2025"),
        ("reference_date", (12, 31), (12, 31), "op 31 december 2025", "on 31 December 2025"),
    ],
)
def test_a_period_inside_a_sentence(kind, start, end, nl, en):
    said = (kind, date(2025, *start), date(2025, *end))

    assert dates.say_when(*said) == nl
    with translation.override("en"):
        assert dates.say_when(*said) == en


def test_school_years():
    assert dates.name_school_year(2025) == "2025/2026"
    assert dates.school_year_of(date(2026, 7, 31)) == 2025
    assert dates.school_year_of(date(2026, 8, 1)) == 2026


def test_an_english_date_is_never_read_two_ways():
    day = date(2026, 11, 3)

    with translation.override("en"):
        assert date_format(day, "DATE_FORMAT") == "3 November 2026"
        assert date_format(day, "SHORT_DATE_FORMAT") == "3 Nov 2026"
    with translation.override("nl"):
        assert date_format(day, "DATE_FORMAT") == "3 november 2026"
        assert date_format(day, "SHORT_DATE_FORMAT") == "3-11-2026"
