"""Arithmetic of progress: coverage, the overall picture, targets, states."""

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goals.models import ProgressUpdate
from goals.standing import (
    DONE_BY,
    MOVES,
    OFF_TRACK,
    WORST_FIRST,
    Act,
    Movement,
    Outcome,
    Side,
    after,
    allows,
    cover,
    judge,
    judge_part,
    movement,
    needs_a_sentence,
    picture,
)

amounts = st.decimals(-10_000, 10_000, places=2)
directions = st.sampled_from(["at_least", "at_most", "exactly"])


def test_coverage_names_who_is_missing():
    coverage = cover({"Bind": True, "DNK": False, "Facet": True})

    assert (coverage.reported, coverage.missing) == (("Bind", "Facet"), ("DNK",))
    assert (coverage.expected, coverage.is_whole) == (3, False)


@given(st.dictionaries(st.text(), st.booleans()))
def test_everybody_reported_or_is_missing(heard):
    coverage = cover(heard)

    assert sorted(coverage.reported + coverage.missing) == sorted(heard)
    assert coverage.is_whole is all(heard.values())


def test_ratings_and_states_are_those_of_the_model():
    assert set(WORST_FIRST) == set(ProgressUpdate.Rating.values)
    assert set(OFF_TRACK) == {str(one) for one in ProgressUpdate.OFF_TRACK}
    assert {state for state, _act in MOVES} | set(MOVES.values()) == set(
        ProgressUpdate.State.values
    )
    assert {s for s in ProgressUpdate.State.values if allows(s, Act.SAVE)} == {
        str(one) for one in ProgressUpdate.WRITABLE
    }


@pytest.mark.parametrize(
    ("ratings", "overall"),
    [
        ([], ""),
        (["", ""], ""),
        (["on_track", ""], "on_track"),
        (["on_track", "stuck", "attention"], "stuck"),
        (["done", "attention"], "attention"),
        (["done", "done"], "done"),
        (["done", "not_started"], "on_track"),
        (["not_started", "not_started"], "not_started"),
        (["dropped", "dropped"], "dropped"),
        (["dropped", "done"], "done"),
    ],
)
def test_overall_rating(ratings, overall):
    assert picture(ratings).overall == overall


@given(st.lists(st.sampled_from([*WORST_FIRST, ""])))
def test_a_picture_counts_every_rating_once_in_any_order(ratings):
    drawn = picture(ratings)

    assert drawn == picture(reversed(ratings))
    assert drawn.rated == sum(bool(rating) for rating in ratings)
    assert drawn.off_track == sum(rating in OFF_TRACK for rating in ratings)
    assert (drawn.overall == "") is (drawn.rated == 0)


@pytest.mark.parametrize("rating", WORST_FIRST)
def test_off_track_needs_a_sentence(rating):
    assert needs_a_sentence(rating) is (rating in {"attention", "stuck", "dropped"})


@pytest.mark.parametrize(
    ("value", "target", "direction", "margin", "outcome"),
    [
        ("100", "100", "at_least", 0, Outcome.REACHED),
        ("95", "100", "at_least", 5, Outcome.WITHIN_MARGIN),
        ("94.99", "100", "at_least", 5, Outcome.MISSED),
        ("101", "100", "at_most", 0, Outcome.MISSED),
        ("104", "100", "at_most", 5, Outcome.WITHIN_MARGIN),
        ("0", "100", "at_most", 0, Outcome.REACHED),
        ("99", "100", "exactly", 0, Outcome.MISSED),
        ("99", "100", "exactly", 1, Outcome.WITHIN_MARGIN),
        ("-105", "-100", "at_least", 5, Outcome.WITHIN_MARGIN),
        ("0", "0", "at_least", 0, Outcome.REACHED),
        (None, "100", "at_least", 100, Outcome.UNKNOWN),
        (None, "0", "at_most", 0, Outcome.UNKNOWN),
    ],
)
def test_reached_or_not(value, target, direction, margin, outcome):
    given_value = None if value is None else Decimal(value)

    assert judge(given_value, Decimal(target), direction=direction, margin=margin) is outcome


@given(amounts, amounts, directions, st.integers(0, 99))
def test_a_wider_margin_never_makes_it_worse(value, target, direction, margin):
    narrow = judge(value, target, direction=direction, margin=margin)
    wide = judge(value, target, direction=direction, margin=margin + 1)

    assert wide.counts_as_reached or not narrow.counts_as_reached


@given(amounts, amounts, st.decimals(0, 1000, places=2))
def test_what_is_reached_in_part_stays_reached(value, target, rest):
    if judge_part(value, target, direction="at_least") is Outcome.REACHED:
        assert judge(value + rest, target, direction="at_least") is Outcome.REACHED


@pytest.mark.parametrize("direction", ["at_most", "exactly"])
def test_a_part_of_a_sum_says_nothing_of_a_ceiling(direction):
    assert judge_part(Decimal(1), Decimal(1), direction=direction) is Outcome.UNKNOWN


NEXT = {
    ("draft", Act.SAVE): "draft",
    ("draft", Act.SUBMIT): "submitted",
    ("submitted", Act.WITHDRAW): "draft",
    ("submitted", Act.SEND_BACK): "sent_back",
    ("submitted", Act.ACCEPT): "accepted",
    ("sent_back", Act.SAVE): "sent_back",
    ("sent_back", Act.SUBMIT): "submitted",
    ("accepted", Act.SEND_BACK): "sent_back",
}


@pytest.mark.parametrize(("state", "act"), list(product(ProgressUpdate.State.values, Act)))
def test_the_state_machine(state, act):
    if (state, act) in NEXT:
        assert after(state, act) == NEXT[state, act]
    else:
        assert not allows(state, act)


def test_reporters_and_reviewers_have_their_own_acts():
    assert {act for act, side in DONE_BY.items() if side is Side.REVIEWER} == {
        Act.SEND_BACK,
        Act.ACCEPT,
    }
    assert set(DONE_BY) == set(Act)


@given(st.lists(st.sampled_from(Act), max_size=30))
def test_only_a_reviewer_brings_an_update_to_accepted(acts):
    state, last_side = "draft", None
    for act in acts:
        if allows(state, act):
            state, last_side = after(state, act), DONE_BY[act]
            if state == "accepted":
                assert last_side is Side.REVIEWER


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (100, 110, (Movement.MORE, 10)),
        (100, 90, (Movement.LESS, 10)),
        (100, 100, (Movement.SAME, 0)),
        (10_000, 10_004, (Movement.HARDLY, Decimal("0.04"))),
        (10_000, 10_005, (Movement.MORE, Decimal("0.05"))),
        (10, 12, (Movement.MORE, 20)),
        (9, 12, None),
        (12, 9, None),
        (0, 50, None),
        (-50, 50, None),
    ],
)
def test_how_a_count_moved_and_when_nothing_is_said(before, now, said):
    assert movement(Decimal(before), Decimal(now)) == said
