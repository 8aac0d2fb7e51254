"""What a library reads back once its figures are accepted: only what is, and never a cause."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from biblionet.home.overviews.feedback import feedback_for, feedback_on
from libraries.models import Membership, Reading
from programmes import actions
from programmes.models import Return
from tests.factories.goals import QuarterFactory, TargetFactory
from tests.factories.libraries import (
    DefinitionFactory,
    MembershipFactory,
    OrganisationFactory,
    PeriodFactory,
)
from tests.goals import submitting

pytestmark = pytest.mark.django_db

STOCK = {"nature": "stock", "over_time": "last"}
YEAR_AGO, BEFORE, NOW = date(2022, 10, 1), date(2023, 7, 1), date(2023, 10, 1)


@pytest.fixture
def say(library, annet, staff):
    """Let a library report a number in a quarter, accepted unless it is said otherwise."""

    def do(questionnaire, start, value, *, body=library, by=annet, is_accepted=True):
        quarter = QuarterFactory(start=start)
        if not questionnaire.asked_of.members.filter(organisation=body).exists():
            submitting.give(questionnaire, body, quarter)
        actions.hand_out(period=quarter)
        given = submitting.returned(body, quarter)
        submitting.answer(given, by=by, value=value)
        actions.submit_return(given=given, accountable=by, by=by)
        if is_accepted:
            actions.accept_return(given=given, by=staff)
        return submitting.returned(body, quarter)

    return do


def only(given):
    (line,) = feedback_on(given).lines
    return line


# Trend


def test_a_figure_stands_beside_the_quarter_and_the_year_before(say):
    asked = submitting.ask(1)
    for start, value in ((YEAR_AGO, 200), (BEFORE, 300)):
        say(asked, start, value)

    line = only(say(asked, NOW, 230))

    shown = (line.before.value, line.year_ago.value, line.reading.value)
    assert shown == (300, 200, 230)
    assert line.sentence == (
        "Dit is 15% meer dan in het 4e kwartaal 2022. Waarom, dat zegt dit cijfer niet."
    )


@pytest.mark.parametrize(
    ("then", "now", "words"),
    [
        (200, 150, "25% minder"),
        (200, 205, "ongeveer evenveel"),
        (200, 200, "ongeveer evenveel"),
        (9, 200, ""),
        (200, 9, ""),
        (0, 200, ""),
    ],
)
def test_the_sentence_says_how_much_and_is_silent_for_small_numbers(say, then, now, words):
    asked = submitting.ask(1)
    say(asked, YEAR_AGO, then)

    sentence = only(say(asked, NOW, now)).sentence

    assert words in sentence
    assert bool(sentence) is bool(words)


def test_what_stands_is_compared_with_the_quarter_before_when_there_is_no_year_before(say):
    asked = submitting.ask(1, **STOCK)
    say(asked, BEFORE, 100)

    assert "meer dan in het 3e kwartaal 2023" in only(say(asked, NOW, 150)).sentence


def test_what_flows_is_silent_without_a_year_before(say):
    asked = submitting.ask(1)
    say(asked, BEFORE, 100)

    assert only(say(asked, NOW, 150)).sentence == ""


def test_no_growth_is_told_across_a_new_definition(say):
    asked = submitting.ask(1)
    say(asked, YEAR_AGO, 100)
    indicator = asked.sections.get().questions.get().indicator
    DefinitionFactory(indicator=indicator, version=2, valid_from=date(2023, 1, 1))

    sentence = only(say(asked, NOW, 900)).sentence

    assert "%" not in sentence
    assert "anders geteld" in sentence


def test_what_is_not_accepted_is_compared_with_nothing(say):
    asked = submitting.ask(1)
    say(asked, YEAR_AGO, 100, is_accepted=False)

    line = only(say(asked, NOW, 900))

    assert (line.year_ago, line.sentence) == (None, "")


# The year, the network, the target


@pytest.mark.parametrize(("indicator", "expected"), [({}, 250), (STOCK, 150)])
def test_the_year_adds_up_what_flows_and_never_what_stands(client, annet, say, indicator, expected):
    asked = submitting.ask(1, **indicator)
    say(asked, YEAR_AGO, 1000)
    say(asked, BEFORE, 100)
    given = say(asked, NOW, 150)

    line = only(given)

    assert (line.year.value, line.year.known, line.year.expected) == (expected, 2, 4)
    client.force_login(annet)
    page = client.get(reverse("home:feedback", args=[given.pk])).content.decode()
    assert "2 van 4 kwartalen" in page


def test_the_network_is_what_is_accepted_of_it_with_its_coverage(say, staff):
    asked = submitting.ask(1)
    others = [OrganisationFactory() for _ in range(2)]
    for body, is_accepted in zip(others, (True, False), strict=True):
        by = MembershipFactory(scope=body).user
        say(asked, NOW, 1000, body=body, by=by, is_accepted=is_accepted)

    line = only(say(asked, NOW, 100))

    assert line.network.total.value == 1100
    assert (line.network.coverage.reported, line.network.coverage.expected) == (2, 3)
    assert line.network.total.is_provisional


def test_what_is_about_a_whole_combined_institution_stays_out_of_the_network(say):
    asked, body = submitting.ask(1), OrganisationFactory(is_combined=True)
    say(asked, NOW, 1000, body=body, by=MembershipFactory(scope=body).user)

    line = only(say(asked, NOW, 100))

    assert line.network.total.value == 100
    assert (line.network.coverage.reported, line.network.coverage.expected) == (1, 2)


def test_the_target_of_the_year_stands_beside_it(say, library):
    asked = submitting.ask(1)
    indicator = asked.sections.get().questions.get().indicator
    for start in (date(2023, 1, 1), date(2022, 1, 1)):
        TargetFactory(
            indicator=indicator,
            scope=library,
            period=PeriodFactory(start=start),
            value=Decimal(start.year),
        )

    assert only(say(asked, NOW, 100)).target.value == 2023


# Who and when


def test_it_is_there_the_moment_the_return_is_accepted_and_not_before(client, annet, staff, say):
    given = say(submitting.ask(1), NOW, 100, is_accepted=False)
    client.force_login(annet)
    page = reverse("home:feedback", args=[given.pk])
    assert client.get(page).status_code == 404
    assert feedback_for(annet) == ()

    actions.accept_return(given=given, by=staff)

    assert client.get(page).status_code == 200
    assert page in client.get(reverse("home:start")).content.decode()
    assert Return.objects.get().get_absolute_url() == page


def test_it_names_nothing_that_is_not_accepted(client, say):
    asked = submitting.ask(1)
    neighbour = MembershipFactory(role=Membership.Role.DIRECTOR).user
    given = say(asked, NOW, 100)
    say(asked, YEAR_AGO, 4321, is_accepted=False)
    client.force_login(neighbour)

    page = client.get(reverse("home:feedback", args=[given.pk])).content.decode()

    assert Reading.objects.filter(value=4321, workflow="submitted").exists()
    assert "4.321" not in page


def test_what_was_told_back_is_listed_newest_first_for_own_people(say, annet, staff):
    asked = submitting.ask(1)
    given = [say(asked, start, 100) for start in (YEAR_AGO, NOW)]

    assert list(feedback_for(annet)) == given[::-1]
    assert feedback_for(staff) == ()


@pytest.mark.parametrize("count", [1, 3])
def test_it_takes_as_many_queries_for_one_as_for_three(say, count, django_assert_num_queries):
    asked = submitting.ask(count)
    for start in (YEAR_AGO, BEFORE):
        say(asked, start, 100)
    for _ in range(count - 1):
        body = OrganisationFactory()
        say(asked, NOW, 100, body=body, by=MembershipFactory(scope=body).user)
    given = say(asked, NOW, 100)

    with django_assert_num_queries(12):
        assert len(feedback_on(given).lines) == count
