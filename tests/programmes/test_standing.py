"""Whether a requirement is met follows from norm, comparison and value, and from nothing else."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.standing import Met, judge

numbers = st.decimals(min_value=0, max_value=100, places=2)


@pytest.mark.parametrize(
    ("comparison", "norm", "value", "verdict"),
    [
        ("min", "100", "100", Met.MET),
        ("min", "100", "99.9", Met.NOT_MET),
        ("target", "7.5", "7.5", Met.MET),
        ("target", "7.5", "7.4", Met.NOT_MET),
        ("equal", "1", "1", Met.MET),
        ("equal", "1", "0", Met.NOT_MET),
        ("none", None, "1", Met.UNDETERMINABLE),
        ("min", "80", None, Met.UNDETERMINABLE),
    ],
)
def test_value_and_norm_decide(comparison, norm, value, verdict):
    known = {name: text and Decimal(text) for name, text in (("norm", norm), ("value", value))}

    assert judge(comparison=comparison, **known) is verdict


@pytest.mark.parametrize(
    ("comparison", "qualifier", "verdict"),
    [
        ("min", "exact", Met.MET),
        ("min", "over", Met.MET),
        ("min", "almost", Met.NOT_MET),
        ("min", "about", Met.UNDETERMINABLE),
        ("equal", "over", Met.UNDETERMINABLE),
    ],
)
def test_a_rounded_value_on_the_norm_says_on_which_side_it_lies(comparison, qualifier, verdict):
    eighty = Decimal(80)

    assert judge(comparison=comparison, norm=eighty, value=eighty, qualifier=qualifier) is verdict


@given(norm=numbers, value=numbers)
def test_more_than_the_norm_always_meets_it(norm, value):
    verdict = judge(comparison="min", norm=norm, value=value)

    assert (verdict is Met.MET) is (value >= norm)


@given(norm=st.none() | numbers, comparison=st.sampled_from(["min", "target", "equal", "none"]))
def test_without_a_measured_value_nothing_is_determined(norm, comparison):
    assert judge(comparison=comparison, norm=norm, value=None) is Met.UNDETERMINABLE
