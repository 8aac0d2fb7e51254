"""On which days letters go: arithmetic."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biblionet.home.standing import mail_day, reminder_days, wait_after, week_of
from libraries.standing import deadline_after, opening_after

DEADLINE = date(2026, 1, 14)  # a Wednesday
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


def test_a_quarter_is_due_two_weeks_after_its_last_day_and_opens_the_day_after_it():
    assert deadline_after(date(2025, 12, 31)) == DEADLINE
    assert deadline_after(date(2025, 12, 31), opened=date(2025, 12, 1)) == DEADLINE
    assert deadline_after(date(2025, 12, 31), opened=date(2026, 1, 1)) == DEADLINE
    assert deadline_after(date(2025, 12, 31), opened=date(2026, 2, 2)) == date(2026, 2, 15)
    assert deadline_after(date(2025, 12, 31), days=30) == date(2026, 1, 30)
    assert opening_after(date(2025, 12, 31)) == date(2026, 1, 1)


def test_people_are_reminded_14_7_and_1_days_before_and_1_and_7_days_after():
    assert reminder_days(DEADLINE) == (
        date(2025, 12, 31),
        date(2026, 1, 7),
        date(2026, 1, 13),
        date(2026, 1, 15),
        date(2026, 1, 21),
    )


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2026, 1, 14), "2026-W03"),
        (date(2027, 1, 3), "2026-W53"),
        (date(2024, 12, 30), "2025-W01"),
    ],
)
def test_a_week_is_named_as_on_the_calendar(day, week):
    assert week_of(day) == week


@pytest.mark.parametrize(
    ("today", "goes_on"),
    [
        (date(2025, 12, 23), date(2025, 12, 22)),  # no reminder this week: Monday
        (date(2025, 12, 29), date(2025, 12, 31)),  # 14 days before
        (date(2026, 1, 5), date(2026, 1, 7)),
        (date(2026, 1, 12), date(2026, 1, 13)),  # of two days in a week the first
        (date(2026, 1, 15), date(2026, 1, 13)),
        (date(2026, 1, 19), date(2026, 1, 21)),
    ],
)
def test_the_letter_of_a_week_waits_for_its_reminder_day(today, goes_on):
    assert mail_day(today, [DEADLINE]) == goes_on


@given(today=DAYS, deadlines=st.lists(DAYS, max_size=4))
def test_every_week_has_one_mail_day(today, deadlines):
    day = mail_day(today, deadlines)

    week = [today - timedelta(days=today.weekday() - n) for n in range(7)]
    assert day in week
    assert {mail_day(one, deadlines) for one in week} == {day}


def test_the_wait_after_a_failure_grows_up_to_an_hour():
    minutes = [wait_after(attempt) // timedelta(minutes=1) for attempt in (1, 2, 3, 6, 7, 500)]

    assert minutes == [1, 2, 4, 32, 60, 60]
