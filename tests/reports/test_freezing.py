"""A frozen report does not move, whatever changes afterwards."""

import json
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from biblionet.kit import files
from biblionet.trail.models import Step
from libraries.models import Definition, EarlierName, Indicator, Membership, Reading, Scope
from reports import actions, standing
from reports.models import Block, Build, Edition, Outline, PublishedFigure, TextRevision
from tests.factories.libraries import ReadingFactory
from tests.factories.reports import BuildFactory, EditionFactory

TABLE = {
    "kind": Block.Kind.FIGURE_TABLE,
    "options": {"indicators": ["MEMBERS"], "scopes": ["members", "network"], "rows": "scopes",
                "columns": "indicators"},
}  # fmt: skip


@pytest.fixture
def report(world):
    members = world.indicator("MEMBERS")
    world.figure(members, world.north, 1931)
    world.figure(members, world.south, 660, qualifier="over")
    report = world.report(TABLE)
    world.say(report, "Er waren {{MEMBERS|self|year}} leden.")
    return report


def change_everything(world, report):
    """Rename, correct, redefine, rewrite, regroup and revoke."""
    EarlierName.objects.create(scope=world.north, name="Vroeger", until_on=date(2022, 1, 1))
    Scope.objects.update(name="Een andere naam", short_name="Anders")
    for old in Reading.objects.all():
        new = ReadingFactory(figure=old.figure, value=Decimal(5), revises=old)
        old.figure.current = new
        old.figure.save()
    Indicator.objects.update(name="Anders", unit="anders", multiplier=1000)
    Definition.objects.update(text="Anders.")
    TextRevision.objects.update(body="Iets anders.")
    Outline.objects.update(title="Anders", subtitle="Anders")
    Block.objects.update(title="Anders")
    Membership.objects.all().delete()


def frozen(edition):
    """Return the document of an edition as bytes, read from the database again."""
    return standing.freeze(Edition.objects.get(pk=edition.pk).dossier)


def test_nothing_that_changes_afterwards_changes_a_byte(world, people, report):
    edition = actions.freeze(report=report, by=people["editor"])
    document, register = frozen(edition), list(edition.figures.values("code", "printed"))

    change_everything(world, report)

    assert frozen(edition) == document
    assert list(edition.figures.values("code", "printed")) == register
    assert standing.digest(frozen(edition)) == edition.digest


@pytest.mark.sqlite
@pytest.mark.heavy
def test_a_file_made_after_everything_changed_has_the_same_bytes(world, report, settings, tmp_path):
    settings.PRIVATE_DIR = tmp_path / "files"
    edition = actions.freeze(report=report, by=None)
    first = BuildFactory(edition=edition)
    actions.produce(first.pk)
    first.refresh_from_db()
    files.discard(first.sha256)

    change_everything(world, report)
    again = actions.order_build(edition=Edition.objects.get(pk=edition.pk), by=None)
    actions.produce(again.pk)

    again.refresh_from_db()
    assert again != first
    assert (again.state, again.sha256) == ("done", first.sha256)


def test_the_same_contents_are_the_same_edition(people, report):
    first = actions.freeze(report=report, by=people["editor"])
    same = actions.freeze(report=report, by=people["staff"])

    assert (same, same.frozen_by) == (first, people["editor"])
    assert (first.number, first.version, first.state) == (1, "concept 1", "concept")
    assert Step.objects.filter(verb="froze").count() == 1


def test_other_contents_are_the_next_edition_and_older_ones_stay(world, report):
    first = actions.freeze(report=report, by=None)
    document = frozen(first)
    world.say(report, "Nog een zin.", key="erbij")

    second = actions.freeze(report=report, by=None)

    assert (second.number, second.report) == (2, report)
    assert frozen(first) == document


def test_contents_that_come_back_are_the_edition_they_were(world, report):
    first = actions.freeze(report=report, by=None)
    revision = TextRevision.objects.get()
    TextRevision.objects.update(body="Anders.")
    second = actions.freeze(report=report, by=None)
    TextRevision.objects.update(body=revision.body)

    assert actions.freeze(report=report, by=None) == first != second


def test_the_register_holds_every_printed_figure(report):
    edition = actions.freeze(report=report, by=None)
    rows = edition.figures.values_list("code", "scope_code", "year", "printed", "is_computed")

    assert list(rows) == [
        ("F-0001", "noord", 2023, "1.931", False),
        ("F-0002", "zuid", 2023, "ruim\xa0660", False),
        ("F-0003", "net", 2023, "ongeveer\xa02.591", True),
    ]
    assert PublishedFigure.objects.filter(figure__isnull=True).count() == 1


def test_the_document_survives_the_database(report):
    edition = actions.freeze(report=report, by=None)
    kept = Edition.objects.get(pk=edition.pk)

    assert kept.dossier == standing.thaw(json.dumps(kept.contents))
    assert kept.imprint == standing.Imprint(
        version="concept 1",
        state="concept",
        digest=kept.digest,
        frozen_at=kept.frozen_at.isoformat(),
        address="http://localhost:8000",
        edition=kept.pk,
    )


def test_a_published_edition_has_a_number_alone(report):
    edition = actions.freeze(report=report, by=None)
    edition.state = Edition.State.PUBLISHED

    assert edition.version == "1"


def test_a_document_with_something_unknown_is_not_read():
    with pytest.raises(Exception, match="unknown field"):
        standing.thaw(b'{"unexpected": 1}')


def test_a_refused_report_leaves_no_edition(world, report):
    world.say(report, "In [gemeente].", key="open")

    with pytest.raises(ValidationError) as refused:
        actions.freeze(report=report, by=None)

    assert refused.value.code == "placeholder"
    assert not Edition.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.sqlite
def test_freezing_reads_one_moment_and_numbers_stay_apart(world, report):
    """Outside any other transaction, as in the portal."""
    first = actions.freeze(report=report, by=None)
    world.say(report, "Nog een zin.", key="erbij")
    second = actions.freeze(report=report, by=None)

    assert [first.number, second.number] == [1, 2]
    assert first.frozen_at < second.frozen_at <= timezone.now()


@pytest.mark.django_db
def test_removing_the_example_takes_its_files_and_no_others(
    django_capture_on_commit_callbacks, settings, tmp_path
):
    settings.PRIVATE_DIR = tmp_path / "files"
    example = {"report__period__is_example": True}
    shared, own = files.keep([b"shared"]).sha256, files.keep([b"own"]).sha256
    for sha256, report in ((shared, {}), (shared, example), (own, example)):
        BuildFactory(is_done=True, sha256=sha256, edition=EditionFactory(**report))

    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_example()

    assert (files.is_kept(shared), files.is_kept(own)) == (True, False)
    assert Build.objects.count() == 1
