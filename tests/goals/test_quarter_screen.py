"""The screen of a quarter: what stands where, saving rows, two people, and what comes back."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from goals.models import ProgressUpdate
from libraries.actions import close_period
from libraries.models import Reading
from tests.factories.goals import (
    AssignmentFactory,
    ObjectiveIndicatorFactory,
    RemarkFactory,
    TargetFactory,
    update_in,
)
from tests.goals.screens import SCRIPT, Screen
from tests.rounds import make_round

pytestmark = pytest.mark.django_db
State = ProgressUpdate.State


@pytest.fixture
def round_(library, people):
    return make_round(library, people)


@pytest.fixture
def told(round_):
    """An objective the library reports on."""
    return AssignmentFactory(scope=round_.library)


@pytest.fixture
def at_screen(round_, told, people):
    """Open the screen as one of the cast."""

    def do(who="manager"):
        return Screen(people[who], round_.given.period, round_.library).open()

    return do


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

    question = "Dit is 60% meer dan in 4e kwartaal 2022. Klopt dit?"
    assert "bn-note--attention" in screen.open().text
    assert question in screen.text
    screen.type(key_of(round_), explanation="Er kwam een groep bij.").send()
    assert "bn-note--attention" not in screen.open().text
    assert round_.slots[0].reading.explanation == "Er kwam een groep bij."


def test_what_was_sent_back_says_what_the_poi_asks(round_, told, at_screen):
    reading = round_.answer(91)
    Reading.objects.filter(pk=reading.pk).update(remark="Zonder de scholen?")
    update = update_in(
        State.SENT_BACK,
        objective=told.objective,
        scope=round_.library,
        period=round_.given.period,
    )
    RemarkFactory(update_sent_back=update, text="Welke dorpen?", by=round_.people["staff"])

    text = at_screen().text

    assert "De POI vraagt: “Zonder de scholen?”" in text
    assert "Medewerker POI van de POI vraagt: “Welke dorpen?”" in text
    assert "2 vragen uitleg" in text


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


# Two people


def test_who_comes_second_is_told_both_and_chooses(round_, at_screen, people):
    round_.answer(100)
    first, second = at_screen("staff"), at_screen()
    first.type(key_of(round_), value="1.913").send()

    response = second.type(key_of(round_), value="1.931").send()

    assert response.status_code == 409
    for words in ("Medewerker POI heeft dit om", "1.913", "1.931", "Houd de mijne"):
        assert words in second.text
    assert second.typed[f"{key_of(round_)}-value"] == "1.931"
    assert second.send().status_code == 409  # saving again without choosing changes nothing
    assert round_.slots[0].reading.value == 1913
    second.send(mine=key_of(round_))
    assert (round_.slots[0].reading.value, round_.slots[0].reading.author.name) == (
        1931,
        "Manager Heide",
    )


def test_who_takes_theirs_loses_nothing_but_the_own_number(round_, at_screen):
    first, second = at_screen("staff"), at_screen()
    first.type(key_of(round_), value="1.913").send()
    second.type(key_of(round_), value="1.931").send()

    assert second.send(theirs=key_of(round_)).status_code == 302

    assert round_.slots[0].reading.value == 1913
    assert second.open().typed[f"{key_of(round_)}-value"] == "1.913"


def test_two_people_in_one_text_choose_too(round_, told, at_screen):
    first, second = at_screen("staff"), at_screen()
    first.type(f"t{told.pk}", rating="on_track", note="Van de POI.").send()

    response = second.type(f"t{told.pk}", rating="done", note="Van mij.").send()

    assert response.status_code == 409
    assert "Van de POI." in second.text
    assert "Van mij." in second.text
    second.send(mine=f"t{told.pk}")
    assert ProgressUpdate.objects.get().note == "Van mij."


def test_who_typed_the_same_is_no_clash(round_, told, at_screen):
    screens = [at_screen("staff"), at_screen()]

    for screen in screens:
        screen.type(key_of(round_), value="7").type(f"t{told.pk}", rating="done")
        assert screen.send().status_code == 302


def test_what_a_colleague_changed_elsewhere_is_no_clash(round_, at_screen):
    round_.ask()
    mine, theirs = at_screen(), at_screen("staff")
    theirs.type(key_of(round_), value="5").send()

    assert mine.type(key_of(round_, 1), value="6").send().status_code == 302
    assert [slot.reading.value for slot in round_.slots] == [5, 6]


def test_after_handing_in_a_late_save_is_told_who_has_it(round_, at_screen):
    late = at_screen()
    round_.answer(100)
    round_.submit()

    response = late.type(key_of(round_), value="7").send()

    assert response.status_code == 422
    assert "Dit is op" in late.text
    assert round_.slots[0].reading.value == 100


# Scripts


def test_a_row_is_saved_by_itself_and_told_in_pieces(round_, told, at_screen):
    total, part = round_.questions[0].indicator, round_.ask(name="Jeugd")
    part.indicator.part_of = total
    part.indicator.save()
    round_.check(kind="parts", severity="error", percent=0)
    screen = at_screen().type(key_of(round_), value="790").type(key_of(round_, 1), value="812")
    screen.send_row(key_of(round_))

    response = screen.send_row(key_of(round_, 1))

    answer = response.json()
    assert response.status_code == 200
    assert answer["saved"].startswith("Bewaard om")
    assert answer["refused"] == []
    assert "De delen samen (812)" in answer["rows"][key_of(round_)]["notes"]
    assert answer["rows"][key_of(round_)]["open"]
    assert "seen" not in answer["rows"][key_of(round_)]
    assert "2 cijfers, 2 ingevuld" in answer["count"]
    assert f"t{told.pk}" not in answer["rows"]


def test_a_script_is_told_of_a_clash_with_both_values(round_, at_screen):
    first, second = at_screen("staff"), at_screen()
    first.type(key_of(round_), value="1.913").send_row(key_of(round_))
    second.type(key_of(round_), value="1.931")

    response = second.send_row(key_of(round_))

    told = response.json()["rows"][key_of(round_)]
    assert response.status_code == 409
    assert "1.913" in told["notes"]
    assert "1.931" in told["notes"]
    assert response.json()["saved"] == ""
    answer = second.send_row(key_of(round_), theirs=key_of(round_)).json()
    assert answer["rows"][key_of(round_)]["fill"]["value"] == "1.913"


def test_a_script_fills_in_what_a_button_changed(round_, at_screen):
    round_.was("before", 91)

    answer = at_screen().send_row(key_of(round_), same=key_of(round_)).json()

    assert answer["rows"][key_of(round_)]["fill"]["value"] == "91"


# The session ran out


def test_what_is_sent_after_the_session_ran_out_comes_back_after_signing_in(round_, at_screen):
    screen = at_screen().type(key_of(round_), value="1.931")
    screen.client.logout()
    response = screen.client.post(screen.address, screen.typed)
    assert response.headers["Location"].startswith(reverse("account_login"))
    assert Reading.objects.count() == 0

    signed_in = screen.client
    signed_in.force_login(screen.user)
    page = screen.open()

    assert "Je was uitgelogd." in page.text
    assert page.typed[f"{key_of(round_)}-value"] == "1.931"
    assert page.send().status_code == 302
    assert round_.slots[0].reading.value == 1931
    assert "Je was uitgelogd." not in screen.open().text


def test_what_was_kept_is_for_that_page_only_and_has_a_measure(round_, at_screen):
    screen = at_screen().type(key_of(round_), value="1.931")
    stranger = Client()
    stranger.post(screen.address, {**screen.typed, "note": "x" * 200_001})
    assert "typed before signing in" not in stranger.session
    stranger.post(screen.address, screen.typed)
    stranger.force_login(screen.user)
    other = reverse("goals:quarter", args=[round_.quarters["before"].pk, round_.library.pk])

    assert "Je was uitgelogd." not in stranger.get(other).content.decode()
    assert "1.931" in stranger.get(screen.address).content.decode()


def test_a_script_is_told_to_sign_in(round_, at_screen):
    address = at_screen().address

    assert Client().post(address, {}, **SCRIPT).status_code == 401


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
