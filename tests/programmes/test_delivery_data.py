"""The forms of the data delivery as loaded, field by field against what was recovered of them."""

import csv
from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone

from libraries.models import Figure, Indicator, Organisation, Period, Scope
from programmes import actions
from programmes.models import Check, Question, Questionnaire, Section
from programmes.overviews import sheet_of
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.usefixtures("drenthe"), pytest.mark.django_db]
ORACLE = Path(__file__).parents[1] / "data" / "data_delivery_fields.csv"
FORMS = ("bezit", "financieel", "kernfuncties", "personeel", "poi")


def fields():
    with ORACLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def test_every_field_of_the_delivery_is_a_question_and_every_category_a_section():
    rows = fields()
    categories = {row["field_code"] for row in rows if row["field_code"].endswith("-00")}
    of_2023 = Question.objects.filter(section__questionnaire__code__regex="^wsob-.*-2023$")

    numbers = list(of_2023.values_list("number", flat=True))

    assert len(rows) == 77
    assert sorted(numbers) == sorted({row["field_code"] for row in rows} - categories)
    sections = Section.objects.filter(questionnaire__code__endswith="-2023").exclude(number="")
    assert set(sections.values_list("number", flat=True)) == categories
    assert all(not section.questions.exists() for section in sections)


def test_a_field_is_called_as_in_its_source_and_names_it():
    names = {row["field_code"]: row for row in fields()}
    asked = Question.objects.filter(section__questionnaire__code__endswith="-2023")

    for question in asked.exclude(number="").select_related("indicator"):
        row = names[question.number]
        if question.text:
            assert question.text == row["field_name_nl"]
        assert question.source_url == row["source_url"], question.number


def test_what_is_counted_fits_the_unit_and_the_day_of_the_field():
    kinds = {"31 december": "reference_date", "kalenderjaar": "calendar_year"}
    kinds["boekjaar"] = "calendar_year"
    names = {row["field_code"]: row for row in fields()}
    asked = Question.objects.filter(section__questionnaire__code__endswith="-2023")

    for question in asked.exclude(indicator=None).select_related("indicator"):
        row = names[question.number]
        assert question.indicator.period_kind == kinds[row["reference_period"]], question.number
        assert question.indicator.unit in row["unit_or_type"] or question.indicator.unit in (
            "aantal",
            "exemplaren",
        ), question.number


def test_the_forms_over_2023_have_the_deadlines_of_the_kb():
    forms = Questionnaire.objects.filter(code__in=[f"wsob-{form}-2023" for form in FORMS])

    assert dict(forms.values_list("code", "deadline")) == {
        "wsob-bezit-2023": date(2024, 3, 13),
        "wsob-kernfuncties-2023": date(2024, 3, 13),
        "wsob-personeel-2023": date(2024, 3, 13),
        "wsob-financieel-2023": date(2024, 4, 30),
        "wsob-poi-2023": date(2024, 4, 30),
    }
    assert all(form.needs_approval and form.days_inside for form in forms)


@pytest.mark.parametrize("form", FORMS)
def test_the_next_form_is_the_same_but_for_its_dates(form):
    old, new = (Questionnaire.objects.get(code=f"wsob-{form}-{year}") for year in (2023, 2024))

    assert (new.follows, new.deadline, new.ends) == (old, None, None)
    told = ("number", "kind", "indicator", "part", "level", "text", "counts", "hint")
    questions = Question.objects.order_by("section__order", "order")
    assert list(questions.filter(section__questionnaire=new).values_list(*told)) == list(
        questions.filter(section__questionnaire=old).values_list(*told)
    )
    assert new.checks.count() == old.checks.count()


def test_the_form_without_fields_is_handed_to_nobody():
    handed_out = given_over(2023)

    assert {one.questionnaire.code for one in handed_out} == {
        f"wsob-{form}-2023" for form in FORMS if form != "poi"
    } | {"collectie"}


def test_a_combined_institution_gives_the_library_and_the_whole():
    financial = {
        one.scope.code: sheet_of(one)
        for one in given_over(2023)
        if one.questionnaire.code == "wsob-financieel-2023"
    }
    parts = {
        code: {slot.question.number: slot.part for slot in sheet.slots}
        for code, sheet in financial.items()
    }

    assert {code for code, asked in parts.items() if "LB-FI-11" in asked} == set(
        Organisation.objects.filter(is_combined=True, form="library").values_list("code", flat=True)
    )
    assert parts["dnk"]["LB-FI-01"] == Figure.Part.LIBRARY
    assert (parts["dnk"]["LB-FI-11"], parts["dnk"]["LB-FI-12"]) == ("whole", "library")


def test_what_is_asked_per_location_is_asked_of_every_location():
    (facet,) = [
        one
        for one in given_over(2023)
        if one.questionnaire.code == "wsob-bezit-2023" and one.scope.code == "facet"
    ]
    slots = sheet_of(facet).slots

    places = {slot.place.pk for slot in slots if slot.question.number == "LB-VZ-04"}
    branches = Scope.objects.filter(kind=Scope.Kind.BRANCH, owner=facet.scope)
    assert places == set(branches.values_list("pk", flat=True))
    days = {slot.period.end for slot in slots if slot.question.number == "LB-VZ-04"}
    assert days == {date(2023, 12, 31)}


def test_parts_have_a_total_that_is_asked_too():
    asked = set(Indicator.objects.filter(questions__isnull=False).values_list("pk", flat=True))
    for check in Check.objects.filter(kind__in=("sum", "parts"), question__isnull=False):
        parts = check.question.indicator.parts.filter(pk__in=asked)
        assert parts.exists(), check


def given_over(year):
    period = Period.objects.real().get(kind=Period.Kind.CALENDAR_YEAR, start__year=year)
    period.opened_at, period.opened_by = timezone.now(), UserFactory()
    period.save()
    return actions.hand_out(period=period)
