"""A report from the command line: the real queue, a real worker, and clear words."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from libraries.models import Scope
from reports.management.commands.build_report import find_scope
from reports.models import Build, Report
from reports.overviews import FAILURES, failure_words, is_forgotten, say
from tests.factories.libraries import PeriodFactory
from tests.factories.reports import BlockFactory, BuildFactory, OutlineFactory

NORTH = {
    "rows": "scopes",
    "columns": "indicators",
    "indicators": ["MEMBERS"],
    "scopes": ["members"],
}


@pytest.fixture
def outlines(world):
    """An outline of each kind with one table."""
    for kind in ("provincial", "municipal", "organisation"):
        outline = OutlineFactory(kind=kind)
        BlockFactory(outline=outline)
        BlockFactory(outline=outline, kind="figure_table", options=NORTH)
    world.figure(world.indicator("MEMBERS"), world.north, 1931)


def build(out, *arguments, **options):
    said = StringIO()
    call_command("build_report", *arguments, out=out, stdout=said, **options)
    return said.getvalue()


def refused(out, **options):
    with pytest.raises(CommandError) as refusal:
        build(out, **options)
    assert not out.exists()
    return str(refusal.value), refusal.value.returncode


@pytest.fixture
def out(tmp_path):
    return tmp_path / "verslag.pdf"


@pytest.mark.worker
@pytest.mark.sqlite
def test_it_makes_the_file_and_the_same_file_again(worker, world, outlines, out, tmp_path):
    first = build(out, year="2023")
    again = build(tmp_path / "weer.pdf", year="2023")

    assert out.read_bytes().startswith(b"%PDF-")
    assert out.read_bytes() == (tmp_path / "weer.pdf").read_bytes()
    assert first.splitlines()[0] == "Jaarverslag 2023 Het netwerk"
    assert Build.objects.get().sha256 in first
    assert len(again.splitlines()) == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["verslag.pdf", "weer.pdf"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("options", "words", "code"),
    [
        ({"year": "abcd"}, "abcd", 2),
        ({"year": "1999"}, "1999", 1),
        ({"year": "2022"}, "2022", 1),
        ({"year": "2023", "municipality": "Stat"}, "Stad", 2),
        ({"year": "2023", "municipality": "Xyzzy"}, "Dorp, Stad", 2),
        ({"year": "2023", "organisation": "poi"}, "noord, zuid", 2),
    ],
)
def test_what_is_wrong_is_said_with_what_there_is(world, outlines, out, options, words, code):
    PeriodFactory(start="2022-01-01", end="2022-12-31")

    said, returned = refused(out, **options)

    assert words in said
    assert returned == code
    assert not Report.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("year", ["2025", "2025-voorbeeld"])
def test_who_asks_for_the_example_that_is_not_there_reads_how_to_make_it(
    world, outlines, out, settings, year
):
    said, _code = refused(out, year=year)

    assert said.endswith("Maak het voorbeeldjaar 2025 met: bin/portal manage load_example.")
    assert "load_example" not in refused(out, year="1999")[0]
    settings.PRODUCTION = True
    assert "load_example" not in refused(out, year=year)[0]


@pytest.mark.django_db
def test_where_an_example_is_nobody_is_told_to_make_it(world, outlines, out):
    PeriodFactory(start="2024-01-01", end="2024-12-31", is_example=True)

    assert "load_example" not in refused(out, year="2025")[0]


@pytest.mark.django_db
def test_a_place_is_found_by_name_or_code_whatever_the_capitals(world):
    assert find_scope(Scope.Kind.MUNICIPALITY, "stad").pk == world.town.pk
    assert find_scope(Scope.Kind.MUNICIPALITY, "gm0001").pk == world.town.pk
    assert find_scope(Scope.Kind.ORGANISATION, "NOORD").pk == world.north.pk


@pytest.mark.django_db
def test_without_a_network_or_outline_it_says_what_to_do(db, out):
    PeriodFactory()

    assert "load_data" in refused(out, year="2023")[0]


@pytest.mark.django_db
def test_a_kind_without_an_outline_is_said(world, out):
    assert "2023" in refused(out, year="2023")[0]


@pytest.mark.django_db
@pytest.mark.parametrize("target", [".", "nergens/x.pdf"])
def test_a_target_that_cannot_be_written_is_refused_before_any_work(
    world, outlines, tmp_path, target
):
    with pytest.raises(CommandError) as refusal:
        build(tmp_path / target, year="2023")

    assert refusal.value.returncode == 2
    assert not Report.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("failure", [*FAILURES, "something new"])
def test_every_failure_has_a_sentence(failure):
    words = failure_words(BuildFactory(is_failed=True, failure=failure[:20]))

    assert len(words) > 20
    assert words == say(Build.objects.get(), now=Build.objects.get().ordered_at)


@pytest.mark.django_db
def test_a_waiting_order_is_forgotten_only_when_nobody_works():
    waiting = BuildFactory(ordered_at=timezone.now() - timedelta(minutes=1))
    now = BuildFactory().ordered_at

    assert is_forgotten(waiting, now=now)
    assert not is_forgotten(BuildFactory(), now=now)
    BuildFactory(is_running=True)
    assert not is_forgotten(waiting, now=now)
