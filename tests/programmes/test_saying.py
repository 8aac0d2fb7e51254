"""What is no figure is said: by whom, in which words, and again after somebody else did."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from biblionet.trail.models import Step
from libraries.models import Period, Reading
from programmes import actions
from programmes.models import Answer, Question, Return
from programmes.overviews import sheet_of
from tests.factories.goals import QuarterFactory
from tests.factories.libraries import EntryFactory, FigureFactory
from tests.forms import Form, make_form

pytestmark = pytest.mark.django_db
Kind, State = Question.Kind, Reading.State
AT = datetime(2024, 2, 1, 12, tzinfo=UTC)


@pytest.fixture
def form(cast) -> Form:
    return make_form(cast.pop("library"), cast)


def sentence_of(act, *about, **values) -> str:
    with pytest.raises(ValidationError) as refused:
        act(*about, **values)
    return " ".join(refused.value.messages)


# What is kept


@pytest.mark.parametrize(
    ("kind", "said", "kept"),
    [
        (Kind.CHOICE, "ja", "ja"),
        (Kind.JUDGEMENT, "nee", "nee"),
        (Kind.CHOICES, ["nee", "ja"], ["ja", "nee"]),
        (Kind.YES_NO, False, False),
        (Kind.TEXT, "  Daarom.  ", "Daarom."),
        (Kind.LIST, [" een ", "", "twee"], ["een", "twee"]),
    ],
)
def test_an_answer_is_kept_as_its_question_knows_it(form, kind, said, kept):
    question = form.ask_else(kind, options="ja nee" if kind in Question.CHOSEN else "")

    answer = form.answer(said, question)

    assert (answer.value, answer.version, answer.author) == (kept, 1, form.people["manager"])
    assert form.slot(question).value == kept
    assert Step.objects.get(verb="answered").scope == "heide"


CHOOSE = "Kies een van de antwoorden, of zeg waarom er geen is."
WRITE = "Schrijf een antwoord, of zeg waarom er geen is."


@pytest.mark.parametrize(
    ("kind", "said", "sentence"),
    [
        (Kind.CHOICE, "misschien", CHOOSE),
        (Kind.CHOICE, None, CHOOSE),
        (Kind.JUDGEMENT, "", CHOOSE),
        (Kind.CHOICES, [], CHOOSE),
        (Kind.CHOICES, "ja", CHOOSE),
        (Kind.CHOICES, ["ja", "misschien"], CHOOSE),
        (Kind.YES_NO, "ja", CHOOSE),
        (Kind.TEXT, "  ", WRITE),
        (Kind.TEXT, 7, WRITE),
        (Kind.LIST, ["", " "], WRITE),
        (Kind.LIST, "een", WRITE),
    ],
)
def test_what_a_question_does_not_know_is_refused(form, kind, said, sentence):
    question = form.ask_else(kind, options="ja nee" if kind in Question.CHOSEN else "")

    with pytest.raises(ValidationError) as refused:
        form.answer(said, question)

    assert refused.value.message_dict == {"value": [sentence]}
    assert Answer.objects.count() == 0


def test_why_there_is_no_answer_is_an_answer(form):
    question = form.ask_else(Kind.YES_NO)

    answer = form.answer(True, question, state=State.NOT_APPLICABLE, explanation=" Geen zaal. ")

    assert (answer.state, answer.value, answer.explanation) == (
        State.NOT_APPLICABLE,
        None,
        "Geen zaal.",
    )


def test_another_answer_comes_after_it_and_nothing_is_overwritten(form):
    question = form.ask_else(Kind.TEXT)
    form.answer("Eerst.", question)

    form.answer("Later.", question, by="colleague")

    assert list(Answer.objects.order_by("version").values_list("version", "value")) == [
        (1, "Eerst."),
        (2, "Later."),
    ]
    assert [one.value for one in Answer.objects.heads()] == ["Later."]


def test_saying_the_same_again_is_no_new_version(form):
    question = form.ask_else(Kind.TEXT)
    first = form.answer("Eerst.", question)

    assert form.answer("Eerst.", question, by="colleague", version=0) == first
    assert Answer.objects.count() == 1


def test_who_read_an_older_answer_is_told_who_was_first(form):
    question = form.ask_else(Kind.TEXT)
    form.answer("Eerst.", question, by="colleague")

    refused = sentence_of(form.answer, "Later.", question, version=0)

    assert refused.startswith("Jan Heide heeft dit intussen beantwoord.")


def test_who_read_an_answer_that_is_not_there_looks_again(form):
    question = form.ask_else(Kind.TEXT)

    refused = sentence_of(form.answer, "Later.", question, version=3)

    assert refused == "Iemand heeft dit intussen gewijzigd. Bekijk het opnieuw."


@pytest.mark.parametrize("who", ["neighbour", "director"])
def test_only_who_reports_for_it_answers(form, who):
    question = form.ask_else(Kind.TEXT)

    refused = sentence_of(form.answer, "Daarom.", question, by=who)

    assert "Bibliotheek de Heide" in refused
    assert Answer.objects.count() == 0


def test_after_closing_and_after_handing_in_nothing_is_said(form):
    question = form.ask_else(Kind.TEXT, is_required=False)
    period = form.given.period
    Period.objects.filter(pk=period.pk).update(closed_at=AT, closed_by=form.people["admin"])
    form.given.period.refresh_from_db()
    closed = sentence_of(form.answer, "Daarom.", question)
    Period.objects.filter(pk=period.pk).update(closed_at=None, closed_by=None)
    form.given.period.refresh_from_db()
    form.answer(10, form.questions[0])
    form.submit()

    submitted = sentence_of(form.answer, "Daarom.", question)

    assert "gesloten" in closed
    assert submitted.startswith("Dit is op ")


# Sent back


def test_one_answer_goes_back_with_its_reason_and_the_next_version_answers_it(form):
    question = form.ask_else(Kind.TEXT)
    form.answer(10, form.questions[0])
    form.answer("Daarom.", question)
    form.submit()

    actions.send_back_answer(
        given=form.given, slot=form.slot(question), reason=" Vertel meer. ", by=form.people["staff"]
    )

    assert form.given.state == Return.State.SENT_BACK
    assert form.slot(question).was_sent_back
    assert Answer.objects.get().remark == "Vertel meer."
    assert Step.objects.get(verb="sent back answer").reason == "Vertel meer."
    form.answer("Daarom, en hierom.", question)
    assert not form.slot(question).was_sent_back


def test_an_answer_that_changed_since_it_was_read_does_not_go_back(form):
    question = form.ask_else(Kind.TEXT)
    form.answer(10, form.questions[0])
    form.answer("Daarom.", question)
    form.answer("Hierom.", question)
    form.submit()
    slot = form.slot(question)
    slot.answer.version = 1  # what the page told

    refused = sentence_of(
        actions.send_back_answer,
        given=form.given,
        slot=slot,
        reason="Vertel meer.",
        by=form.people["staff"],
    )

    assert refused.startswith("Iemand heeft dit intussen gewijzigd.")
    assert set(Answer.objects.values_list("remark", flat=True)) == {""}


@pytest.mark.parametrize(
    ("who", "reason", "sentence"),
    [("manager", "Meer.", "Alleen de POI"), ("staff", "  ", "Schrijf wat er anders moet.")],
)
def test_only_the_poi_sends_back_and_says_why(form, who, reason, sentence):
    question = form.ask_else(Kind.TEXT)
    form.answer(10, form.questions[0])
    form.answer("Daarom.", question)
    form.submit()

    refused = sentence_of(
        actions.send_back_answer,
        given=form.given,
        slot=form.slot(question),
        reason=reason,
        by=form.people[who],
    )

    assert refused.startswith(sentence)
    assert Answer.objects.get().remark == ""


# A director


def test_a_director_agrees_once_with_what_was_submitted(form):
    form.answer(10, form.questions[0])
    early = sentence_of(form.approve)
    form.submit()
    other = sentence_of(actions.approve_return, given=form.given, by=form.people["manager"])

    form.approve()

    assert early == "Dit is nog niet ingestuurd."
    assert other == "Alleen een directeur van Bibliotheek de Heide geeft hier akkoord op."
    assert form.given.approved_by == form.people["director"]
    assert sentence_of(form.approve) == "Een directeur gaf hier al akkoord op."
    assert [one.verb for one in Step.objects.filter(verb="approved return")] == ["approved return"]


# What was filled in before


def test_what_another_source_brought_is_said_to_be_right(form):
    question = form.questions[0]
    brought = form.bring(7, question)

    said = actions.confirm_preloaded(
        given=form.given, slot=form.slot(question), version=None, by=form.people["manager"]
    )

    assert (said.value, said.confirms, said.source) == (7, brought, Reading.Source.ENTRY)
    assert form.slot(question).is_ours


@pytest.mark.parametrize("is_answered", [False, True])
def test_where_nothing_was_filled_in_there_is_nothing_to_agree_with(form, is_answered):
    question = form.questions[0]
    if is_answered:
        form.answer(7, question)

    refused = sentence_of(
        actions.confirm_preloaded,
        given=form.given,
        slot=form.slot(question),
        version=None,
        by=form.people["manager"],
    )

    assert refused == "Hier is niets vooraf ingevuld. Vul een getal in."


# What the quarters come to


def take(form: Form) -> Reading:
    slot = form.slot(form.questions[0])
    return actions.take_offer(given=form.given, slot=slot, version=None, by=form.people["manager"])


def test_what_the_quarters_come_to_is_taken_over(form):
    for number, value in enumerate((10, 20, 30, 40)):
        _quarter(form, date(2023, number * 3 + 1, 1), value)

    taken = take(form)

    assert (taken.value, taken.decimals, taken.workflow) == (100, 0, Reading.Workflow.DRAFT)
    assert sheet_of(form.given).slots[0].reading == taken


def _quarter(form: Form, start: date, value: int) -> None:
    slot = form.slot(form.questions[0])
    figure = FigureFactory(
        indicator=slot.indicator,
        scope=slot.place,
        period=QuarterFactory(start=start),
        part=slot.part,
    )
    author = form.people["manager"]
    figure.current = EntryFactory(
        figure=figure, is_accepted=True, value=Decimal(value), author=author
    )
    figure.save()


def test_of_a_year_that_is_not_whole_nothing_is_taken_over(form):
    refused = sentence_of(take, form)

    assert refused == "Nog niet alle delen van dit jaar zijn bekend. Vul een getal in."
