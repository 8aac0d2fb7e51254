"""The example year is taken away whole, and comes back as it was."""

from dataclasses import dataclass

import pytest
from django.apps import apps

from biblionet.trail.models import Step
from libraries.models import Membership
from tests.home.test_commands import rows, say
from tests.loaded import kept_open

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, slots=True)
class Round:
    """What there was and what the commands said, while the example went and came again."""

    full: dict[str, int]
    told: list[tuple[str, str]]
    gone: str
    empty: dict[str, int]
    verbs: set[str]
    made: str
    again: str
    told_again: list[tuple[str, str]]


def told() -> list[tuple[str, str]]:
    updates = apps.get_model("goals.progressupdate").objects.order_by("pk")
    return list(updates.values_list("note", "rating"))


@pytest.fixture(scope="module")
def round_trip(example_year, django_db_blocker):
    with kept_open(django_db_blocker), django_db_blocker.unblock():
        yield Round(
            full=rows(),
            told=told(),
            gone=say("remove_example"),
            empty=rows(),
            verbs=set(Step.objects.filter(by__is_demo=True).values_list("verb", flat=True)),
            made=say("load_example"),
            again=say("load_example"),
            told_again=told(),
        )


def test_everything_of_the_example_is_taken_away(round_trip, real_rows):
    real = {one.table: len(one.values) for one in real_rows}
    stays = {"trail.Step", Membership._meta.label}  # the accounts, and what was done to them
    left = {label: count for label, count in round_trip.empty.items() if label not in stays}

    assert round_trip.gone.startswith("Voorbeeldjaar: verwijderd")
    assert left == {label: real[apps.get_model(label)._meta.db_table] for label in left}
    assert round_trip.full["goals.ProgressUpdate"] > 100


def test_one_line_is_left_in_the_trail(round_trip):
    assert round_trip.verbs == set()  # nobody of the example did anything any more
    assert Step.objects.filter(verb="removed example").count() == 1


def test_it_comes_once_and_is_the_same_every_time(round_trip):
    assert round_trip.made.splitlines()[-1] == "Voorbeeldjaar: gemaakt"
    assert round_trip.again == "Voorbeeldjaar: dat is er al.\n"
    assert round_trip.told_again == round_trip.told
