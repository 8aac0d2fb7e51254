"""From handing in to definitive: who agrees with what, what is locked, and how final it is."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from biblionet.trail.models import Step
from libraries.actions import declare_finality, submit_reading
from libraries.models import Reading
from libraries.rules import can_withdraw_reading
from programmes import actions
from programmes.models import Check, Return
from tests.factories.programmes import QuestionFactory
from tests.libraries.making import refused

pytestmark = pytest.mark.django_db
State = Return.State


@pytest.fixture
def sent(form):
    """A form with a figure and a text, handed in."""
    text = form.ask_else("text")
    form.answer(100, form.questions[0])
    form.answer("Wij kiezen samen.", text)
    form.submit()
    return form


@pytest.fixture
def page(client):
    """Open or send a page of a form as one of the people."""

    def asked(form, name, *more, by, data=None):
        client.force_login(form.people[by])
        address = reverse(f"programmes:{name}", args=[form.given.pk, *more])
        return client.get(address) if data is None else client.post(address, data)

    return asked


# The check, and handing in


def test_the_check_leads_to_every_field_that_is_open(form, page):
    form.check(question=form.questions[0], percent=10, least=1)
    form.was(50, form.questions[0])
    text = form.ask_else("text")
    form.answer(100, form.questions[0])

    shown = page(form, "check_delivery", by="manager").content.decode()

    section = reverse("programmes:delivery_section", args=[form.given.pk, 1])
    assert f'{section}#row-{form.slot(form.questions[0]).key}"' in shown
    assert "100% meer dan in 2022. Klopt dit?" in shown
    assert f"#row-{form.slot(text).key}" in shown
    assert "1 van 2 velden, 50%" in shown


def test_what_is_open_is_not_handed_in_and_the_declaration_is_asked(form, page):
    form.ask_else("text")
    form.answer(100, form.questions[0])
    who = {"accountable": form.people["director"].pk}

    undeclared = page(form, "check_delivery", by="manager", data=who)
    missing = page(form, "check_delivery", by="manager", data={**who, "is_checked": "on"})

    assert (undeclared.status_code, missing.status_code) == (422, 422)
    assert "Geef een antwoord" in missing.content.decode()
    form.given.refresh_from_db()
    assert form.given.state == State.DRAFT


def test_handing_in_gives_a_number_and_waits_for_a_director(form, page):
    form.answer(100, form.questions[0])
    typed = {"accountable": form.people["director"].pk, "is_checked": "on"}

    assert page(form, "check_delivery", by="manager", data=typed).status_code == 302

    form.given.refresh_from_db()
    shown = page(form, "check_delivery", by="manager").content.decode()
    assert f"Bevestigingsnummer 202312-{form.given.pk}-1" in shown
    assert "Wacht op de directeur" in shown
    assert page(form, "withdraw_delivery", by="manager", data={}).status_code == 302
    form.given.refresh_from_db()
    assert form.given.state == State.DRAFT


@pytest.mark.parametrize(("name", "more"), [("delivery", ()), ("delivery_section", (1,))])
def test_the_way_back_stands_where_it_is_spoken_of(sent, page, name, more):
    back = reverse("programmes:withdraw_delivery", args=[sent.given.pk])

    def leads_back(who):
        return f'action="{back}"' in page(sent, name, *more, by=who).content.decode()

    assert {who: leads_back(who) for who in ("manager", "director")} == {
        "manager": True,
        "director": False,
    }
    actions.approve_return(given=sent.given, seen_round=1, by=sent.people["director"])
    actions.accept_return(given=sent.given, by=sent.people["staff"])
    assert not leads_back("manager")


# The director


def test_only_a_director_of_the_organisation_agrees_with_the_round_that_was_read(sent, page):
    for who in ("manager", "staff"):
        assert page(sent, "approve_delivery", by=who, data={"round": 1}).status_code == 403
    assert page(sent, "approve_delivery", by="neighbour").status_code == 404
    assert "Akkoord namens" in page(sent, "approve_delivery", by="director").content.decode()

    other = page(sent, "approve_delivery", by="director", data={"round": 0})
    assert other.status_code == 422
    assert "intussen opnieuw ingestuurd" in other.content.decode()

    assert page(sent, "approve_delivery", by="director", data={"round": 1}).status_code == 302
    sent.given.refresh_from_db()
    assert (sent.given.approved_by, sent.given.waits_for_approval) == (
        sent.people["director"],
        False,
    )


def test_a_director_reads_and_does_not_type(sent, page):
    actions.withdraw_return(given=sent.given, by=sent.people["manager"])

    shown = page(sent, "delivery_section", 1, by="director").content.decode()

    assert f'name="{sent.slot(sent.questions[0]).key}-value"' not in shown
    assert page(sent, "delivery_section", 1, by="director", data={}).status_code == 403
    assert page(sent, "check_delivery", by="director").status_code == 403


def test_the_poi_cannot_agree_before_the_director_did(sent, page):
    shown = page(sent, "judge_delivery", by="staff").content.decode()
    assert "Een directeur gaf nog geen akkoord" in shown
    assert 'id="accept"' not in shown
    assert '<th scope="col">Status</th>' in shown

    page(sent, "accept_delivery", by="staff", data={"all": "1", "round": 1})

    sent.given.refresh_from_db()
    assert sent.given.state == State.SUBMITTED


# The support institution


def test_agreeing_with_everything_locks_it_and_says_who_and_whom_to_ask(sent, page):
    sent.approve()
    shown = page(sent, "judge_delivery", by="staff")
    assert '<th scope="col">Kies</th>' in shown.content.decode()
    tokens = list(shown.context["judged"].tokens)

    page(sent, "accept_delivery", by="staff", data={"all": "1", "round": 1, "seen": tokens})

    sent.given.refresh_from_db()
    assert sent.given.state == State.ACCEPTED
    section = page(sent, "delivery_section", 1, by="manager").content.decode()
    assert "Medewerker POI" in section
    assert "Vraag het de POI" in section
    assert "-value" not in section


def test_two_questions_about_one_figure_are_agreed_with_together(form, page):
    books = form.questions[0]
    QuestionFactory(section=form.sections[1], indicator=books.indicator, text="Waarvan boeken")
    form.answer(100, books)
    form.submit()
    form.approve()
    tokens = list(page(form, "judge_delivery", by="staff").context["judged"].tokens)

    page(form, "accept_delivery", by="staff", data={"all": "1", "round": 1, "seen": tokens})

    form.given.refresh_from_db()
    assert form.given.state == State.ACCEPTED
    assert Reading.objects.get().version == form.slot(books).reading.version


def test_what_goes_in_with_a_form_is_not_taken_back_alone(form):
    books = form.questions[0]
    submit_reading(reading=form.answer(100, books), by=form.people["manager"])
    assert not form.slot(books).reading.with_round

    form.submit()

    assert form.slot(books).reading.with_round
    assert not can_withdraw_reading(
        form.people["manager"], form.slot(books).reading, today=form.given.period.end
    )


def test_a_figure_that_changed_after_the_director_agreed_is_not_agreed_with_as_part_of_the_form(
    form, page
):
    books, loans = form.questions[0], form.ask(number="A2")
    form.answer(100, books)
    form.answer(200, loans)
    form.submit()
    form.approve()
    later = timezone.now() + timedelta(minutes=1)
    Reading.objects.filter(pk=form.slot(books).reading.pk).update(submitted_at=later)
    tokens = list(page(form, "judge_delivery", by="staff").context["judged"].tokens)

    shown = page(form, "accept_delivery", by="staff", data={"all": "1", "round": 1, "seen": tokens})

    assert shown.status_code == 302
    text = page(form, "judge_delivery", by="staff").content.decode()
    assert "nadat de directeur akkoord ging" in text
    assert not Reading.objects.accepted().exists()


def test_some_answers_are_agreed_with_and_the_rest_keeps_waiting(form, page):
    loans = form.ask(number="A2")
    form.answer(100, form.questions[0])
    form.answer(200, loans)
    form.submit()
    form.approve()
    assert (
        page(form, "accept_delivery", by="staff", data={"some": "1", "round": 1}).status_code == 302
    )
    assert Reading.objects.filter(workflow="accepted").count() == 0
    first = page(form, "judge_delivery", by="staff").context["judged"].tokens[0]

    page(form, "accept_delivery", by="staff", data={"some": "1", "round": 1, "chosen": [first]})

    form.given.refresh_from_db()
    assert form.given.state == State.SUBMITTED
    assert form.slot(form.questions[0]).reading.workflow == "accepted"
    assert form.slot(loans).reading.workflow == "submitted"


def test_what_was_handed_in_again_is_not_agreed_with_unread(form, page):
    form.questions.pop().delete()  # of what is no figure only the round says that it changed
    text = form.ask_else("text")
    form.answer("Wij kiezen samen.", text)
    form.submit()
    form.approve()
    actions.withdraw_return(given=form.given, by=form.people["manager"])
    form.answer("Wij kiezen niet.", text)
    form.submit()
    form.approve()

    page(form, "accept_delivery", by="staff", data={"all": "1", "round": 1})
    form.given.refresh_from_db()
    assert form.given.state == State.SUBMITTED

    page(form, "accept_delivery", by="staff", data={"all": "1", "round": 2})
    form.given.refresh_from_db()
    assert form.given.state == State.ACCEPTED


def test_one_answer_of_any_kind_goes_back_with_its_reason_and_every_round_is_told(sent, page):
    text, books = sent.questions[1], sent.questions[0]
    for question, reason in ((text, "Wie kiest?"), (books, "Ook de schoolboeken?")):
        slot = sent.slot(question)
        typed = {"reason": reason, "version": slot.given.version}
        gone = page(sent, "send_back_delivered", slot.key, by="staff", data=typed)
        assert gone.status_code == 302, gone.content.decode()
    sent.given.refresh_from_db()
    assert sent.given.state == State.SENT_BACK
    asked = page(sent, "delivery_section", 2, by="manager").content.decode()
    assert "De POI vraagt: “Wie kiest?”" in asked

    assert "niets veranderd" in refused(sent.submit)
    sent.answer("De collectioneurs kiezen.", text)
    sent.answer(120, books)
    sent.submit()

    shown = page(sent, "judge_delivery", by="staff").content.decode()
    assert "Ronde 1, teruggestuurd door Medewerker POI" in shown
    assert "Wie kiest?" in shown
    assert "Ook de schoolboeken?" in shown


def test_nobody_but_the_poi_judges(sent, page):
    for name in ("judge_delivery", "declare_finality"):
        assert page(sent, name, by="manager").status_code == 403
        assert page(sent, name, by="neighbour").status_code == 404
    assert page(sent, "accept_delivery", by="director", data={}).status_code == 403


# Provisional and definitive


def test_it_becomes_definitive_step_by_step_with_its_figures(sent):
    sent.approve()
    sent.accept()
    staff = sent.people["staff"]

    for finality in ("provisional", "provisional", "definitive"):
        actions.declare_finality(given=sent.given, finality=finality, by=staff)

    sent.given.refresh_from_db()
    reading = sent.slot(sent.questions[0]).reading
    assert (sent.given.finality, reading.finality) == ("definitive", "definitive")
    assert Step.objects.filter(verb="declared finality", kind="programmes.return").count() == 2


def test_nobody_else_says_how_final_figures_are(sent):
    sent.approve()
    sent.accept()
    manager = sent.people["manager"]

    said = {
        refused(actions.declare_finality, given=sent.given, finality="definitive", by=manager),
        refused(
            declare_finality, readings=[], scope=sent.given.scope, finality="definitive", by=manager
        ),
    }

    assert said == {"Alleen de POI zegt hoe definitief cijfers zijn."}


def test_back_takes_a_reason_and_before_agreement_nothing_is_final(sent):
    staff = sent.people["staff"]
    declare = {"given": sent.given, "by": staff}
    assert "Geef eerst akkoord" in refused(
        actions.declare_finality, finality="provisional", **declare
    )
    sent.approve()
    sent.accept()
    actions.declare_finality(finality="definitive", **declare)

    said = refused(actions.declare_finality, finality="provisional", **declare)
    assert "definitief" in said
    actions.declare_finality(finality="provisional", reason="CBS vond een fout.", **declare)

    step = Step.objects.filter(verb="declared finality", kind="programmes.return").latest("pk")
    assert step.reason == "CBS vond een fout."
    assert Reading.objects.get().finality == "provisional"


def test_only_the_poi_says_how_final_it_is(sent, page):
    sent.approve()
    sent.accept()
    for who in ("manager", "director"):
        said = refused(
            actions.declare_finality,
            given=sent.given,
            finality="definitive",
            by=sent.people[who],
        )
        assert "Alleen de POI" in said
    assert page(sent, "declare_finality", by="staff", data={"finality": "definitive"}).url == (
        reverse("programmes:delivery", args=[sent.given.pk])
    )


def test_a_check_that_blocks_is_an_error_until_it_is_mended(form, page):
    form.check(
        question=form.questions[0], kind=Check.Kind.RANGE, severity="error", high=50, percent=0
    )
    form.answer(100, form.questions[0])

    score = page(form, "delivery", by="manager").context["page"].score

    assert (score.answered, score.errors, score.attention, score.is_complete) == (1, 1, 0, False)
    assert "1 fout" in page(form, "delivery", by="manager").content.decode()
