"""Charts, read back as XML: what is drawn where, what is said, and that gaps stay gaps."""

import itertools
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from biblionet.kit import charts
from biblionet.kit.charts.scales import across, ticks
from biblionet.kit.charts.svg import COLOURS, MUTED
from biblionet.kit.gallery.drawings import sample_charts, spark
from biblionet.kit.numbers import Missing

GAP = Missing.NOT_REPORTED
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '</title><script>alert("1")</script>&\x00\x1b\ud800 ]]>'
BOUNDED = st.decimals(-(10**9), 10**9, places=2, allow_nan=False)


def parsed(chart: charts.Chart) -> ET.Element:
    return ET.fromstring(chart.svg)


def all_of(chart: charts.Chart, name: str, **wanted: str) -> list[ET.Element]:
    """Return the elements of a name, with these attributes, in the order drawn."""
    return [
        element
        for element in parsed(chart).iter(SVG + name)
        if all(element.get(key.replace("_", "-")) == value for key, value in wanted.items())
    ]


def words_of(chart: charts.Chart) -> list[str]:
    return ["".join(element.itertext()) for element in all_of(chart, "text")]


def number(element: ET.Element, name: str) -> float:
    return float(element.get(name))


def bars(*values: charts.Value, **more: object) -> charts.Chart:
    rows = [charts.Bar(f"Rij {place}", value) for place, value in enumerate(values)]
    return charts.bar_chart(rows, title="Bezoekers", language="nl", **more)


def points(line: ET.Element) -> list[tuple[float, float]]:
    return [tuple(map(float, pair.split(","))) for pair in line.get("points").split()]


def lines(*series: charts.Series, **more: object) -> charts.Chart:
    periods = [str(2020 + place) for place in range(len(series[0].values))]
    return charts.line_chart(periods, series, title="Leden", language="nl", **more)


# Scales


@given(values=st.lists(BOUNDED, min_size=1, max_size=8), from_zero=st.booleans())
def test_ticks_are_even_and_hold_every_value(values, from_zero):
    marks = ticks(values, from_zero=from_zero)

    assert marks[0] <= min(values)
    assert marks[-1] >= max(values)
    assert len({after - before for before, after in itertools.pairwise(marks)}) == 1
    assert 2 <= len(marks) <= 8
    assert not from_zero or 0 in marks


def test_whole_numbers_get_whole_ticks():
    assert ticks([Decimal(1), Decimal(2)]) == [0, 1, 2]


@given(values=st.lists(BOUNDED, min_size=2, max_size=8))
def test_a_larger_value_never_stands_before_a_smaller(values):
    scale = across(ticks(values), 0, 100)

    places = [scale(value) for value in sorted(values)]
    assert places == sorted(places)
    assert 0 <= places[0] <= places[-1] <= 100


# Bars


def test_bars_begin_at_zero_and_are_as_long_as_their_values():
    chart = bars(1000, 500, 250)

    drawn = all_of(chart, "rect", fill=COLOURS[0])
    assert len({number(bar, "x") for bar in drawn}) == 1
    widths = [number(bar, "width") for bar in drawn]
    assert widths[1] / widths[0] == pytest.approx(0.5, abs=0.001)
    assert widths[2] / widths[0] == pytest.approx(0.25, abs=0.001)


def test_negative_bars_go_the_other_way_from_the_same_zero():
    up, down = all_of(bars(100, -50), "rect", fill=COLOURS[0])

    assert number(down, "x") + number(down, "width") == pytest.approx(number(up, "x"), abs=0.11)


def test_a_missing_value_has_no_bar_and_says_why():
    chart = bars(1000, GAP, 0)

    assert [number(bar, "width") > 0 for bar in all_of(chart, "rect", fill=COLOURS[0])] == [
        True,
        False,
    ]
    assert "niet gemeld" in words_of(chart)
    assert chart.table.rows == (
        ("Rij 0", "1.000"),
        ("Rij 1", "niet gemeld"),
        ("Rij 2", "0"),
    )


def test_who_is_not_in_focus_is_grey():
    rows = [charts.Bar("Wij", 4), charts.Bar("Zij", 3, in_focus=False)]

    chart = charts.column_chart(rows, title="Scholen", language="nl")

    assert [bar.get("fill") for bar in all_of(chart, "rect")] == [COLOURS[0], MUTED]


def test_columns_stand_on_zero():
    rows = [charts.Bar("Noord", 10), charts.Bar("Oost", 5), charts.Bar("West", GAP)]

    chart = charts.column_chart(rows, title="Scholen", language="nl")

    tall, short = all_of(chart, "rect")
    assert number(tall, "y") + number(tall, "height") == pytest.approx(
        number(short, "y") + number(short, "height"), abs=0.11
    )
    assert number(short, "height") / number(tall, "height") == pytest.approx(0.5, abs=0.001)


def test_a_target_stands_where_its_value_is():
    chart = bars(1000, 500, target=charts.Target.always("Streven", 500))

    half = all_of(chart, "rect", fill=COLOURS[0])[1]
    line = all_of(chart, "line", stroke_dasharray="4 3")[0]
    assert number(line, "x1") == pytest.approx(number(half, "x") + number(half, "width"), abs=0.11)
    assert "Streven 500" in words_of(chart)


# Parts of a whole


def test_parts_fill_the_whole_and_a_row_with_a_gap_is_not_drawn():
    rows = [charts.Shares("Noord", (30, 10)), charts.Shares("Oost", (30, GAP))]

    chart = charts.share_chart(rows, ("Jeugd", "Volwassen"), title="Leden", language="nl")

    first, second = all_of(chart, "rect", stroke="#ffffff")
    assert number(first, "width") / number(second, "width") == pytest.approx(3, abs=0.01)
    assert {"75%", "25%", "niet gemeld"} <= set(words_of(chart))
    assert chart.table.rows == (("Noord", "30", "10"), ("Oost", "30", "niet gemeld"))


def test_more_parts_or_lines_than_can_be_told_apart_are_refused():
    with pytest.raises(ValueError, match="at most 4 parts"):
        charts.share_chart([], tuple("abcde"), title="Leden", language="nl")
    with pytest.raises(ValueError, match="at most 4 lines"):
        lines(*(charts.Series(name, (1, 2)) for name in "abcde"))


# Lines


def test_a_line_has_a_gap_where_a_value_is_missing():
    chart = lines(charts.Series("Noord", (1, 2, GAP, 4, 5, GAP, 7)))

    drawn = [points(line) for line in all_of(chart, "polyline", stroke=COLOURS[0])]
    assert [len(run) for run in drawn] == [2, 2]
    assert len(all_of(chart, "circle")) == 5  # the lonely last one has only its mark


def test_a_line_is_broken_where_the_series_starts_anew():
    chart = lines(charts.Series("Noord", (1, 2, 3, 4)), breaks=[charts.Break(2, "andere telling")])

    left, right = (points(line) for line in all_of(chart, "polyline", stroke=COLOURS[0]))
    mark = number(all_of(chart, "line", stroke_dasharray="1 4")[0], "x1")
    assert left[-1][0] < mark < right[0][0]
    assert "andere telling" in words_of(chart)


def test_higher_values_stand_higher_and_years_go_right():
    chart = lines(charts.Series("Noord", (1, 3, 2)))

    (first, second, third) = points(all_of(chart, "polyline", stroke=COLOURS[0])[0])
    assert first[0] < second[0] < third[0]
    assert second[1] < third[1] < first[1]


def test_lines_differ_in_colour_dash_and_mark():
    chart = lines(*(charts.Series(name, (1, 2)) for name in "abcd"))

    drawn = all_of(chart, "polyline", fill="none")
    assert [line.get("stroke") for line in drawn] == list(COLOURS)
    assert len({line.get("stroke-dasharray") for line in drawn}) == 4
    corners = [len(points(mark)) for mark in all_of(chart, "polygon")]
    assert corners == [3, 3, 4, 4, 4, 4]


def test_two_lines_take_the_pair_that_colour_blind_readers_tell_apart():
    chart = lines(charts.Series("a", (1, 2)), charts.Series("b", (2, 1)))

    assert [line.get("stroke") for line in all_of(chart, "polyline", fill="none")] == [
        COLOURS[0],
        COLOURS[3],
    ]


def test_names_at_the_ends_never_touch():
    chart = lines(*(charts.Series(name, (1, 100)) for name in ("Noord", "Oost", "Zuid", "West")))

    names = [
        text for text in all_of(chart, "text") if text.text in {"Noord", "Oost", "Zuid", "West"}
    ]
    heights = sorted(number(text, "y") for text in names)
    assert all(b - a >= 15 for a, b in itertools.pairwise(heights))


def test_an_axis_without_zero_says_so():
    series = charts.Series("Noord", (Decimal("95.1"), Decimal("96.6")))
    with translation.override("en"):
        honest = charts.line_chart(
            ["2024", "2025"], [series], title="Lever", language="en", unit="%", from_zero=False
        )
        whole = charts.line_chart(
            ["2024", "2025"], [series], title="Lever", language="en", unit="%"
        )

    assert any(words.startswith("The axis starts at 9") for words in words_of(honest))
    assert not any("axis" in words for words in words_of(whole))


def test_a_target_for_each_period_is_in_drawing_and_table():
    chart = lines(
        charts.Series("Noord", (1, 2)), target=charts.Target("Streven", (2, Missing.NOT_YET_KNOWN))
    )

    assert chart.table.rows == (("2020", "1", "2"), ("2021", "2", "nog niet bekend"))
    assert len(all_of(chart, "line", stroke_width="2")) == 1


def test_the_last_period_is_always_named():
    chart = lines(charts.Series("Noord", tuple(range(40))))

    named = [words for words in words_of(chart) if words.startswith("20") and len(words) == 4]
    assert "2059" in named
    assert len(named) < 40


# Dots


def test_dots_stand_at_their_values_and_a_missing_one_is_not_drawn():
    rows = [charts.Progress("Taalhuizen", 5, 10, 20), charts.Progress("Scholen", GAP, GAP, 20)]

    chart = charts.range_chart(rows, title="Streven", language="nl", words=("2024", "2025", "doel"))

    before, now = [dot for dot in all_of(chart, "circle") if number(dot, "cy") > 20]
    aims = [
        line for line in all_of(chart, "line", stroke_width="3") if line.get("x1") == line.get("x2")
    ]
    assert number(before, "cx") < number(now, "cx") < number(aims[-1], "x1")
    assert chart.table.header[1:] == ("2024", "2025", "doel")
    assert chart.table.rows[1] == ("Scholen", "niet gemeld", "niet gemeld", "20")


# What holds for all


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_chart_is_a_named_picture_with_its_words_hidden(language):
    for chart in [*sample_charts(language), spark(language)]:
        root = parsed(chart)
        title, drawing = list(root)
        assert (root.get("role"), title.tag, drawing.get("aria-hidden")) == (
            "img",
            f"{SVG}title",
            "true",
        )
        assert root.get("aria-labelledby") == title.get("id")
        assert title.text == chart.alternative != ""
        assert len({len(row) for row in [chart.table.header, *chart.table.rows]}) == 1


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_same_numbers_make_the_same_bytes(language):
    first = [chart.svg for chart in sample_charts(language)]
    with translation.override("en" if language == "nl" else "nl"):
        again = [chart.svg for chart in sample_charts(language)]

    assert first == again
    assert len({chart.key for chart in sample_charts(language)}) == len(first)


def test_charts_use_nothing_paper_does_not_know():
    allowed = {"svg", "title", "g", "rect", "line", "text", "circle", "polyline", "polygon"}
    for chart in [*sample_charts("nl"), spark("nl")]:
        for element in parsed(chart).iter():
            assert element.tag.removeprefix(SVG) in allowed
            assert not {"class", "style", "href"} & set(element.attrib)
            assert "var(" not in " ".join(element.attrib.values())


def test_everything_stays_on_the_paper():
    for chart in sample_charts("nl"):
        root = parsed(chart)
        width, height = number(root, "width"), number(root, "height")
        for text in root.iter(f"{SVG}text"):
            room = {"end": (-1, 0), "middle": (-0.5, 0.5)}.get(text.get("text-anchor"), (0, 1))
            reach = len(text.text) * 7.2
            assert number(text, "x") + room[0] * reach >= -4
            assert number(text, "x") + room[1] * reach <= width + 4
            assert 0 <= number(text, "y") <= height


def test_hostile_words_stay_words():
    drawn = [
        charts.bar_chart([charts.Bar(HOSTILE, 1)], title=HOSTILE, language="nl"),
        charts.column_chart([charts.Bar(HOSTILE, 1)], title=HOSTILE, language="nl"),
        charts.share_chart(
            [charts.Shares(HOSTILE, (1,))], (HOSTILE,), title=HOSTILE, language="nl"
        ),
        lines(charts.Series(HOSTILE, (1, 2)), breaks=[charts.Break(1, HOSTILE)]),
        charts.range_chart(
            [charts.Progress(HOSTILE, 1, 2, 3)], title=HOSTILE, language="nl", words=(HOSTILE,) * 3
        ),
        charts.sparkline([HOSTILE], [1], title=HOSTILE, language="nl"),
    ]

    for chart in drawn:
        assert not list(parsed(chart).iter(f"{SVG}script"))
        assert '<script>alert("1")</script>' in "".join(parsed(chart).itertext())


@given(values=st.lists(BOUNDED | st.sampled_from(Missing), min_size=1, max_size=12))
def test_any_values_can_be_drawn(values):
    series = charts.Series("Noord", values)
    periods = [str(place) for place in range(len(values))]

    for chart in (
        bars(*values),
        charts.line_chart(periods, [series], title="Leden", language="nl"),
        charts.sparkline(periods, values, title="Leden", language="nl"),
    ):
        assert parsed(chart).get("role") == "img"
        assert "nan" not in chart.svg.lower().replace("nant", "")


def test_nothing_to_draw_is_drawn_as_nothing():
    assert bars().table.rows == ()
    with translation.override("en"):
        chart = charts.bar_chart([charts.Bar("Noord", GAP)], title="Leden", language="en")
    assert chart.alternative == "Leden: no data."


def test_the_alternative_tells_the_same_numbers():
    chart = charts.line_chart(
        ["2024", "2025"],
        [charts.Series("Noord", (1020, 1931)), charts.Series("Oost", (GAP, 5))],
        title="Bezoekers",
        language="en",
    )

    assert chart.alternative == (
        "Bezoekers: Noord rises from 1,020 in 2024 to 1,931 in 2025. Oost is 5 in 2025."
    )


def test_the_alternative_says_of_whom_a_value_is_missing_and_why():
    drawn = charts.bar_chart(
        [
            charts.Bar("Noord", 3),
            charts.Bar("Oost", Missing.NOT_APPLICABLE),
            charts.Bar("Zuid", Missing.NO_DATA),
            charts.Bar("West", Missing.NO_DATA),
        ],
        title="Leden",
        language="nl",
    )
    shares = charts.share_chart(
        [
            charts.Shares("Noord", (Missing.WITHHELD, 3)),
            charts.Shares("Oost", (Missing.WITHHELD, Missing.NO_DATA)),
            charts.Shares("Zuid", (0, 0)),
        ],
        ["jong", "oud"],
        title="Leden",
        language="nl",
    )

    assert drawn.alternative == (
        "Leden: Noord 3. Niet van toepassing: Oost. Geen gegevens: Zuid, West."
    )
    assert shares.alternative == "Leden: Niet getoond: Noord. Geen gegevens: Oost, Zuid."


def test_the_line_of_all_together_stands_in_ink_beside_four_others():
    four = [charts.Series(f"Lid {place}", [1, 2], style=place) for place in range(4)]
    whole = charts.Series("Samen", [4, 8])

    drawn = charts.line_chart(["2021", "2022"], four, title="Leden", language="nl", whole=whole)

    assert len(all_of(drawn, "polyline")) == 5
    assert len(all_of(drawn, "circle", fill="#ffffff", stroke="#1b2326")) == 2
    assert drawn.table.header[-1] == "Samen"


def test_a_line_that_begins_anew_is_not_joined_and_neither_rises_nor_falls():
    drawn = lines(charts.Series("Samen", [4, 8, 9], starts=frozenset({1})))

    assert [len(points(line)) for line in all_of(drawn, "polyline")] == [2]
    assert "Samen is 4 in 2020 en 9 in 2022." in drawn.alternative
