"""The screen of a quarter with two people at it, with a script, and after the session ran out."""

import pytest
from django.test import Client
from django.urls import reverse

from goals.models import ProgressUpdate
from libraries.models import Reading
from tests.goals.screens import SCRIPT

pytestmark = pytest.mark.django_db
State = ProgressUpdate.State


def key_of(round_, question=0):
    return round_.slots[question].key


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


def test_the_form_of_one_update_comes_back_too(round_, told, people):
    address = reverse("goals:write_update", args=[round_.given.period.pk, told.pk])
    client = Client()
    client.post(address, {"version": "0", "rating": "done", "note": "We lazen voor."})
    client.force_login(people["manager"])

    text = client.get(address).content.decode()

    assert "Je was uitgelogd." in text
    assert "We lazen voor." in text
    assert ProgressUpdate.objects.count() == 0
