"""Letters about forms, months and sections: what they tell, to whom, and once."""

from datetime import date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from biblionet.accounts.models import Letter
from biblionet.home import actions as home
from biblionet.home.overviews.deadlines import everything_due
from programmes import actions
from programmes.models import Answer, Question, Return
from programmes.overviews import sheet_of
from tests.factories.libraries import IndicatorFactory, PeriodFactory
from tests.factories.programmes import (
    DelegationFactory,
    ObligationFactory,
    QuestionFactory,
    ReturnFactory,
    SectionFactory,
)
from tests.home.mailing import tell, week
from tests.home.returns.conftest import hand_in, months_of
from tests.mail import words_of

pytestmark = pytest.mark.django_db
TODAY = date(2026, 2, 16)  # a Monday


def letters_to(postbox, address):
    return [one for one in postbox.letters if one["To"] == address]


def test_the_letter_of_a_week_names_forms_months_and_their_pages(annet, library, form, postbox):
    month, _other = months_of(library, 2)

    with postbox.serving():
        week(TODAY)

    (letter,) = letters_to(postbox, "annet@example.org")
    text = words_of(letter)
    assert "Bezit, Heide, 2025. Uiterlijk vrijdag 13 maart 2026." in text
    assert "IBL, Heide, januari 2026. Uiterlijk zaterdag 7 februari 2026." in text
    assert f"https://portal.example{form.get_absolute_url()}" in text
    assert f"https://portal.example{month.get_absolute_url()}" in text


def test_a_director_reads_what_is_late_and_what_waits(director, annet, library, form, postbox):
    ObligationFactory(name="Zelfevaluatie", asked_of=library, ends_on=date(2026, 2, 2))
    ObligationFactory(name="Lang geleden", asked_of=library, ends_on=date(2025, 2, 1))
    hand_in(form, annet)

    with postbox.serving():
        week(TODAY)

    (letter,) = letters_to(postbox, "dirk@example.org")
    text = words_of(letter)
    assert letter["Subject"] == "Er staan 2 dingen voor je klaar in het portaal"
    assert "Zelfevaluatie (KB), Heide, 2023: de uiterste dag was 2 februari 2026." in text
    assert "Bezit, Heide, 2025" in text
    assert "Lang geleden" not in text
    assert "Annet" not in text


def test_a_director_without_anything_to_do_gets_no_letter(director, form, postbox):
    week(TODAY)

    assert not Letter.objects.filter(user=director).exists()


def test_a_manager_is_told_once_of_what_is_late(annet, library, form, postbox):
    ObligationFactory(name="Zelfevaluatie", asked_of=library, ends_on=date(2026, 2, 2))
    Return.objects.update(deadline=date(2026, 2, 9))

    with postbox.serving():
        week(TODAY)

    (letter,) = letters_to(postbox, "annet@example.org")
    text = words_of(letter)
    assert text.count("Bezit, Heide, 2025") <= 2  # in the first lines, and among what is due
    assert text.count("Zelfevaluatie (KB)") == 1
    assert "(POI)" not in text


def test_staff_read_which_forms_wait(staff, annet, director, form, postbox):
    hand_in(form, annet, approved_at=timezone.now(), approved_by=director)

    with postbox.serving():
        week(TODAY)

    (letter,) = letters_to(postbox, "poi@example.org")
    assert "Bezit, Heide, 2025" in words_of(letter)
    assert reverse("programmes:judge_delivery", args=[form.pk]) in words_of(letter)


def test_the_example_is_in_the_letters_of_nobody_real(annet, director, staff, library):
    example = PeriodFactory(start=date(2025, 1, 1), is_example=True, is_opened=True)
    given = ReturnFactory(
        questionnaire__period_kind="calendar_year",
        questionnaire__needs_approval=True,
        scope=library,
        period=example,
    )
    ObligationFactory(asked_of=library, period=example, ends_on=date(2026, 2, 2))
    hand_in(given, annet)
    week(TODAY)
    hand_in(given, annet, approved_at=timezone.now(), approved_by=director)
    week(TODAY)

    assert Letter.objects.count() == 0
    assert everything_due(annet, today=TODAY) == ()


def test_what_the_law_asks_soon_is_in_the_letter_of_who_reports(
    annet, director, library, year, postbox
):
    ObligationFactory(
        name="Locaties in G!DS", asked_of=library, period=year, ends_on=date(2026, 3, 1)
    )
    ObligationFactory(name="Over zes weken", asked_of=library, ends_on=date(2026, 4, 1))

    with postbox.serving():
        week(TODAY)

    (letter,) = postbox.letters
    text = words_of(letter)
    assert letter["To"] == "annet@example.org"
    assert "Locaties in G!DS (KB), Heide, 2025. Uiterlijk zondag 1 maart 2026." in text
    assert "Over zes weken" not in text


# A colleague is asked


@pytest.fixture
def asked(annet, colleague, form):
    section = SectionFactory(questionnaire=form.questionnaire, title="Personeel")
    return actions.ask_colleague(
        given=form, section=section, colleague=colleague, by=annet, note="Een geheime zin."
    )


def test_a_colleague_who_is_asked_gets_one_letter_at_once(asked, form, postbox):
    with postbox.serving():
        tell()
        tell()

    (letter,) = postbox.letters
    text = words_of(letter)
    assert letter["To"] == "jan@example.org"
    assert (
        letter["Subject"].strip()
        == "Annet de Boer vraagt je het onderdeel ‘Personeel’ in te vullen"
    )
    assert "Personeel, van Bezit, Heide, 2025. Gevraagd door Annet de Boer." in text
    page = reverse("programmes:delivery_section", args=[form.pk, asked.section.order])
    assert f"https://portal.example{page}" in text
    assert "geheime" not in text + words_of(letter, "html")
    assert Letter.objects.get().kind == "delegated"


def test_who_is_asked_again_gets_a_letter_again(asked, form, annet, colleague, postbox):
    with postbox.serving():
        tell()
        with time_machine.travel(
            datetime(2026, 2, 18, 9, tzinfo=timezone.get_default_timezone()), tick=False
        ):
            actions.ask_colleague(given=form, section=asked.section, colleague=colleague, by=annet)
            tell()

    assert len(postbox.letters) == 2


def test_several_sections_go_in_one_letter(asked, form, annet, colleague, postbox):
    section = SectionFactory(questionnaire=form.questionnaire, title="Financiën")
    actions.ask_colleague(given=form, section=section, colleague=colleague, by=annet)

    with postbox.serving():
        tell()

    (letter,) = postbox.letters
    assert letter["Subject"] == "Collega's vragen je 2 onderdelen in te vullen"
    assert "Financiën, van Bezit" in words_of(letter)


@pytest.mark.parametrize("meanwhile", ["ready", "handed in", "withdrawn", "closed"])
def test_what_is_no_longer_asked_is_no_letter(asked, annet, form, meanwhile, postbox):
    home.order_letters_of_what_was_asked(at=timezone.now())
    if meanwhile == "ready":
        actions.finish_section(delegation=asked, by=annet)
    elif meanwhile == "withdrawn":
        actions.withdraw_section(delegation=asked, by=annet)
    elif meanwhile == "closed":
        type(form.period).objects.update(closed_at=timezone.now(), closed_by=annet)
    else:
        hand_in(form, annet)

    with postbox.serving():
        tell()

    assert (len(postbox), Letter.objects.count()) == (0, 0)


def test_who_asks_himself_or_cannot_sign_in_is_not_told(asked, form, annet, colleague):
    section = SectionFactory(questionnaire=form.questionnaire)
    actions.ask_colleague(given=form, section=section, colleague=annet, by=annet)
    type(colleague).objects.filter(pk=colleague.pk).update(is_active=False)

    assert home.order_letters_of_what_was_asked(at=timezone.now()) == []


@pytest.mark.parametrize("count", [1, 3])
def test_looking_for_what_was_asked_asks_little(form, count, django_assert_num_queries):
    for _number in range(count):
        section = SectionFactory(questionnaire=form.questionnaire)
        DelegationFactory(given=form, section=section)
    home.order_letters_of_what_was_asked(at=timezone.now())

    with django_assert_num_queries(2):
        home.order_letters_of_what_was_asked(at=timezone.now())


# An answer that came back


@pytest.fixture
def sent_back(annet, library, form, staff, director):
    """What is no figure was handed in and sent back."""
    section = SectionFactory(questionnaire=form.questionnaire)
    question = Question.objects.create(
        section=section, order=1, kind="text", text="Hoe werken jullie samen?"
    )
    (slot,) = sheet_of(form).slots
    actions.say(given=form, slot=slot, value="Een geheim antwoord.", by=annet)
    actions.submit_return(given=form, accountable=director, by=annet)
    (slot,) = sheet_of(form).slots
    actions.send_back_answer(given=form, slot=slot, reason="Een geheime reden.", by=staff)
    return question


def test_an_answer_that_is_no_figure_is_told_when_it_comes_back(sent_back, form, postbox):
    with postbox.serving():
        tell()
        tell()

    (letter,) = letters_to(postbox, "annet@example.org")
    text = words_of(letter)
    assert letter["Subject"] == "Teruggestuurd: 1 ding om aan te passen"
    assert "Hoe werken jullie samen?, Heide, 2025" in text
    assert f"https://portal.example{form.get_absolute_url()}" in text
    assert "geheim" not in text + words_of(letter, "html")


def test_a_figure_of_a_form_is_mended_in_the_form(form, annet, director, staff, postbox):
    section = SectionFactory(questionnaire=form.questionnaire)
    indicator = IndicatorFactory(name="Boeken", period_kind="calendar_year")
    QuestionFactory(section=section, indicator=indicator)
    (slot,) = sheet_of(form).slots
    actions.save_answer(given=form, slot=slot, value=Decimal(4321), version=0, by=annet)
    actions.submit_return(given=form, accountable=director, by=annet)
    (slot,) = sheet_of(form).slots
    actions.send_back_answer(given=form, slot=slot, reason="Een geheime reden.", by=staff)

    with postbox.serving():
        tell()

    (letter,) = letters_to(postbox, "annet@example.org")
    text = words_of(letter)
    assert "Boeken, Heide, 2025" in text
    assert f"https://portal.example{form.get_absolute_url()}" in text
    assert slot.reading.figure.get_absolute_url() not in text


def test_an_answer_that_was_given_anew_or_handed_in_is_not_told(sent_back, annet, form):
    given = Return.objects.with_labels().get(pk=form.pk)
    (slot,) = sheet_of(given).slots
    actions.say(given=given, slot=slot, value="Anders.", version=1, by=annet)
    assert Answer.objects.count() == 2

    today, now = TODAY, timezone.now()
    assert home.order_letters_of_what_came_back(today=today, at=now) == []


@pytest.mark.usefixtures("sent_back")
def test_looking_for_answers_asks_one_query_more(form, django_assert_num_queries):
    now = timezone.now()
    home.order_letters_of_what_came_back(today=TODAY, at=now)

    with django_assert_num_queries(4):
        home.order_letters_of_what_came_back(today=TODAY, at=now)
