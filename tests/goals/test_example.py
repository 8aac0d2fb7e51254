"""The plan of the example year: everything occurs, nothing is said twice, and it all goes again."""

import re
from collections import Counter

import pytest

from biblionet.accounts.models import User
from goals import actions, overviews
from goals.models import (
    ActionLink,
    Assignment,
    Evidence,
    Framework,
    Performance,
    ProgressUpdate,
    Remark,
    Target,
    Wording,
)
from goals.standing import Outcome
from libraries.models import Organisation, Period, Year

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example_year")]
YEAR = Year(2025, is_example=True)
ALL = ProgressUpdate.objects.all


def test_every_state_and_rating_occurs():
    assert set(ALL().values_list("state", flat=True)) == set(ProgressUpdate.State.values)
    assert set(ALL().values_list("rating", flat=True)) == {"", *ProgressUpdate.Rating.values}


def test_the_first_quarters_are_mostly_accepted_and_the_last_is_in_full_swing():
    quarters = list(Period.objects.example().filter(kind="quarter").order_by("start"))
    states = [Counter(ALL().filter(period=one).values_list("state", flat=True)) for one in quarters]

    assert [one.is_open for one in quarters] == [False, False, False, True]
    assert all(count["accepted"] > 0.8 * count.total() for count in states[:3])
    assert set(states[3]) == set(ProgressUpdate.State.values)
    assert states[3].total() < Assignment.objects.during(quarters[3]).count()


def test_ratings_differ_with_a_reason_and_rounds_go_up_to_three():
    differing = ALL().exclude(poi_rating="")

    assert differing.count() >= 5
    assert all(one.poi_reason and one.poi_rating != one.rating for one in differing)
    assert set(Remark.objects.values_list("round", flat=True)) == {1, 2, 3}
    many = Remark.objects.filter(round=3).values("update_sent_back")
    texts = Remark.objects.filter(update_sent_back__in=many).values_list("update_sent_back", "text")
    assert len(texts) == len(set(texts)) >= 3
    assert ALL().exclude(question="").count() >= 10
    assert Evidence.objects.exists()


def test_no_sentence_is_told_twice():
    notes = [note for note in ALL().values_list("note", flat=True) if note]
    sentences = {sentence for note in notes for sentence in re.split(r"(?<=[.?]) ", note)}

    assert len(notes) == len(set(notes)) >= 150
    assert len(sentences) >= 150
    assert not any(re.search(r"[{}]|\.\.|  | ,", note) for note in notes)
    assert all(note[0].isupper() and note[-1] in ".?" for note in notes)


def test_people_speak_by_role():
    writers = User.objects.filter(pk__in=ALL().values("author"))

    assert {writer.is_demo for writer in writers} == {True}
    assert Organisation.objects.filter(memberships__user__in=writers).distinct().count() == 5


def test_actions_serve_both_frameworks_in_the_example_and_one_in_reality():
    def served(year):
        found = overviews.objectives_with_progress(
            year=year, scopes=(), network=None, with_targets=False
        )
        return [sum(len(one.actions) for one in framework.objectives) for framework in found]

    assert served(YEAR) == [10, 12]
    assert served(Year(2025)) == [10, 0]


def test_coverage_is_three_of_four_somewhere_and_four_of_four_elsewhere():
    scopes = overviews.reporting_scopes(YEAR)
    found = overviews.objectives_with_progress(
        year=YEAR, scopes=scopes, network=overviews.the_network()
    )

    things = [one for framework in found for one in framework.objectives]
    things += [action for one in things for action in one.actions]
    covered = {
        (len(one.progress.coverage.reported), one.progress.coverage.expected) for one in things
    }
    outcomes = {target.outcome for one in things for target in one.targets}
    assert {(3, 4), (4, 4)} <= covered
    assert outcomes == set(Outcome)


def test_some_actions_are_of_the_poi_alone():
    poi = Organisation.objects.get(form=Organisation.Form.SUPPORT)
    scopes = {}
    for assignment in Assignment.objects.filter(action__isnull=False):
        scopes.setdefault(assignment.action.code, set()).add(assignment.scope_id)

    assert sum(of_action == {poi.pk} for of_action in scopes.values()) == 6
    assert len(scopes) == 10


def test_the_activity_plan_has_ten_lines_and_one_that_waits_for_its_result():
    plan = overviews.activity_plan_of(YEAR)

    assert len(plan.lines) == 10
    assert plan.without_spent == 1
    assert any(line.spent and line.spent > line.budget for line in plan.lines)


def test_the_example_is_taken_out_whole_and_the_plan_stays():
    removed = actions.remove_example()

    for model in (Target, Performance, Assignment, ProgressUpdate, Remark, Evidence):
        assert len(removed[model._meta.label_lower]) > 0
        assert not model.objects.exists()
    assert ActionLink.objects.count() == 10
    assert Framework.objects.count() == 2
    assert actions.remove_example() == {kind: [] for kind in removed}


def test_an_editor_overruled_two_sentences_of_which_one_is_out_of_date():
    objectives = {wording.objective for wording in Wording.objects.all()}
    shown = {
        (objective.code, wording.indicator.code): overviews.figure_of(
            objective, wording.indicator, year=YEAR
        )
        for objective in objectives
        for wording in objective.wordings.select_related("indicator__follows")
    }

    assert {key: figure.is_out_of_date for key, figure in shown.items()} == {
        ("digitaal", "IDO_QUESTIONS"): True,
        ("leest", "MEMBERS_YOUTH"): False,
    }
    assert all(figure.is_overruled for figure in shown.values())
