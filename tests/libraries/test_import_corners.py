"""What seldom happens to an import: a lost lease, a right that went, a fault halfway."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from biblionet.kit import files
from biblionet.kit.tables import OddCell, Oddity
from libraries.actions import importing
from libraries.actions.importing import bulk, cells, life, undoing, writing
from libraries.actions.importing.cells import Given, RefusedRowError
from libraries.models import Import, ImportRow, Membership, Period, Reading
from tests.factories.accounts import UserFactory
from tests.factories.libraries import PeriodFactory
from tests.libraries.importing import apply, bring_in, counts, row, write_csv, write_xlsx
from tests.libraries.making import refused

pytestmark = pytest.mark.django_db
State = Import.State


@pytest.fixture
def staff(people, library, indicator):
    return people["staff"]


@pytest.fixture
def checked(tmp_path, staff):
    return bring_in(write_csv(tmp_path / "cijfers.csv", [row()]), staff)


def lose(*_args, **_more):
    raise importing.LeaseLostError


def break_down(*_args, **_more):
    raise RuntimeError("weg")


def test_what_nobody_ordered_is_not_done(checked):
    assert importing.apply_import(checked.pk) is False
    assert importing.undo_import(checked.pk) is False


@pytest.mark.parametrize("stage", ["apply", "undo"])
def test_who_lost_the_lease_stops_and_writes_nothing(checked, staff, monkeypatch, stage):
    if stage == "undo":
        apply(checked, staff)
        importing.order_undo(batch=checked, reason="Verkeerd", by=staff)
    else:
        importing.order_apply(batch=checked, by=staff)
    before = Reading.objects.count()
    monkeypatch.setattr(writing if stage == "apply" else undoing, "hold", lose)

    done = (
        importing.undo_import(checked.pk) if stage == "undo" else importing.apply_import(checked.pk)
    )

    assert (done, Reading.objects.count()) == (False, before)


def test_holding_without_the_token_is_a_lost_lease(checked):
    with pytest.raises(importing.LeaseLostError):
        importing.staging.hold(life.Claim(checked.pk, uuid4(), 1), done=1, total=1)


@pytest.mark.parametrize("stage", ["apply", "undo"])
def test_who_may_not_import_any_more_writes_nothing(checked, staff, stage):
    if stage == "undo":
        apply(checked, staff)
        importing.order_undo(batch=checked, reason="Verkeerd", by=staff)
    else:
        importing.order_apply(batch=checked, by=staff)
    Membership.objects.filter(user=staff).delete()
    staff.__dict__.pop("_duties", None)
    before = Reading.objects.count()

    (importing.undo_import if stage == "undo" else importing.apply_import)(checked.pk)

    checked.refresh_from_db()
    assert checked.failure == "Alleen de POI haalt cijfers binnen."
    assert Reading.objects.count() == before


@pytest.mark.parametrize("stage", ["apply", "undo"])
def test_a_fault_halfway_is_tried_again_and_given_up_after_three(
    checked, staff, monkeypatch, stage
):
    if stage == "undo":
        apply(checked, staff)
        importing.order_undo(batch=checked, reason="Verkeerd", by=staff)
    else:
        importing.order_apply(batch=checked, by=staff)
    monkeypatch.setattr(writing if stage == "apply" else undoing, "take_turn", break_down)
    do = importing.undo_import if stage == "undo" else importing.apply_import

    states = []
    for _attempt in range(3):
        with pytest.raises(RuntimeError):
            do(checked.pk)
        checked.refresh_from_db()
        states.append(checked.state)

    at_work = State.UNDOING if stage == "undo" else State.APPLYING
    assert states[:2] == [at_work, at_work]
    assert states[2] != at_work
    assert checked.failure == "RuntimeError: weg"


def test_rows_that_were_not_all_written_are_no_import(checked, staff, monkeypatch):
    importing.order_apply(batch=checked, by=staff)
    real = writing.run
    monkeypatch.setattr(writing, "run", lambda statement, *more: min(real(statement, *more), 0))
    before = Reading.objects.count()

    importing.apply_import(checked.pk)

    checked.refresh_from_db()
    assert (checked.state == State.APPLIED, Reading.objects.count()) == (False, before)


def test_a_closed_period_of_which_a_file_says_nothing_is_in_nobody_s_way(checked, staff):
    closed = PeriodFactory(
        kind=Period.Kind.CALENDAR_YEAR, start=timezone.localdate().replace(2019, 1, 1)
    )
    closed.opened_at, closed.opened_by = timezone.now(), staff
    closed.closed_at, closed.closed_by = timezone.now(), staff
    closed.save()

    assert apply(checked, staff).state == State.APPLIED


# Sweeping


@pytest.mark.sqlite
@pytest.mark.parametrize(("language", "told"), [("nl", "drie keer"), ("en", "three times")])
def test_the_sweep_rings_again_and_gives_up_what_was_tried_often_enough(
    checked, staff, language, told
):
    importing.order_apply(batch=checked, by=staff)
    later = timezone.now() + timedelta(minutes=5)

    rung = importing.sweep(later)
    Import.objects.filter(pk=checked.pk).update(
        attempt=Import.ATTEMPTS, rung_at=timezone.now() - timedelta(hours=1), language=language
    )
    importing.sweep(later + timedelta(minutes=5))

    checked.refresh_from_db()
    assert rung == [checked.pk]
    assert checked.state != State.APPLYING
    assert told in checked.failure


def test_the_sweep_leaves_alone_what_somebody_took_in_the_meantime(checked, monkeypatch):
    monkeypatch.setattr(life, "_free", lambda _rows: [checked.pk])  # as it was a moment ago

    assert importing.sweep(timezone.now()) == []


def test_failing_or_giving_back_what_is_gone_does_nothing():
    gone = life.Claim(0, uuid4(), 1)

    assert importing.fail(gone, failure="weg") is False
    assert importing.give_back(gone, failure="weg") is False


def test_details_of_long_ago_are_forgotten(checked):
    importing.sweep(timezone.now() + timedelta(days=4000))

    assert ImportRow.objects.filter(batch=checked).count() == 0


@pytest.mark.parametrize("twice", [False, True])
def test_of_data_of_persons_the_file_goes_unless_another_import_has_it(
    checked, staff, tmp_path, twice, django_capture_on_commit_callbacks
):
    if twice:
        bring_in(write_csv(tmp_path / "nog-eens.csv", [row()]), staff)

    with django_capture_on_commit_callbacks(execute=True):
        life.forget_file(batch=checked)

    assert files.is_kept(checked.sha256) is twice
    assert ImportRow.objects.filter(batch=checked).count() == 0


# Receiving


def test_a_file_without_a_source_or_with_a_column_twice_is_refused(checked, staff, tmp_path):
    received = life.Received.__new__(life.Received)
    assert refused(importing.receive_import, received=received, source=" ", by=staff)
    columns = dict(checked.columns)
    first, second = list(columns)[:2]
    columns[second] = columns[first]
    with pytest.raises(ValidationError):
        importing.require_columns(columns)


# Cells


def given(**more):
    return Given(number=2, cells=more)


@pytest.mark.parametrize(
    ("read", "cell"),
    [
        (lambda one: cells.text_of(one, "a"), OddCell(Oddity.FORMULA, "=1")),
        (lambda one: cells.number_of(one, "a"), OddCell(Oddity.FORMULA, "=1")),
        (lambda one: cells.text_of(one, "a", most=3), "meer"),
        (lambda one: cells.number_of(one, "a"), "1.5.6"),
        (lambda one: cells.number_of(one, "a"), "1" * 41),
        (lambda one: cells.number_of(one, "a"), Decimal("1.23456")),
        (lambda one: cells.number_of(one, "a"), Decimal("1e15")),
    ],
)
def test_a_cell_that_is_no_value_is_refused(read, cell):
    with pytest.raises(RefusedRowError):
        read(given(a=cell))


def test_yes_and_no_are_numbers():
    assert cells.number_of(given(a="Ja"), "a") == (Decimal(1), 0)
    assert cells.number_of(given(a="no"), "a") == (Decimal(0), 0)


def test_a_spreadsheet_that_drops_zeroes_says_the_same(tmp_path, staff):
    apply(bring_in(write_csv(tmp_path / "eerst.csv", [row(value="1931,50")]), staff), staff)

    again = bring_in(write_xlsx(tmp_path / "nog-eens.xlsx", [row(value=Decimal("1931.5"))]), staff)

    assert counts(again) == (0, 0, 1, 0)


def test_an_empty_cell_is_nothing():
    assert cells.number_of(given(a="  "), "a") == (None, None)
    assert cells.number_of(given(), "a") == (None, None)
    assert cells.choice_of(given(a=" "), "a", Reading.State) == ""
    assert cells.choice_of(given(), "a", Reading.State) == ""
    assert cells.text_of(given(a=Decimal("1.50")), "a") == "1.50"


def test_copy_writes_what_it_reads_back():
    now = timezone.now()
    assert [bulk._plain(one) for one in (None, "a\tb", "plat", now, 3)] == [
        "\\N",
        "a\\tb",
        "plat",
        now.isoformat(),
        "3",
    ]


def test_a_stranger_does_not_import(checked):
    assert refused(importing.order_apply, batch=checked, by=UserFactory())
