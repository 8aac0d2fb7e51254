"""What answers are held against is built too, and said in a sentence."""

from decimal import Decimal

import pytest
from django.utils import translation

from programmes import actions
from programmes.models import Check, Question
from programmes.overviews import check_in_words
from tests.factories.programmes import CheckFactory, QuestionFactory
from tests.programmes.making import Form, handed_in, make_form, say, sentence_of, steps

pytestmark = pytest.mark.django_db
Kind = Check.Kind
THEN = {
    "error": "dan moet het gewijzigd worden",
    "attention": "dan vragen we een zin uitleg",
    "information": "dan melden we dat alleen",
    "required": "dan is een antwoord nodig",
}


@pytest.fixture
def form(cast) -> Form:
    return make_form()


@pytest.fixture
def staff(cast):
    return cast["staff"]


def test_a_check_is_added_to_a_question(staff, form):
    check = actions.add_check(
        questionnaire=form.questionnaire,
        question=form.visits,
        kind=Kind.RANGE,
        severity="attention",
        low=Decimal(10),
        by=staff,
    )

    assert check in form.visits.checks.all()
    assert check_in_words(check) == (
        "Het antwoord is niet 10 of meer: dan vragen we een zin uitleg."
    )


def test_what_means_nothing_for_a_kind_is_left_out(staff, form):
    check = actions.add_check(
        questionnaire=form.questionnaire,
        question=form.visits,
        kind=Kind.PARTS,
        severity="error",
        low=Decimal(10),
        percent=5,
        least=7,
        other=form.loans,
        wanted="ja",
        by=staff,
    )

    assert (check.low, check.percent, check.least, check.other, check.wanted) == (
        None,
        0,
        0,
        None,
        "",
    )


@pytest.mark.parametrize(
    ("asked", "values", "sentence"),
    [
        (None, {"kind": Kind.JUMP}, "Deze vragenlijst heeft deze controle al."),
        ("visits", {"kind": Kind.JUMP}, "Zeg vanaf hoeveel procent een verschil"),
        ("visits", {"kind": Kind.RANGE}, "Zeg van waar tot waar een antwoord waarschijnlijk is."),
        (
            "visits",
            {"kind": Kind.RANGE, "low": 5, "high": 1},
            "De laagste waarde ligt boven de hoogste.",
        ),
        ("visits", {"kind": Kind.RATIO, "low": 1}, "Zeg naast welk antwoord je dit houdt."),
        ("visits", {"kind": Kind.SAME}, "Dit kijkt naar alle antwoorden samen."),
        (None, {"kind": Kind.REQUIRED}, "Dit kijkt naar het antwoord op één vraag."),
        ("text", {"kind": Kind.RANGE, "low": 1}, "Alleen een getal kan hiertegen worden gehouden."),
        (
            "visits",
            {"kind": Kind.RATIO, "low": 1, "other": "visits"},
            "Kies een andere vraag van deze vragenlijst.",
        ),
        (
            "visits",
            {"kind": Kind.RATIO, "low": 1, "other": "choice"},
            "Delen kan alleen door een getal.",
        ),
        (
            "visits",
            {"kind": Kind.REQUIRED, "other": "choice", "wanted": "misschien"},
            "Zo kan die vraag niet beantwoord worden.",
        ),
        (
            "visits",
            {"kind": Kind.REQUIRED, "other": "text", "wanted": "ja"},
            "Zo kan die vraag niet beantwoord worden.",
        ),
    ],
)
def test_a_check_that_finds_nothing_is_refused(staff, form, asked, values, sentence):
    question = getattr(form, asked) if asked else None
    if values.get("kind") == Kind.JUMP:
        values = {**values, "percent": 0 if asked else 10}
    if "other" in values:
        values = {**values, "other": getattr(form, values["other"])}

    refused = sentence_of(
        actions.add_check,
        questionnaire=form.questionnaire,
        question=question,
        severity="attention",
        by=staff,
        **values,
    )

    assert sentence in refused


@pytest.mark.parametrize("other", ["elsewhere", "unnumbered"])
def test_beside_an_answer_stands_a_numbered_question_of_the_same(staff, form, other):
    question = (
        QuestionFactory(number="X1")
        if other == "elsewhere"
        else QuestionFactory(section=form.first)
    )

    refused = sentence_of(
        actions.add_check,
        questionnaire=form.questionnaire,
        question=form.visits,
        kind=Kind.RATIO,
        severity="attention",
        other=question,
        low=1,
        by=staff,
    )

    assert refused == (
        "Kies een andere vraag van deze vragenlijst."
        if other == "elsewhere"
        else "Geef die vraag eerst een nummer."
    )


def test_yes_and_no_call_for_an_answer(staff, form):
    yes_no = say(form.second, 2, "B2", Question.Kind.YES_NO, "Mag het?")

    for wanted, word in (("yes", "ja"), ("no", "nee"), ("", "")):
        check = actions.add_check(
            questionnaire=form.questionnaire,
            question=form.visits,
            kind=Kind.REQUIRED,
            severity="error",
            other=yes_no,
            wanted=wanted,
            by=staff,
        )
        words = check_in_words(check)
        assert "B2 (Mag het?)" in words
        assert (f"het antwoord {word}," in words) is bool(word)


def test_a_check_changes_with_what_it_was_in_the_trail(staff, form):
    check = Check.objects.get(question=form.loans)

    actions.change_check(check=check, high=Decimal(9), severity="error", by=staff)

    check.refresh_from_db()
    assert (check.high, check.low, check.severity) == (9, 1, "error")
    ((_label, details),) = steps("changed")
    assert details["before"] == {"high": "5", "severity": "Let op"}


def test_a_check_goes(staff, form):
    check = Check.objects.get(question=form.loans)

    actions.remove_check(check=check, by=staff)

    assert Check.objects.filter(question=form.loans).count() == 0
    assert len(steps("deleted")) == 1


def test_what_was_handed_in_is_held_against_the_same(staff, form, cast):
    handed_in(form, cast)
    check = Check.objects.get(question=form.loans)
    new = {"questionnaire": form.questionnaire, "kind": Kind.PARTS, "severity": "error"}

    refused = {
        sentence_of(actions.add_check, by=staff, **new),
        sentence_of(actions.change_check, check=check, high=Decimal(9), by=staff),
        sentence_of(actions.remove_check, check=check, by=staff),
    }

    assert refused == {"Dit is al ingestuurd: maak een kopie voor een nieuw jaar."}


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"kind": "jump", "percent": 20}, "Meer dan 20% anders dan een jaar eerder"),
        (
            {"kind": "jump", "percent": 20, "least": 1000},
            "Meer dan 20% en minstens 1.000 anders dan een jaar eerder",
        ),
        ({"kind": "zero"}, "Het antwoord is 0, en eerder was het dat niet"),
        ({"kind": "zero", "least": 5}, "Het antwoord is 0, en eerder was het 5 of meer"),
        ({"kind": "parts", "severity": "error"}, "De delen samen zijn meer dan het totaal"),
        ({"kind": "sum"}, "De delen tellen niet op tot het totaal"),
        ({"kind": "sum", "least": 3}, "De delen verschillen 3 of meer van het totaal"),
        (
            {"kind": "same", "severity": "information", "least": 3},
            "Meer dan 3 antwoorden zijn gelijk aan de periode ervoor",
        ),
        (
            {"kind": "range", "low": 1, "high": Decimal("2.5")},
            "Het antwoord is niet tussen 1 en 2,5",
        ),
        ({"kind": "range", "high": 10}, "Het antwoord is niet 10 of minder"),
        (
            {"kind": "ratio", "low": 1, "other": "visits"},
            "Het antwoord gedeeld door A1 (Bezoeken) is niet 1 of meer",
        ),
        (
            {"kind": "required", "other": "choice", "wanted": "nee"},
            "Op A3 (Is er een plan?) is het antwoord “nee”, en hier staat niets",
        ),
        (
            {"kind": "required", "other": "visits"},
            "Er is een antwoord op A1 (Bezoeken), en hier staat niets",
        ),
    ],
    ids=lambda value: value["kind"] if isinstance(value, dict) else "",
)
def test_each_check_is_one_sentence(form, values, words):
    if "other" in values:
        values = {**values, "other": getattr(form, values["other"])}
    usual = {"questionnaire": form.questionnaire, "question": form.text, "percent": 0, "least": 0}
    Check.objects.all().delete()
    check = CheckFactory(**{**usual, **values})
    check.refresh_from_db()

    with translation.override("nl"):
        assert (
            check_in_words(check)
            == f"{words}: {THEN['required' if check.kind == 'required' else check.severity]}."
        )


def test_an_answer_is_named_by_its_words_where_it_has_no_number(form):
    question = QuestionFactory(section=form.first)
    check = Check(kind="ratio", severity="attention", other=question)

    assert f"“{question}” is niet –" in check_in_words(check)
    assert "gedeeld door –" in check_in_words(Check(kind="ratio", severity="attention"))
