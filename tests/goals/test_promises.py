"""Assignments, targets, lines of the activity plan, and evidence."""

import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from biblionet.kit import files
from biblionet.trail.models import Step
from goals import actions
from goals.actions.evidence import MOST_BYTES, MOST_FILES, recognise, safe_name
from goals.models import Assignment, Performance, ProgressUpdate, Target
from libraries.models import Period
from tests.factories.accounts import UserFactory
from tests.factories.goals import ActionFactory, AssignmentFactory, ObjectiveFactory, UpdateFactory
from tests.factories.libraries import IndicatorFactory, PeriodFactory

PDF = b"%PDF-1.7\n%%EOF"
PNG = b"\x89PNG\r\n\x1a\n0000"
JPG = b"\xff\xd8\xff\xe0 photo"


def package(*names: str) -> bytes:
    """Make an Office file with these parts in it."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return memory.getvalue()


WORD = package("[Content_Types].xml", "word/document.xml")
EXCEL = package("[Content_Types].xml", "xl/workbook.xml")


@pytest.mark.django_db
def test_assigning_twice_is_refused_and_ending_lets_it_begin_again(library, people):
    objective = ObjectiveFactory()
    assignment = actions.assign(about=objective, scope=library, by=people["staff"])

    with pytest.raises(ValidationError) as refusal:
        actions.assign(about=objective, scope=library, by=people["staff"])
    assert refusal.value.code == "twice"
    actions.unassign(assignment=assignment, last_day=date(2023, 6, 30), by=people["staff"])
    again = actions.assign(about=objective, scope=library, by=people["staff"])

    assert again.pk == assignment.pk
    assert Assignment.objects.get().ends is None
    verbs = Step.objects.order_by("pk").values_list("verb", "scope")
    assert list(verbs) == [("assigned", "heide"), ("unassigned", "heide"), ("assigned", "heide")]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("starts", "goes_on"), [(date(2023, 7, 1), True), (date(2023, 7, 2), False)]
)
def test_an_assignment_that_ended_goes_on_without_a_gap_or_not_at_all(
    library, people, starts, goes_on
):
    assignment = AssignmentFactory(scope=library, ends=date(2023, 6, 30))
    again = {"about": assignment.objective, "scope": library, "by": people["staff"]}

    if goes_on:
        actions.assign(**again, starts=starts)
    else:
        with pytest.raises(ValidationError) as refusal:
            actions.assign(**again, starts=starts)
        assert refusal.value.code == "gap"

    assert (Assignment.objects.get().ends is None) is goes_on


@pytest.mark.django_db
def test_an_assignment_for_one_year_does_not_become_one_for_another(library, people):
    year, other = PeriodFactory(), PeriodFactory(start=date(2024, 1, 1))
    assignment = AssignmentFactory(scope=library, period=year, ends=date(2023, 6, 30))

    with pytest.raises(ValidationError):
        actions.assign(about=assignment.objective, scope=library, period=other, by=people["staff"])

    assert Assignment.objects.get().period == year


@pytest.mark.django_db
def test_an_assignment_does_not_end_before_it_began(people):
    assignment = AssignmentFactory(starts=date(2023, 1, 1))

    with pytest.raises(ValidationError):
        actions.unassign(assignment=assignment, last_day=date(2022, 12, 30), by=people["staff"])


@pytest.mark.django_db
def test_changing_a_target_keeps_the_old_value_in_the_trail(library, people):
    key = {
        "about": ObjectiveFactory(),
        "indicator": IndicatorFactory(),
        "scope": library,
        "period": PeriodFactory(),
        "by": people["staff"],
    }

    actions.set_target(**key, value=Decimal(100))
    actions.set_target(**key, value=Decimal(120), margin=5)

    target = Target.objects.get()
    assert (target.value, target.margin) == (Decimal(120), 5)
    details = Step.objects.order_by("pk").values_list("details", flat=True)
    assert list(details) == [
        {"old": "", "new": "100"},
        {"old": "100.0000", "new": "120"},
    ]
    with pytest.raises(ValidationError):
        actions.set_target(**key, value=Decimal(1), is_new=True)
    assert Target.objects.get().value == Decimal(120)


@pytest.mark.django_db
def test_a_margin_above_the_whole_is_refused(library, people):
    with pytest.raises(ValidationError):
        actions.set_target(
            about=ActionFactory(),
            indicator=IndicatorFactory(),
            scope=library,
            period=PeriodFactory(),
            value=Decimal(1),
            margin=101,
            by=people["staff"],
        )

    assert not Target.objects.exists()


@pytest.mark.django_db
def test_one_line_of_the_activity_plan_for_an_action_and_year(people):
    action, period = ActionFactory(), PeriodFactory()

    actions.set_performance(action=action, period=period, aimed="Tien", by=people["staff"])
    actions.set_performance(
        action=action,
        period=period,
        aimed="Tien",
        realised="Acht",
        budget=Decimal("100.50"),
        by=people["staff"],
    )

    line = Performance.objects.get()
    assert (line.realised, line.budget, line.spent) == ("Acht", Decimal("100.50"), None)
    assert Step.objects.order_by("pk").last().details == {
        "changed": {"realised": ["", "Acht"], "budget": ["", "100.50"]}
    }
    with pytest.raises(ValidationError):
        actions.set_performance(
            action=action, period=period, aimed="Per ongeluk", by=people["staff"], is_new=True
        )
    assert Performance.objects.get().aimed == "Tien"


@pytest.mark.django_db
def test_an_amount_below_zero_is_refused(people):
    with pytest.raises(ValidationError):
        actions.set_performance(
            action=ActionFactory(),
            period=PeriodFactory(),
            aimed="Tien",
            budget=Decimal(-1),
            by=people["staff"],
        )


# Evidence


@pytest.mark.parametrize(
    ("content", "ending"),
    [(PDF, "pdf"), (PNG, "png"), (JPG, "jpg"), (WORD, "docx"), (EXCEL, "xlsx")],
)
def test_a_file_is_known_by_what_is_in_it(content, ending):
    assert recognise(content)[0] == ending


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html><script>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"MZ\x90\x00",
        b"PK\x03\x04 but no package",
        package("evil.exe"),
        package("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
        b" %PDF-1.7",
    ],
)
def test_other_files_are_refused(content):
    with pytest.raises(ValidationError):
        recognise(content)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("verslag.pdf", "verslag.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\map\\verslag.exe", "verslag.pdf"),
        ("a\u202egnp.exe", "agnp.pdf"),
        ("regel\r\nX-Kop: 1.pdf", "regelX-Kop: 1.pdf"),
        ("...", "bestand.pdf"),
        ("", "bestand.pdf"),
        ("l" * 400 + ".pdf", "l" * 147 + ".pdf"),
    ],
)
def test_a_name_is_only_a_name(given, kept):
    assert safe_name(given, "pdf") == kept


@pytest.mark.django_db
def test_evidence_is_kept_under_its_hash(people):
    update = UpdateFactory()

    evidence = actions.add_evidence(
        update=update, name="foto.exe", content=PNG, by=people["manager"]
    )

    assert files.path_of(evidence.sha256).read_bytes() == PNG
    assert (evidence.name, evidence.size, evidence.content_type) == (
        "foto.png",
        len(PNG),
        "image/png",
    )


@pytest.mark.django_db
def test_five_megabytes_fit_and_one_byte_more_does_not(people):
    update = UpdateFactory()
    largest = PDF.ljust(MOST_BYTES)

    actions.add_evidence(update=update, name="a.pdf", content=largest, by=people["manager"])

    with pytest.raises(ValidationError) as refusal:
        actions.add_evidence(
            update=update, name="b.pdf", content=largest + b" ", by=people["manager"]
        )
    assert refusal.value.code == "size"
    assert update.evidence.count() == 1


@pytest.mark.django_db
def test_there_is_an_end_to_the_number_of_files(people):
    update = UpdateFactory()
    for number in range(MOST_FILES):
        content = PDF + str(number).encode()
        actions.add_evidence(update=update, name="a.pdf", content=content, by=people["manager"])

    with pytest.raises(ValidationError) as refusal:
        actions.add_evidence(update=update, name="a.pdf", content=PDF, by=people["manager"])

    assert refusal.value.code == "many"


def hand_in(update):
    """As another did it: what was read before knows nothing of it."""
    ProgressUpdate.objects.filter(pk=update.pk).update(
        state="submitted", submitted_at=timezone.now(), submitted_by=UserFactory()
    )


def close(update):
    Period.objects.filter(pk=update.period_id).update(
        closed_at=timezone.now(), closed_by=UserFactory()
    )


@pytest.mark.django_db
@pytest.mark.parametrize(("happens", "code"), [(hand_in, "state"), (close, "closed")])
def test_evidence_stays_as_it_was_handed_in(people, happens, code):
    update = UpdateFactory()
    evidence = actions.add_evidence(update=update, name="a", content=PDF, by=people["manager"])
    happens(update)

    with pytest.raises(ValidationError) as adding:
        actions.add_evidence(update=update, name="b", content=PDF, by=people["manager"])
    with pytest.raises(ValidationError) as removing:
        actions.remove_evidence(evidence=evidence, by=people["manager"])

    assert {adding.value.code, removing.value.code} == {code}
    assert list(update.evidence.all()) == [evidence]


def test_an_action_is_put_under_one_more_objective(people):
    action, objective = ActionFactory(), ObjectiveFactory()

    link = actions.link_action(action=action, objective=objective, order=2, by=people["admin"])

    assert list(action.links.all()) == [link]
    assert Step.objects.get(verb="linked").key == str(link.pk)
