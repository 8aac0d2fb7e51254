"""A questionnaire comes in as a file: faults are said with their place, and first one looks."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biblionet.trail.models import Step
from programmes import actions
from programmes.actions.building.documents import faults_in
from programmes.models import Question, Questionnaire
from programmes.overviews import Document, document_of, whole_of
from programmes.resources.files import read_text, write_file
from tests.factories.programmes import LegalTaskFactory, QuestionnaireFactory
from tests.programmes.making import Form, handed_out, make_form, sentence_of

pytestmark = pytest.mark.django_db
NO_CHOICE = "een vraag waarbij je kiest heeft antwoorden om uit te kiezen,"

# What is wrong with it


@pytest.fixture
def form(cast) -> Form:
    return make_form()


@pytest.fixture
def staff(cast):
    return cast["staff"]


def range_of(**more: object) -> Document:
    return {"checks": [{"kind": "range", "severity": "error", **more}]}


BESIDE_NOTHING = {"checks": [{"kind": "ratio", "severity": "error", "other": "Z9", "low": 1}]}


def written(form: Form) -> Document:
    return read_text(write_file(document_of(whole_of(form.questionnaire))))


def question(document: Document, number: str) -> Document:
    return next(
        one
        for section in document["sections"]
        for one in section["questions"]
        if one.get("number") == number
    )


def test_a_questionnaire_without_faults_has_none(form):
    assert faults_in(written(form)) == []


@pytest.mark.parametrize(
    ("number", "values", "fault"),
    [
        ("A1", {"indicator": "BEZOEK"}, "er is geen indicator “BEZOEK”."),
        ("A1", {"indicator": 7}, "er is geen indicator “7”."),
        ("A2", {"number": "A1"}, "het nummer A1 staat hier twee keer."),
        ("A1", {"kind": "raadsel"}, "“kind”: Waarde 'raadsel' is geen geldige keuze."),
        ("A1", {"is_required": "ja"}, "bij “is_required” hoort een ander soort waarde."),
        ("A1", {"every": True}, "bij “every” hoort een ander soort waarde."),
        ("A1", {"every": Decimal("1.5")}, "bij “every” hoort een ander soort waarde."),
        ("A1", {"hint": {"a": 1}}, "bij “hint” hoort een ander soort waarde."),
        ("A1", {"hint": date(2024, 1, 1)}, "bij “hint” hoort een ander soort waarde."),
        ("A1", {"kleur": "rood"}, "het woord “kleur” hoort niet in dit bestand."),
        ("A1", {"every": 4}, "Zeg vanaf welk jaar je telt wanneer het gevraagd wordt."),
        ("A1", {"text": "x" * 256}, "“text”: "),
        (
            "A1",
            BESIDE_NOTHING,
            "een controle noemt het nummer Z9,",
        ),
        (
            "A1",
            range_of(),
            "Zeg van waar tot waar een antwoord",
        ),
        (
            "A1",
            range_of(low=Decimal("NaN")),
            "bij “low” hoort een ander soort",
        ),
        (
            "A1",
            {"checks": [{"kind": "parts", "severity": "error"}] * 2},
            "“parts” staat hier twee keer.",
        ),
        ("A1", {"checks": [{"severity": "error"}]}, "“kind” ontbreekt."),
        ("A1", {"checks": "geen"}, "“checks” is geen lijst."),
        ("A3", {"options": [{"name": "Ja"}]}, "“code” ontbreekt."),
        ("A3", {"options": [{"code": "ja", "name": "Ja"}] * 2}, "“ja” staat hier twee keer."),
        ("A3", {"options": []}, NO_CHOICE),
        ("B1", {"options": [{"code": "ja", "name": "Ja"}]}, NO_CHOICE),
        ("B1", {"text": ""}, "Een cijfer heeft een indicator;"),
    ],
)
def test_a_fault_in_a_question_is_said_with_its_place(form, number, values, fault):
    document = written(form)
    section = "B" if number == "B1" else "A"
    question(document, number).update(values)

    faults = faults_in(document)

    place = f"Onderdeel {section}, vraag {values.get('number', number)}: "
    assert any(one.startswith(place + fault) for one in faults), faults


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"legal_task": "geen"}, "De vragenlijst: er is geen wettelijke taak “geen”."),
        ({"follows": "geen"}, "De vragenlijst: er is geen vragenlijst “geen”."),
        (
            {"asked_of": "network:geen"},
            "De vragenlijst: er is niemand met de naam “network:geen” om het",
        ),
        ({"asked_of": "geen"}, "De vragenlijst: er is niemand met de naam “geen” om het"),
        ({"layout": "rows"}, "Onderdeel A, vraag A3: in deze vorm kun je alleen cijfers vragen."),
        ({"layout": "rows"}, "De vragenlijst: Een kwartaal staat naast zijn voortgang,"),
        ({"starts": "2024"}, "De vragenlijst: bij “starts” hoort een ander soort waarde."),
        (
            {"starts": datetime(2024, 1, 1, tzinfo=UTC)},
            "De vragenlijst: bij “starts” hoort een ander soort waarde.",
        ),
        ({"sections": []}, "De vragenlijst: er staan geen onderdelen in."),
        ({"sections": [{"questions": []}]}, "Onderdeel 1: “title” ontbreekt."),
        (
            {"sections": [{"title": "A", "questions": [3]}]},
            "Onderdeel A: “questions” is geen lijst.",
        ),
        ({"code": "een code"}, "De vragenlijst: “code”: "),
        (
            BESIDE_NOTHING,
            "De vragenlijst: een controle noemt het nummer Z9,",
        ),
    ],
)
def test_a_fault_of_the_questionnaire_is_said(form, values, fault):
    faults = faults_in({**written(form), **values})

    assert any(one.startswith(fault) for one in faults), faults


def test_the_same_fault_is_said_once(form):
    document = written(form)
    for number in ("A2", "A3"):
        question(document, number)["number"] = "A1"

    words = "Onderdeel A, vraag A1: het nummer A1 staat hier twee keer."
    assert faults_in(document).count(words) == 1


def test_what_is_missing_is_said(form):
    document = written(form)
    for name in ("code", "name", "period_kind", "asked_of"):
        del document[name]

    assert {one.removeprefix("De vragenlijst: ") for one in faults_in(document)} == {
        f"“{name}” ontbreekt." for name in ("code", "name", "period_kind", "asked_of")
    }


def test_a_task_and_an_earlier_version_are_found(form):
    LegalTaskFactory(code="levering")
    QuestionnaireFactory(code="eerder")

    assert faults_in({**written(form), "legal_task": "levering", "follows": "eerder"}) == []


# Loading it


def load(document: Document, staff) -> Questionnaire:
    mark = actions.preview_questionnaire(document=document, by=staff).mark
    return actions.load_questionnaire(document=document, mark=mark, by=staff)


def test_a_new_one_is_previewed_and_then_made(form, staff):
    document = {**written(form), "code": "nieuw", "name": "Nieuw"}

    preview = actions.preview_questionnaire(document=document, by=staff)

    assert (preview.is_new, preview.questions, preview.difference) == (True, 4, None)
    assert not Questionnaire.objects.filter(code="nieuw").exists()
    load(document, staff)
    made = Questionnaire.objects.get(code="nieuw")
    assert document_of(whole_of(made)) == document
    assert {step.by for step in Step.objects.filter(verb="loaded")} == {staff}


def test_loading_the_same_again_changes_nothing(form, staff):
    preview = actions.preview_questionnaire(document=written(form), by=staff)

    assert not preview.is_new
    assert preview.difference.is_empty


def test_a_file_replaces_what_was_never_handed_out(form, staff):
    document = written(form)
    document["sections"].reverse()
    document["sections"][1]["questions"].pop(0)
    question(document, "A2").pop("checks")
    document["sections"][1]["questions"].reverse()
    document["contact"] = "de POI"
    load(document, staff)
    document.pop("contact")

    load(document, staff)

    held = Questionnaire.objects.get()
    assert document_of(whole_of(held)) == document
    assert held.contact == ""


def test_of_what_was_handed_out_only_words_change(form, staff, cast):
    handed_out(form, cast)
    words, more = written(form), written(form)
    question(words, "A1")["hint"] = "Kijk."
    words["sections"][0]["title"] = "Bezoek"
    question(words, "A3")["options"][0]["name"] = "Jazeker"
    question(more, "A2")["every"] = 4
    question(more, "A2")["since"] = 2023

    refused = sentence_of(actions.preview_questionnaire, document=more, by=staff)
    assert refused == "Er zijn al antwoorden: maak een kopie voor een nieuw jaar."
    load(words, staff)
    held = Question.objects.get(pk=form.visits.pk)
    assert (held.hint, held.section.title) == ("Kijk.", "Bezoek")
    assert form.choice.options.get(code="ja").name == "Jazeker"


def test_gaps_in_the_order_do_not_double_what_was_handed_out(form, staff, cast):
    handed_out(form, cast)
    Question.objects.filter(pk=form.choice.pk).update(order=9)
    type(form.second).objects.filter(pk=form.second.pk).update(order=9)

    load(written(form), staff)

    assert Question.objects.count() == 4


def test_what_changed_after_the_preview_is_not_overwritten(form, staff):
    document = written(form)
    mark = actions.preview_questionnaire(document=document, by=staff).mark
    actions.change_questionnaire(questionnaire=form.questionnaire, contact="POI", by=staff)

    refused = sentence_of(actions.load_questionnaire, document=document, mark=mark, by=staff)

    assert refused.startswith("Iemand heeft deze vragenlijst intussen gewijzigd.")


def test_a_file_may_be_a_copy_of_what_is_there(form, staff):
    document = {"copy_of": "enquete-2023", "code": "enquete-2024", "starts": date(2024, 1, 1)}

    load(document, staff)

    copy = Questionnaire.objects.get(code="enquete-2024")
    assert (copy.name, copy.follows, copy.starts) == (
        "Enquête 2023",
        form.questionnaire,
        date(2024, 1, 1),
    )
    assert len(list(whole_of(copy).questions)) == 4


def test_a_copy_leaves_out_what_its_file_says(form, staff):
    actions.change_questionnaire(questionnaire=form.questionnaire, contact="POI", by=staff)
    document = {"copy_of": "enquete-2023", "code": "later", "without": ["contact"]}

    load(document, staff)

    assert Questionnaire.objects.get(code="later").contact == ""


def test_a_copy_of_nothing_is_refused(staff, form):
    refused = sentence_of(
        actions.preview_questionnaire, document={"copy_of": "geen", "code": "x"}, by=staff
    )

    assert "er is geen vragenlijst “geen”." in refused


@pytest.mark.parametrize("without", [5, "contact", [["contact"]]])
def test_what_a_copy_leaves_out_has_to_be_names(staff, form, without):
    document = {"copy_of": "enquete-2023", "code": "later", "without": without}

    refused = sentence_of(actions.preview_questionnaire, document=document, by=staff)

    assert "“without” moet een lijst met namen zijn." in refused


@pytest.mark.parametrize("act", ["preview", "load"])
def test_a_manager_loads_nothing(form, cast, act):
    acts = {
        "preview": (actions.preview_questionnaire, {}),
        "load": (actions.load_questionnaire, {"mark": "new"}),
    }
    how, more = acts[act]
    document = {**written(form), "code": "nieuw"}

    assert sentence_of(how, document=document, by=cast["manager"], **more) == (
        "Alleen de POI bouwt vragenlijsten."
    )


# Writing


texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)
values = st.one_of(
    texts,
    st.booleans(),
    st.integers(-(10**9), 10**9),
    st.dates(),
    st.decimals(-(10**6), 10**6, allow_nan=False, places=4),
)


@given(value=values, inside=texts)
def test_whatever_is_written_is_read_as_the_same(value, inside):
    document = {
        "name": value,
        "checks": [{"wanted": inside}],
        "sections": [
            {"title": inside, "questions": []},
            {"title": "B", "questions": [{"text": inside, "options": [{"code": inside}]}]},
        ],
    }

    again = read_text(write_file(document))

    assert again == document or "\r\n" in f"{value}{inside}"
