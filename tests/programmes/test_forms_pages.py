"""The pages of a form: who sees what, in which order, and in how many queries."""

from datetime import date

import pytest
from django.urls import reverse

from libraries.actions import close_period
from libraries.models import Year
from programmes.actions import ask_colleague
from programmes.overviews.delivery import delivery_lines
from tests.factories.libraries import DefinitionFactory, MembershipFactory
from tests.factories.programmes import QuestionFactory, QuestionnaireFactory, ReturnFactory
from tests.forms import BRANCH

pytestmark = pytest.mark.django_db
FRAME = 4  # session, person, duties, whose portal it is


@pytest.fixture
def open_page(client, form):
    """Open a page of the form as one of the people."""

    def opened(name, *more, by="manager", pk=None):
        client.force_login(form.people[by])
        return client.get(reverse(f"programmes:{name}", args=[pk or form.given.pk, *more]))

    return opened


def test_every_page_of_a_form_opens(form, open_page):
    hours = form.ask(number="A2", name="Uren open", level="branch")
    said = form.ask_else("choices", options="een twee", number="B1")
    form.ask_else("yes_no", number="B2")
    form.ask_else("list", number="B3")
    form.ask_else("text", number="B4", level="branch")
    form.was(90, form.questions[0])
    form.bring(30, hours)

    for page in ("delivery", "check_delivery", "delivery_contact"):
        assert open_page(page).status_code == 200, page
    for order in (1, 2):
        assert open_page("delivery_section", order).status_code == 200
        assert open_page("ask_colleague", order).status_code == 200
    assert open_page("approve_delivery", by="director").status_code == 200
    assert "G!DS" in open_page("delivery_section", 1).content.decode()
    form.answer(100, form.questions[0])
    form.answer(31, hours)
    form.answer(33, hours, place=1)
    form.answer(["een", "twee"], said)
    form.answer(True, form.questions[3])
    form.answer(["a", "b"], form.questions[4])
    for place in (0, 1):
        form.answer("Iets", form.questions[5], place=place)
    form.submit()
    form.approve()
    assert open_page("judge_delivery", by="staff").status_code == 200
    assert open_page("send_back_delivered", form.slot(said).key, by="staff").status_code == 200
    form.accept()
    assert open_page("declare_finality", by="staff").status_code == 200
    assert open_page("delivery", by="neighbour").status_code == 200
    for kind in ("xlsx", "csv"):
        assert open_page("delivery_file", kind).status_code == 200


# The list


def test_everybody_finds_their_own_forms_and_the_poi_all(client, form):
    other = ReturnFactory(
        questionnaire=form.given.questionnaire, period=form.given.period, scope__name="Veen"
    )
    address = reverse("programmes:deliveries_of_year", args=["2023"])

    def seen(who):
        client.force_login(form.people[who])
        return [line.given for line in client.get(address).context["lines"]]

    assert seen("manager") == seen("director") == [form.given]
    assert set(seen("staff")) == {form.given, other}
    client.force_login(form.people["neighbour"])
    assert client.get(address).status_code == 404  # nothing of that year is their business
    assert client.get(reverse("programmes:deliveries")).context["lines"] == ()


def test_a_line_says_how_far_until_when_and_what_is_too_late(client, form):
    form.ask(number="A2")
    form.answer(100, form.questions[0])
    line = delivery_lines(form.people["manager"], Year(2023), today=date(2024, 3, 16))[0]

    assert (line.score.answered, line.score.asked, line.score.percent) == (1, 2, 50)
    assert (line.inside, line.is_late, line.is_due) == (date(2024, 3, 1), True, True)
    before = delivery_lines(form.people["manager"], Year(2023), today=date(2024, 3, 10))[0]
    assert (before.is_late, before.is_due) == (False, True)
    client.force_login(form.people["manager"])
    page = client.get(reverse("programmes:deliveries")).content.decode()
    assert "1 van 2 velden, 50%" in page
    assert '<meter class="bn-score__meter" min="0" max="2" value="1"' in page


def test_quarters_and_months_are_no_forms(form, open_page):
    quarter = ReturnFactory(scope=form.library, questionnaire__name="Kwartaal")

    assert open_page("delivery", pk=quarter.pk).status_code == 404


# A section


def test_a_section_shows_what_counts_where_it_comes_from_and_last_year(form, open_page):
    books = form.questions[0]
    books.hint = "Uit Wise."
    books.save()
    DefinitionFactory(
        indicator=books.indicator, version=2, text="Ook e-boeken.", valid_from=date(2024, 1, 1)
    )
    form.was(80, books)

    page = open_page("delivery_section", 1)

    told = page.content.decode()
    assert page.context["questions"][0].asked.definition.version == 1  # 2 holds from a year later
    assert "Wat er geteld wordt." in told
    assert "Ook e-boeken." not in told
    assert "Uit Wise." in told
    assert "<dt>2022</dt>" in told


def test_what_the_form_says_itself_goes_before_the_definition(form, open_page):
    form.questions[0].counts = "Tel alleen wat je uitleent."
    form.questions[0].save()

    told = open_page("delivery_section", 1).content.decode()

    assert "Tel alleen wat je uitleent." in told
    assert "Wat er geteld wordt." not in told


def test_only_what_is_asked_this_year_stands_there_and_empty_sections_do_not(form, open_page):
    form.ask(section=1, name="Om het jaar", question={"every": 2, "since": 2022})

    assert [line.title for line in open_page("delivery").context["page"].sections] == [
        "A Collectie"
    ]
    assert open_page("delivery_section", 2).status_code == 404


def test_the_places_together_come_to_a_sum_that_says_what_it_covers(form, open_page):
    hours = form.ask(name="Uren", **BRANCH)
    form.answer(20, hours)

    asked = open_page("delivery_section", 1).context["questions"][-1].asked

    assert (asked.total.value, asked.total.known, asked.total.places) == (20, 1, 2)
    share = form.ask(name="Aandeel", over_places="not_additive", **BRANCH)
    form.answer(20, share)
    assert open_page("delivery_section", 1).context["questions"][-1].asked.total is None


def test_others_see_what_was_accepted_and_nothing_that_is_in_hand(form, open_page):
    form.answer(100, form.questions[0])
    for name in ("delivery", "check_delivery", "approve_delivery", "delivery_contact"):
        assert open_page(name, by="neighbour").status_code == 404
    form.submit()
    form.approve()
    form.accept()

    assert "100" in open_page("delivery_section", 1, by="neighbour").content.decode()
    assert open_page("check_delivery", by="neighbour").status_code == 403


def test_a_closed_year_says_why_and_shows_no_fields(form, open_page):
    close_period(period=form.given.period, by=form.people["admin"])

    page = open_page("delivery_section", 1).content.decode()

    assert "Je kunt hier nu niets invullen" in page
    assert "-value" not in page


# Queries


@pytest.mark.parametrize("count", [1, 3])
def test_a_longer_form_asks_no_more(form, open_page, count, django_assert_num_queries):
    for number in range(count):
        hours = form.ask(number=f"A{number}", **BRANCH)
        form.was(10, hours)
        form.answer(12, hours)
        text = form.ask_else("choice", options="een twee", section=0)
        form.answer("een", text)
        colleague = MembershipFactory(scope=form.library).user
        ask_colleague(
            given=form.given,
            section=form.sections[0],
            colleague=colleague,
            by=form.people["manager"],
        )
    open_page("delivery", by="manager")

    with django_assert_num_queries(FRAME + 15):
        assert open_page("delivery").status_code == 200
    with django_assert_num_queries(FRAME + 16):
        assert open_page("delivery_section", 1).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_a_longer_list_asks_no_more(client, form, count, django_assert_num_queries):
    for _number in range(count):
        given = ReturnFactory(
            questionnaire=QuestionnaireFactory(period_kind="calendar_year"),
            period=form.given.period,
            contact=form.people["colleague"],
        )
        QuestionFactory(section__questionnaire=given.questionnaire)
    client.force_login(form.people["staff"])
    client.get(reverse("programmes:deliveries"))

    with django_assert_num_queries(FRAME + 7):
        response = client.get(reverse("programmes:deliveries"))

    assert len(response.context["lines"]) == count + 1
