"""The pages of questionnaires: everybody reads them, the POI builds on them."""

from datetime import date

import pytest
from django.urls import reverse

from programmes.models import Check, Option, Question, Questionnaire, Return, Section
from tests.factories.libraries import DefinitionFactory, IndicatorFactory
from tests.factories.programmes import CheckFactory, QuestionnaireFactory, SectionFactory
from tests.programmes.making import Form, ask, handed_in, handed_out, make_form
from tests.programmes.test_pages import FRAME

pytestmark = pytest.mark.django_db


@pytest.fixture
def form(cast) -> Form:
    return make_form()


@pytest.fixture
def manager(client, cast):
    client.force_login(cast["manager"])
    return cast["manager"]


@pytest.fixture
def staff(client, cast):
    client.force_login(cast["staff"])
    return cast["staff"]


def at(name: str, *more: object) -> str:
    return reverse(f"programmes:{name}", args=["enquete-2023", *more])


def sent(client, address: str, **typed: object):
    """Send a form as a browser does, and follow where it leads."""
    return client.post(address, typed, follow=True)


def text(response) -> str:
    return " ".join(response.content.decode().split())


# To read


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_no_more_when_longer(client, manager, count, django_assert_num_queries):
    for number in range(count):
        make_form(code=f"enquete-{number}")

    with django_assert_num_queries(FRAME + 1):
        response = client.get(reverse("programmes:questionnaires"))

    assert [line.questions for line in response.context["lines"]] == [4] * count


def test_what_is_in_use_comes_first(client, manager):
    QuestionnaireFactory(name="A", ends=date(2020, 1, 1))
    QuestionnaireFactory(name="B")

    lines = client.get(reverse("programmes:questionnaires")).context["lines"]

    assert [line.questionnaire.name for line in lines] == ["B", "A"]


def test_a_manager_is_offered_no_building(client, manager, form):
    for name in ("questionnaires", "questionnaire"):
        address = at(name) if name == "questionnaire" else reverse(f"programmes:{name}")
        assert "nieuw" not in text(client.get(address))


@pytest.mark.parametrize("count", [1, 3])
def test_a_questionnaire_asks_no_more_with_more_of_everything(
    client, manager, form, count, django_assert_num_queries
):
    for number in range(count):
        section = SectionFactory(questionnaire=form.questionnaire, order=number + 3)
        question = ask(section, 1, f"C{number}", indicator=IndicatorFactory())
        DefinitionFactory(indicator=question.indicator, version=7, valid_from=date(2020, 1, 1))
        CheckFactory(questionnaire=form.questionnaire, question=question)

    with django_assert_num_queries(FRAME + 8):
        response = client.get(at("questionnaire"))

    assert response.context["page"].questions == 4 + count


def test_a_question_is_read_with_all_that_belongs_to_it(client, manager, form):
    form.visits.indicator.definitions.all().delete()
    DefinitionFactory(indicator=form.visits.indicator, version=1, text="Wie binnenkomt.")
    Question.objects.filter(pk=form.loans.pk).update(
        counts="Ook verlengingen.", hint="In het systeem.", every=4, since=2023, only_combined=True
    )

    page = text(client.get(at("questionnaire")))

    for words in (
        "Wie binnenkomt.",
        "Definitie, versie 1",
        "Ook verlengingen.",
        "In het systeem.",
        "eens per 4 jaar, geteld vanaf 2023",
        "alleen van gecombineerde instellingen",
        "<li>Ja</li>",
        "Het antwoord gedeeld door A1 (Bezoeken) is niet tussen 1 en 5",
    ):
        assert words in page


def test_a_questionnaire_leads_to_what_it_follows_and_what_follows_it(client, manager, form):
    QuestionnaireFactory(code="later", name="Later", follows=form.questionnaire)

    before, after = (
        text(client.get(reverse("programmes:questionnaire", args=[code])))
        for code in ("enquete-2023", "later")
    )

    assert reverse("programmes:questionnaire", args=["later"]) in before
    assert reverse("programmes:difference", args=["later"]) in after


def test_what_follows_nothing_has_no_difference(client, manager, form):
    assert client.get(at("difference")).status_code == 404
    assert client.get(reverse("programmes:questionnaire", args=["geen"])).status_code == 404


def test_a_questionnaire_goes_out_as_a_file(client, manager, form):
    response = client.get(at("questionnaire_file"))

    assert response["Content-Disposition"] == 'attachment; filename="enquete-2023.toml"'
    assert response.content.decode().startswith('code = "enquete-2023"\nname = "Enquête 2023"\n')


def test_the_questions_go_out_as_a_list(client, manager, form):
    csv = client.get(at("questions_file", "csv")).content.decode("utf-8-sig").splitlines()

    assert len(csv) == 5
    assert csv[3].startswith("A Gebruik;A3;Is er een plan?;één van meer antwoorden;Ja; Nee;") or (
        csv[3].startswith('A Gebruik;A3;Is er een plan?;één van meer antwoorden;"Ja; Nee";')
    )
    assert client.get(at("questions_file", "pdf")).status_code == 404


# To build


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_to_build_on_asks_no_more_with_more(
    client, staff, form, count, django_assert_num_queries
):
    for number in range(count):
        section = SectionFactory(questionnaire=form.questionnaire, order=number + 3)
        ask(section, 1, f"C{number}", indicator=IndicatorFactory())

    with django_assert_num_queries(FRAME + 13):
        client.get(at("build_questionnaire"))


def test_building_from_nothing(client, staff, form):
    made = sent(
        client,
        reverse("programmes:make_questionnaire"),
        name="Klein",
        code="klein",
        layout="form",
        period_kind="calendar_year",
        asked_of=form.questionnaire.asked_of.pk,
        answered_by="organisation",
    )
    assert "Er wordt nog niets gevraagd" in text(made)
    klein = Questionnaire.objects.get(code="klein")
    assert (klein.days_after, klein.days_inside) == (14, 0)

    sent(client, reverse("programmes:add_section", args=["klein"]), title="Mensen")
    section = klein.sections.get()
    where = reverse("programmes:add_question", args=["klein", section.pk])
    sent(client, where, kind="choice", text="Wie?", number="1", is_required="on")
    question = section.questions.get()
    assert (question.every, question.is_required) == (1, True)

    options = reverse("programmes:set_options", args=["klein", question.pk])
    sent(client, options, name_0="Jij", order_0="2", name_1="Ik", order_1="1", name_2=" ")
    assert list(question.options.values_list("order", "code", "name")) == [
        (1, "ik", "Ik"),
        (2, "jij", "Jij"),
    ]


def test_what_is_wrong_stands_at_its_field(client, staff, form):
    refused = sent(client, at("add_question", form.first.pk), kind="text", text="Wat?", number="A1")

    assert refused.status_code == 422
    assert refused.context["form"].errors["number"] == ["Een andere vraag heeft dit nummer al."]
    assert "Fout:" in text(refused)


def test_a_question_is_changed_on_its_page(client, staff, form):
    where = at("change_question", form.text.pk)
    assert "Waarom niet?" in text(client.get(where))

    sent(
        client,
        where,
        kind="text",
        text="Waarom dan niet?",
        number="B1",
        section=form.second.pk,
        every="",
    )

    held = Question.objects.get(pk=form.text.pk)
    assert (held.text, held.every) == ("Waarom dan niet?", 1)


def test_a_section_is_changed_on_its_page(client, staff, form):
    where = at("change_section", form.first.pk)
    assert 'value="Gebruik"' in text(client.get(where))

    sent(client, where, title="Gebruik en bezoek")

    assert Section.objects.get(pk=form.first.pk).title == "Gebruik en bezoek"


def test_checks_are_added_and_changed(client, staff, form):
    sent(client, at("add_check"), kind="parts", severity="error")
    sent(
        client,
        at("add_question_check", form.visits.pk),
        kind="range",
        severity="attention",
        low="1",
        high="2.500",
    )
    check = Check.objects.get(question=form.visits)
    assert check.high == 2500

    page = client.get(at("change_check", check.pk))
    assert 'value="2.500"' in text(page)
    sent(client, at("change_check", check.pk), kind="range", severity="error", low="1", high="9")

    check.refresh_from_db()
    assert (check.high, check.severity) == (9, "error")
    assert Check.objects.filter(question=None).count() == 2
    refused = sent(client, at("add_check"), kind="same", severity="error", least="x")
    assert refused.status_code == 422


def test_parts_change_places_with_a_button(client, staff, form):
    sent(client, at("move_part"), down=f"question-{form.visits.pk}")
    response = client.post(at("move_part"), {"up": f"section-{form.second.pk}"})

    assert response["Location"] == f"{at('build_questionnaire')}#onderdeel-{form.second.pk}"
    assert list(form.questionnaire.sections.values_list("number", flat=True)) == ["B", "A"]
    assert list(form.first.questions.values_list("number", flat=True)) == ["A2", "A1", "A3"]


@pytest.mark.parametrize("typed", [{}, {"up": "x"}, {"up": "section-0"}, {"down": "question-0"}])
def test_moving_what_is_not_there_is_not_found(client, staff, form, typed):
    assert client.post(at("move_part"), typed).status_code == 404


@pytest.mark.parametrize("kind", ["onderdeel", "vraag", "controle"])
def test_a_part_goes_after_asking_once(client, staff, form, kind):
    model, part = {
        "onderdeel": (Section, form.first),
        "vraag": (Question, form.visits),
        "controle": (Check, form.loans.checks.get()),
    }[kind]
    where = at("remove_part", kind, part.pk)

    assert "Haal weg" in text(client.get(where))
    assert model.objects.filter(pk=part.pk).exists()
    sent(client, where)

    assert not model.objects.filter(pk=part.pk).exists()


def test_parts_of_another_questionnaire_are_not_found(client, staff, form):
    other = make_form(code="ander")

    for address in (
        at("change_section", other.first.pk),
        at("change_question", other.visits.pk),
        at("change_check", Check.objects.filter(questionnaire=other.questionnaire).first().pk),
        at("remove_part", "vraag", other.visits.pk),
        at("remove_part", "iets", form.visits.pk),
        at("set_options", form.visits.pk),
    ):
        assert client.get(address).status_code == 404


def test_names_never_go_with_other_codes_than_they_stood_beside(client, staff, form):
    address = at("set_options", form.choice.pk)
    page = client.get(address).context["form"]
    seen = page["seen"].value()
    typed = {field.html_name: field.value() for row in page.rows for field in row[1:]}
    before = dict(form.choice.options.values_list("code", "name"))
    first = form.choice.options.first()
    Option.objects.filter(pk=first.pk).update(order=9)

    refused = sent(client, address, **typed, seen=seen)

    assert refused.status_code == 422
    assert "Open de pagina opnieuw." in text(refused)
    assert dict(form.choice.options.values_list("code", "name")) == before


@pytest.mark.parametrize("days", ["3000000", "99999999999"])
def test_days_that_no_calendar_has_are_refused(client, staff, form, days):
    facts = facts_of(form.questionnaire, days_after=days)

    assert sent(client, at("change_questionnaire"), **facts).status_code == 422


@pytest.mark.parametrize("key", ["9" * 5000, "-1", "x"])
def test_what_is_no_part_cannot_be_moved(client, staff, form, key):
    assert client.post(at("move_part"), {"up": f"question-{key}"}).status_code == 404


def test_options_that_are_needed_stay(client, staff, form):
    seen = client.get(at("set_options", form.choice.pk)).context["form"]["seen"].value()
    refused = sent(client, at("set_options", form.choice.pk), name_0="Ja", order_0="1", seen=seen)

    assert refused.status_code == 422
    assert Option.objects.count() == 2


def test_a_removal_that_is_refused_says_why(client, staff, form, cast):
    handed_out(form, cast)

    refused = sent(client, at("remove_questionnaire"))

    assert refused.status_code == 422
    assert "Dit is al uitgezet." in text(refused)


def test_a_questionnaire_goes_when_nobody_has_it(client, staff, form):
    sent(client, at("remove_questionnaire"))

    assert not Questionnaire.objects.exists()


def facts_of(questionnaire: Questionnaire, **values: object) -> dict[str, object]:
    """Return what the form of the facts sends when nothing else is typed."""
    return {
        "name": questionnaire.name,
        "layout": questionnaire.layout,
        "period_kind": questionnaire.period_kind,
        "asked_of": questionnaire.asked_of_id,
        "answered_by": questionnaire.answered_by,
        "days_after": questionnaire.days_after,
        "days_inside": questionnaire.days_inside,
        **values,
    }


def test_another_deadline_is_shown_before_it_moves_anything(client, staff, form, cast):
    given = handed_out(form, cast)
    facts = facts_of(form.questionnaire, deadline="2024-05-01")

    shown = sent(client, at("change_questionnaire"), **facts)

    assert shown.status_code == 422
    assert "14 januari 2024 → 1 mei 2024" in text(shown)
    assert Return.objects.get().deadline == date(2024, 1, 14)
    sent(client, at("change_questionnaire"), **facts, moves=str(given.pk))
    assert Return.objects.get().deadline == date(2024, 5, 1)


def test_facts_change_where_nothing_moves(client, staff, form, cast):
    handed_in(form, cast)
    typed = facts_of(form.questionnaire, name="Enquête", layout="rows", deadline="2024-05-01")

    sent(client, at("change_questionnaire"), **typed)

    held = Questionnaire.objects.get()
    assert (held.name, held.layout, held.deadline) == ("Enquête", "form", date(2024, 5, 1))


def test_a_deadline_that_is_no_day_moves_nothing(client, staff, form, cast):
    handed_out(form, cast)

    refused = sent(
        client, at("change_questionnaire"), **facts_of(form.questionnaire, deadline="morgen")
    )

    assert refused.status_code == 422
    assert refused.context["moved"] == ()


def test_a_copy_is_made_and_its_difference_read(client, staff, form):
    copied = sent(
        client,
        at("copy_questionnaire"),
        name="Enquête 2024",
        code="enquete-2024",
        starts="2024-01-01",
        ends_old="on",
    )
    page = text(client.get(reverse("programmes:difference", args=["enquete-2024"])))

    assert copied.redirect_chain[0][0] == reverse(
        "programmes:build_questionnaire", args=["enquete-2024"]
    )
    assert "Wat is er anders dan in Enquête 2023" in page
    assert "Enquête 2024" in page


def test_a_copy_over_the_same_days_is_refused_at_its_field(client, staff, form):
    refused = sent(client, at("copy_questionnaire"), name="X", code="x", starts="2024-01-01")

    assert refused.status_code == 422
    assert "starts" in refused.context["form"].errors
