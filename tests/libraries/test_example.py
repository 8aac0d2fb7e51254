"""The example year: everything occurs, sums cover three of four, and it goes as it came."""

from collections import Counter

import pytest

from biblionet.home.actions import remove_example
from biblionet.kit.numbers import write_number
from biblionet.trail.models import Step
from libraries.management.example.recipes import Text, texts_by_kind
from libraries.models import Figure, Indicator, Period, PeriodException, Reading, Scope, Year
from libraries.overviews import gather_facts, the_network

pytestmark = [pytest.mark.usefixtures("example_year"), pytest.mark.django_db]

EXAMPLE = Year(2025, is_example=True)


def readings():
    return Reading.objects.filter(figure__period__is_example=True)


@pytest.mark.parametrize(
    ("field", "choices"),
    [
        ("state", Reading.State),
        ("workflow", Reading.Workflow),
        ("finality", Reading.Finality),
        ("figure__part", Figure.Part),
    ],
)
def test_everything_occurs(field, choices):
    assert set(readings().values_list(field, flat=True).distinct()) == set(choices.values)


def test_rounded_words_estimates_and_send_backs_occur():
    assert {"exact", "over", "about"} <= set(readings().values_list("qualifier", flat=True))
    assert {"registered", "partly_estimated"} <= set(readings().values_list("method", flat=True))
    assert readings().exclude(remark="").filter(workflow="draft").exists()
    assert readings().filter(expected_on__isnull=False).exists()


def test_quarters_are_closed_but_the_last():
    quarters = Period.objects.quarters_of(EXAMPLE).order_by("start")

    assert [one.is_open for one in quarters] == [False, False, False, True]
    assert PeriodException.objects.filter(period__is_example=True).count() == 1


def test_one_contradiction_is_open_and_one_is_chosen():
    said_twice = [
        figure
        for figure in Figure.objects.filter(period__is_example=True)
        if figure.readings.in_force().count() > 1
    ]

    assert sorted(bool(figure.chosen_reason) for figure in said_twice) == [False, True]


@pytest.mark.parametrize("code", ["MEMBERS_TOTAL", "LOANS_TOTAL"])
def test_members_and_loans_cover_three_of_four(code):
    network = the_network()
    book = gather_facts(indicators=[code], years=[EXAMPLE])

    coverage = book.total(code, network, EXAMPLE).coverage

    assert (coverage.reported, coverage.expected, len(coverage.missing)) == (3, 4, 1)


def test_parts_of_the_members_fit_everywhere():
    book = gather_facts(indicators=["MEMBERS_TOTAL"], years=[EXAMPLE])
    checks = [
        book.check_parts("MEMBERS_TOTAL", place, EXAMPLE)
        for place in Scope.objects.filter(kind=Scope.Kind.SERVICE_AREA)
    ]

    assert {check.verdict for check in checks if check} == {"fits"}


def test_sentences_differ():
    told = Counter(readings().exclude(explanation="").values_list("explanation", flat=True))

    assert told.most_common(1)[0][1] <= 2


def test_a_number_in_a_sentence_is_the_number_it_is_about():
    telling = (
        readings().heads().filter(explanation__regex=r"\d").select_related("figure__indicator")
    )
    wrong = [
        (one.figure.indicator.code, one.explanation)
        for one in telling
        if write_number(one.value, language="nl", decimals=one.decimals) not in one.explanation
    ]

    assert telling
    assert wrong == []


@pytest.mark.parametrize(
    ("code", "fits", "is_of"),
    [
        ("VISITS_LIBRARY", "VISITS LOANS", True),
        ("WEB_VISITS", "VISITS LOANS", False),
        ("FIN_EQUITY", "", True),
        ("FIN_EQUITY", "flow", False),
        ("FIN_INCOME", "flow", False),
        ("FIN_INCOME", "money", True),
        ("LOANS_TOTAL", "flow", True),
        ("MEMBERS_TOTAL", "flow", False),
        ("MEMBERS_TOTAL", "money", False),
    ],
)
def test_a_sentence_is_told_of_what_it_fits(code, fits, is_of):
    assert Text("Zin.", fits).is_of(Indicator.objects.get(code=code)) is is_of


def test_of_every_kind_something_can_be_said_of_every_figure():
    texts = texts_by_kind()
    asked = ("value", "not_reported", "not_applicable", "not_yet_known", "withheld", "sent_back")

    for indicator in Indicator.objects.all():
        for kind in (*asked, "jump"):
            assert any(text.is_of(indicator) for text in texts[kind])


def test_the_real_year_2025_is_empty():
    book = gather_facts(indicators=None, years=[Year(2025)])

    assert not any(book.total(code, the_network(), Year(2025)).parts for code in book.indicators)


def test_it_goes_whole_and_leaves_one_line():
    real = Reading.objects.filter(figure__period__is_example=False).count()
    before = Step.objects.filter(kind="libraries.reading").count()

    remove_example()

    assert not Period.objects.example().exists()
    assert Reading.objects.count() == real
    assert Step.objects.filter(kind="libraries.reading").count() == real < before
    assert Step.objects.filter(verb="removed example").count() == 1
