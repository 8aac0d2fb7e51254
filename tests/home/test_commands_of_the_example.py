"""The example year is taken away whole, and comes back as it was."""

import pytest
from django.apps import apps

from biblionet.trail.models import Step
from libraries.models import Membership
from tests.home.test_commands import rows, say

pytestmark = pytest.mark.django_db


def told() -> list[tuple[str, str]]:
    updates = apps.get_model("goals.progressupdate").objects.order_by("pk")
    return list(updates.values_list("note", "rating"))


def test_it_is_taken_away_whole_and_leaves_one_line_in_the_trail(example_year, real_rows):
    real = {one.table: len(one) for one in real_rows}
    stays = {"trail.Step", Membership._meta.label}  # the accounts, and what was done to them
    full = rows()

    gone = say("remove_example")

    left = {label: count for label, count in rows().items() if label not in stays}
    assert gone.startswith("Voorbeeldjaar: verwijderd")
    assert left == {label: real[apps.get_model(label)._meta.db_table] for label in left}
    assert full["goals.ProgressUpdate"] > 100
    assert not Step.objects.filter(by__is_demo=True).exists()
    assert Step.objects.filter(verb="removed example").count() == 1


def test_a_second_time_it_is_there_already(example_year):
    assert say("load_example") == "Voorbeeldjaar: dat is er al.\n"


@pytest.mark.night
def test_it_is_the_same_every_time(example_year):
    before = told()
    say("remove_example")

    made = say("load_example")

    assert made.splitlines()[-1] == "Voorbeeldjaar: gemaakt"
    assert told() == before
