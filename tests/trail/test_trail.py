"""The trail: what is recorded, that it stays, and how it reads."""

import ast
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import RequestFactory
from django.utils import translation

from biblionet.trail.actions import forget, record
from biblionet.trail.admin import fields_in
from biblionet.trail.models import Step
from biblionet.trail.overviews import SENTENCES, history, kinds, read
from libraries.models import Organisation
from tests.factories.accounts import UserFactory
from tests.factories.libraries import BranchFactory, OrganisationFactory, ReadingFactory
from tests.factories.reports import OutlineFactory

ROOT = Path(__file__).resolve().parent.parent.parent
CODE = ("biblionet", "libraries", "programmes", "goals", "reports")


def verbs(source: str) -> set[str]:
    """Return the verbs that a module records: the first argument of record(), if written out."""
    return {
        node.args[0].value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "record"
        and isinstance(node.args[0], ast.Constant)
    }


def test_every_verb_has_a_sentence():
    used = set()
    for folder in CODE:
        for file in (ROOT / folder).rglob("*.py"):
            used |= verbs(file.read_text(encoding="utf-8"))

    assert len(used) > 20
    assert used - set(SENTENCES) == set()


def test_a_verb_would_be_found():
    assert verbs('record("did something", thing, by=None)\nrecord(name, thing)') == {
        "did something"
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Bibliotheek " * 30, " ".join(["Bibliotheek"] * 21) + " …"),
        ("x" * 300, "x" * 253 + " …"),
        ("x" * 255, "x" * 255),
    ],
)
def test_a_long_name_is_cut_between_words(name, label):
    step = record("changed", Organisation(pk=1, code="x", name=name), by=None)

    assert step.label == label
    assert len(step.label) <= 255


@pytest.mark.django_db
def test_the_trail_speaks_the_language_of_the_portal_whoever_acts():
    outline = OutlineFactory.build(pk=1, kind="municipal", first_year=2023)

    with translation.override("en"):
        step = record("changed", outline, by=None)
        assert str(outline) == "report of a municipality (2023)"

    assert step.label == "rapport van een gemeente (2023)"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("value", "decimals", "words"),
    [("2557", 0, "2.557"), ("26.5", 2, "26,50"), (None, 0, "niet opgegeven")],
)
def test_a_reading_is_named_with_its_number_as_people_write_it(value, decimals, words):
    state = "value" if value else "not_reported"
    number = Decimal(value) if value else None
    reading = ReadingFactory(value=number, decimals=decimals, state=state)
    reading.refresh_from_db()

    assert record("quoted", reading, by=None).label.endswith(f": {words}")


@pytest.mark.django_db
def test_a_step_reads_as_a_line():
    organisation = OrganisationFactory(name="Bibliotheek Noord")
    person = UserFactory(name="Beheerder")

    step = record("changed", organisation, by=person, reason="Nieuwe naam.")

    line = read(step)
    assert (line.who, line.what) == ("Beheerder", "veranderde: Bibliotheek Noord")
    assert (line.when, line.reason) == (step.at, "Nieuwe naam.")


@pytest.mark.django_db
def test_what_the_portal_does_of_itself_has_no_person():
    assert read(record("loaded", OrganisationFactory(), by=None)).who == "Het portaal"


@pytest.mark.django_db
def test_a_verb_without_a_sentence_is_still_told():
    line = read(record("juggled", OrganisationFactory(name="Zuid"), by=None))

    assert line.what == "juggled Zuid"


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_a_history_is_one_query_however_long(count, django_assert_num_queries):
    one, other = OrganisationFactory(), OrganisationFactory()
    for number in range(count):
        record("changed", one, by=UserFactory(), number=number)
        record("changed", other, by=None)

    with django_assert_num_queries(1):
        lines = history(one, limit=10)
        told = [line.who for line in lines]

    assert len(told) == count


@pytest.mark.django_db
@pytest.mark.sqlite
def test_a_step_is_never_changed():
    step = record("changed", OrganisationFactory(), by=None)

    with (
        pytest.raises(IntegrityError, match="guard:step_unchanged"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE trail_step SET verb = 'deleted' WHERE id = {step.pk}")


@pytest.mark.django_db
def test_forgetting_takes_only_what_was_never_real():
    real, made_up = OrganisationFactory(), OrganisationFactory()
    kept = record("changed", real, by=None)
    record("changed", made_up, by=None)

    count = forget({"libraries.organisation": [str(made_up.pk)]})

    assert count == 1
    assert list(Step.objects.all()) == [kept]


@pytest.mark.django_db
def test_kinds_are_called_as_people_call_them():
    assert kinds(["libraries.branch", "libraries.organisation", "gone.thing"]) == (
        ("gone.thing", "iets dat niet meer bestaat"),
        ("libraries.organisation", "organisatie"),
        ("libraries.branch", "vestiging"),
    )


@pytest.mark.django_db
def test_the_administration_records_what_it_does(admin_site_for):
    person, branch = UserFactory(), BranchFactory(name="Bibliotheek Oost")
    request = RequestFactory().post("/")
    request.user = person
    model_admin = admin_site_for(Organisation)

    model_admin.log_addition(request, branch, [{"added": {}}])
    model_admin.log_change(request, branch, '[{"changed": {"fields": ["Naam"]}}]')
    model_admin.log_deletions(request, type(branch).objects.filter(pk=branch.pk))

    steps = Step.objects.order_by("pk")
    assert [(step.verb, step.by, step.scope) for step in steps] == [
        (verb, person, branch.owner.code) for verb in ("added", "changed", "deleted")
    ]
    assert steps[1].details == {"fields": ["Naam"]}


@pytest.fixture
def admin_site_for():
    from django.contrib.admin import site

    from biblionet.trail.admin import RecordsInTrail

    return lambda model: RecordsInTrail(model, site)


@pytest.mark.parametrize(
    ("message", "fields"),
    [
        ("", []),
        ([{"added": {}}], []),
        ('[{"changed": {"fields": ["Naam", "Zetel"]}}]', ["Naam", "Zetel"]),
    ],
)
def test_changed_fields_are_read_from_the_message(message, fields):
    assert fields_in(message) == fields
