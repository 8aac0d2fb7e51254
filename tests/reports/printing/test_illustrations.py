"""Which drawing a chart block gets, and what becomes of values that are not there."""

from decimal import Decimal

import pytest

from biblionet.kit.numbers import Missing
from reports.illustrations import draw, sign_of, value_of
from reports.printing import write_fact
from reports.standing import Alternative, ChartBlock, Fact, Point, Series
from tests.reports.pages import drawn_texts, read
from tests.reports.sample import EARLIER, Register


def drawn(register: Register, *series: Series, shape: str = "bars", **more: object):
    block = ChartBlock("k", "Bezoek", shape, series, **more)
    return draw(
        block, register.facts, language="nl", write=lambda fact: write_fact(fact, language="nl")
    )


def points(register: Register, *values: str | None, **more: object) -> tuple[Point, ...]:
    return tuple(
        Point(str(2020 + place), register.add("X", "Bezoek", value, year=2020 + place, **more))
        for place, value in enumerate(values)
    )


def test_bars_write_a_value_as_its_source_does() -> None:
    register = Register()
    (chart,) = drawn(register, Series("", points(register, "660", qualifier="over")))

    assert "ruim 660" in drawn_texts(read(chart.svg))


def test_each_series_of_bars_has_a_drawing_of_its_own() -> None:
    register = Register()
    series = [Series(name, points(register, "1", "2")) for name in ("Noord", "Oost")]

    charts = drawn(register, *series)

    assert [chart.title for chart in charts] == ["Bezoek: Noord", "Bezoek: Oost"]


def test_more_than_four_lines_become_two_drawings() -> None:
    register = Register()
    series = [Series(name, points(register, "1", "2")) for name in "abcdef"]

    charts = drawn(register, *series, shape="lines")

    assert [len(chart.table.header) - 1 for chart in charts] == [4, 2]


def test_a_missing_value_breaks_a_line() -> None:
    register = Register()
    (chart,) = drawn(
        register, Series("a", points(register, "1", "2", None, "4", "5")), shape="lines"
    )

    assert chart.svg.count("<polyline") == 2


def test_a_new_definition_breaks_a_line_and_says_so() -> None:
    register = Register()
    (chart,) = drawn(
        register,
        Series("a", points(register, "1", "2", "3", "4")),
        shape="lines",
        breaks=("2022", "1999"),
    )

    assert chart.svg.count("<polyline") == 2
    assert chart.svg.count('font-style="italic"') == 1


def test_a_target_is_drawn() -> None:
    register = Register()
    (chart,) = drawn(register, Series("", points(register, "1", "2")), target="3.5")

    assert any(text.endswith("3,5") for text in drawn_texts(read(chart.svg)))


def fact(value: str | None, **more: object) -> Fact:
    register = Register()
    return register.facts[register.add("X", "Bezoek", value, **more)]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (fact("0"), Decimal(0)),
        (fact("19.03"), Decimal("19.03")),
        (fact(None), Missing.NOT_REPORTED),
        (fact(None, state="withheld"), Missing.WITHHELD),
        (
            fact("1", is_settled=False, alternatives=(Alternative("2", 0, "exact", EARLIER),)),
            Missing.NO_DATA,
        ),
        (None, Missing.NO_DATA),
    ],
)
def test_what_is_drawn_of_a_figure(given: Fact | None, expected: object) -> None:
    assert value_of(given) == expected


@pytest.mark.parametrize(
    ("facts", "sign"),
    [
        ([fact("1", unit="%"), None], "%"),
        ([fact("1", unit="EUR")], "€"),
        ([fact("1", unit="EUR", multiplier=1000)], ""),
        ([fact("1", unit="%"), fact("1", unit="leden")], ""),
        ([None], ""),
    ],
)
def test_the_axis_carries_a_sign_only_when_all_values_do(facts, sign: str) -> None:
    assert sign_of(facts) == sign


def test_lines_begin_where_there_is_a_figure_and_one_point_is_no_drawing() -> None:
    register = Register()
    empty = (Point("2018", None), Point("2019", None))
    (chart,) = drawn(register, Series("a", empty + points(register, "1", "2")), shape="lines")

    assert [row[0] for row in chart.table.rows] == ["2020", "2021"]
    assert drawn(register, Series("a", empty + points(register, "1")), shape="lines") == ()
