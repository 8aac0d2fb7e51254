"""What must always be true of what is asked holds in the database, around the actions too."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from libraries.models import Reading
from programmes.models import Check, CollectionProfile, Delegation, ProfileUse, Question
from tests.factories.libraries import OrganisationFactory, PeriodFactory, PublicationFactory
from tests.factories.programmes import (
    CheckFactory,
    FulfilmentFactory,
    ObligationFactory,
    OptionFactory,
    QuestionFactory,
    QuestionnaireFactory,
    RequirementResultFactory,
)
from tests.forms import make_form
from tests.programmes.test_return_constraints import is_refused

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
Kind = Question.Kind


def test_a_figure_has_an_indicator_and_anything_else_a_text():
    figure = QuestionFactory()
    said = QuestionFactory(section=figure.section, indicator=None, kind=Kind.TEXT, text="Waarom?")

    assert is_refused(figure, indicator_id=None)
    assert is_refused(figure, kind="text")
    assert is_refused(figure, level="branch")
    assert is_refused(figure, period_kind="quarter")
    assert is_refused(said, text="")
    assert is_refused(said, indicator_id=figure.indicator_id)
    assert is_refused(said, part="whole")
    assert not is_refused(said, level="branch", period_kind="school_year")


def test_what_is_not_asked_each_year_says_since_when():
    question = QuestionFactory()

    assert is_refused(question, every=4)
    assert is_refused(question, every=0, since=2023)
    assert not is_refused(question, every=4, since=2023)


def test_a_question_has_an_option_once():
    one = OptionFactory(code="ja")
    other = OptionFactory(question=one.question, code="nee")

    assert is_refused(other, code="ja")


def test_a_layout_fits_what_it_is_asked_over():
    quarter = QuestionnaireFactory()
    year = QuestionnaireFactory(period_kind="calendar_year")
    month = QuestionnaireFactory(period_kind="month")

    assert is_refused(quarter, layout="form")
    assert is_refused(quarter, period_kind="calendar_year")
    assert is_refused(year, layout="rows")
    assert is_refused(year, layout="months")
    assert is_refused(month, layout="form")
    assert not is_refused(year, period_kind="school_year")


def test_a_check_names_the_other_answer_and_its_bounds():
    question = QuestionFactory()
    other = QuestionFactory(section=question.section)
    whole = {"questionnaire": question.section.questionnaire, "question": question}
    ratio = CheckFactory(**whole, kind=Check.Kind.RATIO, other=other, low=Decimal(1))
    outside = CheckFactory(**whole, kind=Check.Kind.RANGE, low=Decimal(1), high=Decimal(5))
    called = CheckFactory(**whole, kind=Check.Kind.REQUIRED, other=other, wanted="ja")
    second = CheckFactory(**whole, kind=Check.Kind.REQUIRED, other=other, wanted="nee")

    assert is_refused(ratio, other_id=None)
    assert is_refused(ratio, low=None)
    assert is_refused(outside, other_id=other.pk)
    assert is_refused(outside, low=6)
    assert is_refused(outside, low=None, high=None)
    assert not is_refused(outside, low=5)
    assert is_refused(called, other_id=None)
    assert is_refused(second, wanted="ja")


def test_an_answer_has_each_version_once_and_a_value_or_a_reason(cast):
    form = make_form(cast.pop("library"), cast)
    question = form.ask_else(Kind.TEXT)
    first = form.answer("Eerst.", question)
    second = form.answer("Later.", question)

    assert is_refused(second, version=1)
    assert is_refused(first, value=None)
    assert is_refused(first, state=Reading.State.WITHHELD)
    assert not is_refused(first, state=Reading.State.WITHHELD, value=None)


def test_an_approval_says_when_and_by_whom_and_of_what_was_submitted(cast):
    form = make_form(cast.pop("library"), cast)
    at, by = timezone.now(), cast["director"].pk
    assert is_refused(form.given, approved_at=at, approved_by_id=by)
    form.answer(7, form.questions[0])
    given = form.submit()

    assert is_refused(given, approved_at=at)
    assert is_refused(given, approved_by_id=by)
    assert not is_refused(given, approved_at=at, approved_by_id=by)
    assert is_refused(given, state="draft")


def test_a_colleague_has_a_section_once(cast):
    form = make_form(cast.pop("library"), cast)
    whole = {"given": form.given, "asked_by": cast["manager"], "colleague": cast["colleague"]}
    Delegation.objects.create(section=form.sections[0], **whole)
    other = Delegation.objects.create(section=form.sections[1], **whole)

    assert is_refused(other, section_id=form.sections[0].pk)


def test_what_has_to_be_met_has_a_day_or_words():
    due = ObligationFactory()

    assert is_refused(due, ends_on=None)
    assert not is_refused(due, ends_on=None, ends_words="begin 2024")
    assert not is_refused(due, ends_words="", is_deadline=False)


def test_an_obligation_is_met_once_by_somebody():
    first = FulfilmentFactory()
    other = FulfilmentFactory(obligation=first.obligation)

    assert is_refused(other, scope_id=first.scope_id)


def test_an_organisation_takes_part_in_a_profile_once_a_year():
    profile = CollectionProfile.objects.create(code="school", order=1, name="School")
    whole = {"profile": profile, "organisation": OrganisationFactory()}
    first = ProfileUse.objects.create(period=PeriodFactory(), **whole)
    later = PeriodFactory(start=date(2024, 1, 1))
    second = ProfileUse.objects.create(period=later, **whole)

    assert is_refused(second, period_id=first.period_id)


def test_a_requirement_has_one_result_for_each_it_is_about_in_a_year():
    first = RequirementResultFactory(period=PeriodFactory())
    other = RequirementResultFactory(
        requirement=first.requirement, period=first.period, scope=OrganisationFactory()
    )

    assert is_refused(other, scope_id=first.scope_id)
    assert is_refused(first, claim="met")
    assert not is_refused(first, claim="met", publication_id=PublicationFactory().pk)
