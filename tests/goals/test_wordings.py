"""The words of an editor at a chart, kept with the figures they were for."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from biblionet.trail.models import Step
from goals import actions
from goals.models import Wording
from libraries.models import Year
from tests.goals.charting import aim, figure, fill, put, sentence, word_of, write, year_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("dutch")]


def test_an_editor_overrules_the_sentence_and_everything_is_kept(link, members, people):
    fill(link, members, 2023, 100)
    drafted = sentence(link)

    first = write(link, people["editor"], "Het  liep goed.")
    second = write(link, people["editor"], "Het liep heel goed.")

    shown = figure(link)
    assert (shown.sentence, shown.is_overruled) == ("Het liep heel goed.", True)
    assert (first.text, second.number) == ("Het liep goed.", 2)
    assert Wording.objects.get(number=1).drafted == drafted == shown.drafted.text
    assert shown.wording.author == people["editor"]
    step = Step.objects.filter(verb="wrote").first()
    assert (step.by, step.kind) == (people["editor"], "goals.wording")


def test_words_are_out_of_date_once_the_figures_change(link, members, people):
    fill(link, members, 2023, 100)
    write(link, people["editor"], "Het liep goed.")
    assert not figure(link).is_out_of_date

    put(link.indicator, members[1], 2023, 50)

    shown = figure(link)
    assert shown.is_out_of_date
    assert shown.sentence == "Het liep goed."
    assert "150 leden" in shown.drafted.text


def test_a_changed_target_makes_words_old_and_another_language_does_not(
    link, members, network, people
):
    fill(link, members, 2023, 100)
    write(link, people["editor"], "Het liep goed.")
    with translation.override("en"):
        assert not figure(link).is_out_of_date

    aim(link, network, 2023, 5)

    assert figure(link).is_out_of_date


def test_no_words_let_the_drafted_sentence_stand_again(link, members, people):
    fill(link, members, 2023, 100)
    write(link, people["editor"], "Het liep goed.")

    write(link, people["editor"], " ")

    shown = figure(link)
    assert shown.sentence == shown.drafted.text
    assert not shown.is_overruled
    assert not shown.is_out_of_date


@pytest.mark.parametrize("stale", [{"based_on": 3}, {"drafted": "In 2023 telde iemand 5 leden."}])
def test_what_was_read_must_be_what_stands(link, members, people, stale):
    fill(link, members, 2023, 100)

    with pytest.raises(ValidationError, match="ondertussen"):
        write(link, people["editor"], "Het liep goed.", **stale)

    assert not Wording.objects.exists()


def test_of_two_who_write_in_the_same_moment_one_is_told(link, members, people, monkeypatch):
    fill(link, members, 2023, 100)
    as_it_was = figure(link)
    write(link, people["editor"], "Het liep goed.")
    monkeypatch.setattr("goals.actions.wordings.figure_of", lambda *_asked, **_named: as_it_was)

    with pytest.raises(ValidationError, match="ondertussen"):
        write(link, people["editor"], "Het liep anders.", based_on=0)
    assert Wording.objects.get().text == "Het liep goed."


def test_nothing_can_be_said_of_nothing(link, members, people):
    with pytest.raises(ValidationError, match="nog geen cijfers"):
        write(link, people["editor"], "Het liep goed.")


def test_words_belong_to_one_year_and_one_world(link, members, people):
    fill(link, members, 2022, 90)
    fill(link, members, 2023, 100)
    write(link, people["editor"], "Het liep goed.")

    assert figure(link, Year(2022)).wording is None
    assert figure(link, Year(2023, is_example=True)).wording is None


def test_the_words_of_the_example_go_with_it(link, members, people):
    fill(link, members, 2023, 100)
    kept = write(link, people["editor"], "Het liep goed.")
    Wording.objects.create(
        objective=link.objective,
        indicator=link.indicator,
        period=year_of(2023, is_example=True),
        number=1,
        drafted="x",
        author=people["editor"],
    )

    actions.remove_example()

    assert list(Wording.objects.all()) == [kept]


@pytest.mark.parametrize(
    ("who", "status"),
    [("editor", 200), ("admin", 200), ("staff", 403), ("manager", 403), ("director", 403)],
)
def test_who_may_overrule(link, members, sign_in_as, who, status):
    fill(link, members, 2023, 100)

    assert sign_in_as(who).get(word_of(link)).status_code == status


def test_the_form_keeps_the_sentence_and_says_when_something_changed(link, members, sign_in_as):
    fill(link, members, 2023, 100)
    client = sign_in_as("editor")
    seen = figure(link).drafted.text

    put(link.indicator, members[1], 2023, 50)
    clash = client.post(word_of(link), {"text": "Goed.", "drafted": seen, "based_on": 0})
    again = clash.context["form"]
    kept = client.post(
        word_of(link),
        {name: again[name].value() for name in ("text", "drafted", "based_on")},
    )

    assert clash.status_code == 422
    assert "150 leden" in again["drafted"].value()
    assert kept.status_code == 302
    assert figure(link).sentence == "Goed."
