"""The screen of a quarter: what stands where, what is saved, who may, and in how many queries."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from goals.models import ProgressUpdate
from libraries.actions import close_period
from libraries.models import PeriodException, Reading
from programmes.actions import send_back_answer
from tests.factories.goals import (
    AssignmentFactory,
    ObjectiveIndicatorFactory,
    RemarkFactory,
    TargetFactory,
    update_in,
)

pytestmark = pytest.mark.django_db
State = ProgressUpdate.State


def key_of(round_, question=0):
    return round_.slots[question].key


# What stands where


def test_rows_stand_under_their_objective_and_the_rest_under_their_section(round_, told, at_screen):
    linked = round_.ask(name="Leden", level="service_area")
    ObjectiveIndicatorFactory(objective=told.objective, indicator=linked.indicator)
    ObjectiveIndicatorFactory(indicator=round_.questions[0].indicator)  # of nobody here
    TargetFactory(objective=told.objective, indicator=linked.indicator, scope=round_.places[0])

    text = at_screen().text

    words = (f"{told.objective.title}</h3>", "Leden · ", "</span>Aa", "</span>Borger")
    places = [text.index(one) for one in words]
    assert places == sorted(places)
    assert places[-1] < text.index("Kwartaalcijfers") < text.index("Vrijwilligers")
    assert "0 van 2 plaatsen ingevuld" in text
    assert "ten minste 100" in text


def test_earlier_values_stand_beside_the_field_never_inside(round_, at_screen):
    round_.was("before", 91)
    round_.was("year_ago", 80)

    screen = at_screen()

    assert screen.typed[f"{key_of(round_)}-value"] == ""
    for words in ("K3 2023", ">91<", "K4 2022", ">80<", "Nog steeds 91"):
        assert words in screen.text


def test_it_says_by_when_and_how_far_it_is(round_, at_screen):
    round_.answer(91)

    text = at_screen().text

    assert "14 januari 2024" in text
    assert "1 cijfer, 1 ingevuld" in text


# Saving


def test_rows_are_saved_each_by_itself_and_what_was_not_touched_stays(round_, told, at_screen):
    round_.ask()
    screen = at_screen().type(f"t{told.pk}", rating="on_track", note="Het loopt.")
    screen.type(key_of(round_), value="1.931")

    response = screen.send()

    assert response.status_code == 302
    update = ProgressUpdate.objects.get()
    assert (update.rating, update.note, update.state) == ("on_track", "Het loopt.", State.DRAFT)
    assert [slot.reading and slot.reading.value for slot in round_.slots] == [1931, None]
    assert "Bewaard om" in screen.client.get(screen.address).content.decode()
    assert screen.open().send().status_code == 302
    assert Reading.objects.get().version == 1


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("12.34", "Bedoel je 12,34 of 1.234?"),
        ("1e3", "Vul een getal in"),
        ("-3", "0 of meer"),
        ("٣", "Vul een getal in"),
        ("3,5", "heel getal"),
    ],
)
def test_an_unclear_number_is_asked_back_and_the_rest_is_saved(round_, at_screen, typed, words):
    round_.ask()
    screen = at_screen().type(key_of(round_), value=typed).type(key_of(round_, 1), value="0")

    response = screen.send()

    assert response.status_code == 422
    assert words in screen.text
    assert screen.typed[f"{key_of(round_)}-value"] == typed
    assert [slot.reading and slot.reading.value for slot in round_.slots] == [None, 0]
    assert screen.type(key_of(round_), value="7").send().status_code == 302
    assert round_.slots[0].reading.value == 7


def test_emptying_a_field_takes_the_draft_away(round_, at_screen):
    round_.answer(91)

    at_screen().type(key_of(round_), value="").send()

    assert round_.slots[0].reading is None


def test_not_known_yet_is_an_answer_with_a_day_not_a_zero(round_, at_screen):
    screen = at_screen().type(key_of(round_), state="not_yet_known", expected_on="2024-02-01")
    screen.send()

    reading = round_.slots[0].reading
    assert (reading.state, reading.value, reading.expected_on) == (
        "not_yet_known",
        None,
        date(2024, 2, 1),
    )


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"state": "withheld", "value": "3"}, "koos dat er geen is"),
        ({"explanation": "Er was brand."}, "Vul een getal in, of kies waarom er geen is."),
        ({"value": "3", "expected_on": "2024-02-01"}, "Alleen wat nog niet bekend is"),
    ],
)
def test_number_and_state_have_to_fit(round_, at_screen, typed, words):
    screen = at_screen().type(key_of(round_), **typed)

    assert screen.send().status_code == 422
    assert words in screen.text
    assert round_.slots[0].reading is None


def test_without_a_number_a_sentence_is_asked_at_the_row(round_, at_screen):
    screen = at_screen().type(key_of(round_), state="not_applicable")
    screen.send()

    assert "Schrijf in één zin waarom er geen getal is." in screen.open().text


def test_still_the_same_is_an_act_that_says_who_and_when(round_, at_screen):
    round_.was("before", 91)
    screen = at_screen()

    response = screen.send(same=key_of(round_))

    assert response.headers["Location"].endswith(f"#row-{key_of(round_)}")
    reading = round_.slots[0].reading
    assert (reading.value, reading.confirms.value) == (91, 91)
    assert "bevestigd door Manager Heide op" in screen.open().text


def test_a_text_is_taken_over_from_the_quarter_before(round_, told, at_screen):
    before = update_in(
        State.ACCEPTED,
        objective=told.objective,
        scope=round_.library,
        period=round_.quarters["before"],
        note="We lazen voor.",
    )
    screen = at_screen().type(f"t{told.pk}", rating="done")
    assert "Neem over van K3 2023" in screen.text

    screen.send(copy=f"t{told.pk}")

    update = ProgressUpdate.objects.exclude(pk=before.pk).get()
    assert (update.rating, update.note) == ("done", "We lazen voor.")


def test_a_check_is_shown_at_its_row_and_goes_away_with_a_sentence(round_, at_screen):
    round_.check()
    round_.was("year_ago", 100)
    screen = at_screen().type(key_of(round_), value="160")
    screen.send()

    question = "Dit is 60% meer dan in het 4e kwartaal 2022. Klopt dit?"
    assert "bn-note--attention" in screen.open().text
    assert question in screen.text
    screen.type(key_of(round_), explanation="Er kwam een groep bij.").send()
    assert "bn-note--attention" not in screen.open().text
    assert round_.slots[0].reading.explanation == "Er kwam een groep bij."


def test_what_was_sent_back_says_what_the_poi_asks(round_, told, at_screen):
    round_.answer(91)
    round_.submit()
    send_back_answer(
        given=round_.given,
        slot=round_.slots[0],
        reason="Zonder de scholen?",
        by=round_.people["staff"],
    )
    update = update_in(
        State.SENT_BACK,
        objective=told.objective,
        scope=round_.library,
        period=round_.given.period,
    )
    RemarkFactory(update_sent_back=update, text="Welke dorpen?", by=round_.people["staff"])

    screen = at_screen()
    text = screen.text

    assert "De POI vraagt: “Zonder de scholen?”" in text
    assert "Medewerker POI van de POI vraagt: “Welke dorpen?”" in text
    assert "2 vragen uitleg" in text
    round_.answer(93)
    text = screen.open().text
    assert "De POI vraagt: “Zonder de scholen?”" in text  # until it goes again
    assert "1 vraagt uitleg" in text


def test_what_was_sent_back_keeps_its_rating(round_, told, at_screen):
    update = update_in(
        State.SENT_BACK,
        objective=told.objective,
        scope=round_.library,
        period=round_.given.period,
    )
    screen = at_screen()
    key = next(name for name in screen.typed if name.endswith("-note")).removesuffix("-note")

    response = screen.type(key, rating="", note="Nieuwe zin.").send()

    assert response.status_code == 422
    assert "Kies hoe het gaat." in screen.text
    assert "Nieuwe zin." in screen.text
    assert ProgressUpdate.objects.get().note == update.note


def test_large_numbers_are_written_in_words(round_, at_screen):
    round_.answer(19310)

    assert "In woorden: negentienduizend driehonderdtien." in at_screen().text


# A column


def test_a_column_is_looked_at_first_and_saved_after(round_, at_screen):
    round_.ask(name="Bezoek")
    round_.ask(name="Vragen")
    section = f"s{round_.section.pk}"
    screen = at_screen()
    screen.typed[f"column-{section}"] = "1.204\tleden\n\n12.34\n5\n\n"

    response = screen.send(paste=section)

    assert response.status_code == 200
    assert "2 getallen staan klaar onder “Mensen”: 1.204 ·  · 12.34 · 5." in screen.text
    assert "Er is geen veld voor de laatste 1." in screen.text
    assert "Bedoel je 12,34 of 1.234?" in screen.text
    assert Reading.objects.count() == 0
    assert screen.send().status_code == 422
    assert [slot.reading and slot.reading.value for slot in round_.slots] == [1204, None, None]


# Who may, and when


def test_who_may_open_and_who_may_write(round_, people, client):
    address = reverse("goals:quarter", args=[round_.given.period.pk, round_.library.pk])
    got = {}
    for who, user in people.items():
        client.force_login(user)
        got[who] = (client.get(address).status_code, client.post(address).status_code)

    may, reads, not_mine = (200, 302), (200, 403), (404, 404)
    assert got == {
        "manager": may,
        "director": reads,
        "neighbour": not_mine,
        "staff": may,
        "editor": may,
        "admin": may,
        "stranger": not_mine,
    }


def test_a_director_reads_without_fields(round_, at_screen):
    round_.answer(91)

    screen = at_screen("director")

    assert not [name for name in screen.typed if name.endswith("-value")]
    assert ">91<" in screen.text


def test_a_closed_quarter_says_who_since_when_and_whom_to_ask(round_, at_screen, people):
    screen = at_screen()
    close_period(period=round_.given.period, by=people["admin"])

    response = screen.type(key_of(round_), value="7").send()

    assert response.status_code == 422
    assert people["admin"].name in screen.text
    assert "Vraag de POI om een uitzondering." in screen.text
    assert Reading.objects.count() == 0
    assert not [name for name in screen.open().typed if name.endswith("-value")]


def test_when_everything_is_handed_in_nothing_can_be_saved(round_, told, at_screen):
    round_.answer(91)
    round_.submit()
    assert "Bewaar alles" in at_screen().text

    update_in(
        State.SUBMITTED,
        objective=told.objective,
        scope=round_.library,
        period=round_.given.period,
    )

    assert "Bewaar alles" not in at_screen().text
    assert "Terug naar mijn voortgang" in at_screen().text


@pytest.mark.parametrize(("days", "told"), [(0, True), (-1, False)])
def test_an_exception_is_the_day_that_holds(round_, at_screen, people, days, told):
    close_period(period=round_.given.period, by=people["admin"])
    until = timezone.localdate() + timedelta(days)
    PeriodException.objects.create(
        period=round_.given.period,
        scope=round_.library,
        reason="Verhuizing.",
        until=until,
        granted_by=people["admin"],
    )

    screen = at_screen()

    assert ("Uitzondering tot en met" in screen.text) is told
    assert "Inleveren uiterlijk" not in screen.text
    assert any(name.endswith("-value") for name in screen.typed) is told


def test_another_kind_of_period_is_no_quarter(round_, people, client):
    client.force_login(people["manager"])
    round_.given.period.__class__.objects.filter(pk=round_.quarters["before"].pk).update(
        kind="month"
    )

    address = reverse("goals:quarter", args=[round_.quarters["before"].pk, round_.library.pk])

    assert client.get(address).status_code == 404


# Counted


@pytest.mark.parametrize("count", [1, 3])
def test_the_screen_takes_a_fixed_number_of_queries(round_, told, at_screen, count):
    for number in range(count):
        more = AssignmentFactory(scope=round_.library)
        linked = round_.ask(level="service_area")
        ObjectiveIndicatorFactory(objective=more.objective, indicator=linked.indicator)
        TargetFactory(objective=more.objective, scope=round_.library)
        back = update_in(
            State.SENT_BACK,
            objective=more.objective,
            scope=round_.library,
            period=round_.given.period,
        )
        RemarkFactory(update_sent_back=back)
        update_in(
            State.ACCEPTED,
            objective=more.objective,
            scope=round_.library,
            period=round_.quarters["before"],
        )
        assert number < count
    for number in range(len(round_.slots)):
        round_.was("before", 50, question=number)
        round_.answer(90, question=number)
    screen = at_screen()

    with CaptureQueriesContext(connection) as queries:
        screen.open()

    assert len(queries) == 19
