"""Importing a file: what it adds and revises, that it is all or nothing, and how it is undone."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from biblionet.trail.models import Step
from libraries import actions
from libraries.actions import importing
from libraries.models import Figure, Import, Period, PeriodException, Publication, Reading
from tests.factories.libraries import IndicatorFactory, PeriodFactory
from tests.libraries.importing import (
    apply,
    bring_in,
    contents,
    counts,
    refusal,
    row,
    undo,
    verdicts,
    write_csv,
)
from tests.libraries.making import refused

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
SETTLED = ("libraries.Import", "libraries.ImportRow", "trail.Step")


@pytest.fixture
def staff(people, library, indicator):
    return people["staff"]


@pytest.fixture
def brought(tmp_path, staff):
    """Bring in rows; each is said as what differs from the usual one."""

    def do(*rows, name="cijfers.csv", **how):
        return bring_in(write_csv(tmp_path / name, [row(**one) for one in rows], **how), staff)

    return do


def test_a_new_figure_comes_in_accepted_with_its_publication(brought, staff):
    batch = apply(brought({"source_url": "https://example.org/verslag"}), staff)

    figure = Figure.objects.get()
    reading = figure.current
    publication = Publication.objects.get()
    assert (batch.state, counts(batch)) == ("applied", (1, 0, 0, 0))
    assert (reading.value, reading.workflow, reading.source) == (1931, "accepted", "publication")
    assert (reading.author, reading.batch, reading.publication) == (staff, batch, publication)
    assert (publication.code, publication.url) == (
        "jaarverslag-2023",
        "https://example.org/verslag",
    )
    assert (figure.period.kind, figure.period.end.year) == ("calendar_year", 2023)


def test_a_figure_without_publication_is_an_import(brought, staff):
    apply(brought({"publication": ""}), staff)

    reading = Reading.objects.get()
    assert (reading.source, reading.publication, reading.method) == ("import", None, "registered")


def test_a_changed_value_is_a_new_reading_that_revises_the_old_one(brought, staff):
    apply(brought({}), staff)
    batch = apply(brought({"value": "1940"}), staff)

    old, new = Reading.objects.order_by("pk")
    assert counts(batch) == (0, 1, 0, 0)
    assert (old.value, new.value, new.revises) == (1931, 1940, old)
    assert Figure.objects.get().current == new


def test_the_same_file_twice_changes_nothing_the_second_time_and_says_so(brought, staff):
    rows = ({}, {"publication": ""}, {"year": "2022", "value": "69,5"})
    apply(brought(*rows), staff)
    before = contents(*SETTLED)

    batch = brought(*rows)

    assert counts(batch) == (0, 0, 3, 0)
    assert refused(importing.order_apply, batch=batch, by=staff) == (
        "Er is niets door te voeren: alles staat al in het portaal."
    )
    assert contents(*SETTLED) == before


def test_one_bad_row_changes_nothing(brought, staff):
    before = contents(*SETTLED)

    batch = brought({}, {"year": "2022", "value": "veel"}, {"year": "2021"})

    assert verdicts(batch) == [(2, "new"), (3, "refused"), (4, "new")]
    assert refusal(batch, 3) == ("value", "“veel” is geen getal.")
    assert "alles komt binnen, of niets" in refused(importing.order_apply, batch=batch, by=staff)
    assert contents(*SETTLED) == before


def test_empty_is_never_zero(brought, staff):
    header = ("scope_type", "scope_code", "year", "indicator_code", "value", "state")
    batch = brought(
        {"value": "", "state": ""},
        {"value": "0", "state": "", "year": "2022"},
        {"value": "", "state": "niet gemeld", "year": "2021"},
        header=header,
    )

    assert verdicts(batch) == [(2, "refused"), (3, "new"), (4, "new")]
    assert refusal(batch)[0] == "value"


def test_the_trail_has_one_line_and_the_readings_are_its_detail(brought, staff):
    steps = Step.objects.count()

    batch = apply(brought({}, {"year": "2022"}, {"year": "2021"}), staff)

    (step,) = Step.objects.order_by("-pk")[: Step.objects.count() - steps]
    assert (step.verb, step.by, step.reason) == ("imported figures", staff, "Proef")
    assert (step.details["new"], step.details["publications"]) == (3, ["jaarverslag-2023"])
    assert Step.objects.about("libraries.import", str(batch.pk)).get() == step
    assert batch.readings.count() == 3


def test_an_import_cannot_bypass_the_trail(brought, people):
    batch = brought({})

    sentence = refused(importing.order_apply, batch=batch, by=people["manager"])

    assert sentence == "Alleen de POI haalt cijfers binnen."
    assert not importing.apply_import(batch.pk)
    assert not Reading.objects.exists()


def test_what_is_in_a_year_that_somebody_closed_is_refused(brought, people):
    year = PeriodFactory(is_opened=True)
    actions.close_period(period=year, by=people["admin"])
    other = IndicatorFactory(code="VISITS")

    batch = brought({}, {"year": "2022"}, {"indicator_code": other.code, "indicator_name_nl": ""})

    for number in (2, 4):
        column, sentence = refusal(batch, number)
        assert column == "year"
        assert sentence.startswith("2023 is gesloten door ")
    assert verdicts(batch)[1] == (3, "new")


def test_who_has_an_exception_to_a_closed_year_gets_figures_in(brought, people, staff, library):
    year = PeriodFactory(is_opened=True)
    actions.close_period(period=year, by=people["admin"])
    PeriodException.objects.create(
        period=year, scope=library, until=timezone.localdate(), reason="Nagekomen", granted_by=staff
    )

    assert apply(brought({}), staff).state == "applied"


def test_a_year_that_is_closed_between_check_and_apply_stays_closed(brought, people, staff):
    year = PeriodFactory(is_opened=True)
    batch = brought({})
    actions.close_period(period=year, by=people["admin"])

    apply(batch, staff)

    assert (batch.state, Reading.objects.count()) == ("failed", 0)
    assert batch.failure.startswith("2023 is gesloten door ")


def test_what_was_judged_against_something_older_is_not_written(brought, staff):
    apply(brought({}), staff)
    first, second = brought({"value": "1940"}), brought({"value": "1950"})
    apply(first, staff)

    apply(second, staff)

    assert (second.state, Reading.objects.count()) == ("failed", 2)
    assert "heeft iemand 1 van deze cijfers veranderd" in second.failure


def test_undoing_says_again_what_was_said_and_withdraws_what_was_new(brought, staff):
    apply(brought({}), staff)
    batch = apply(brought({"value": "1940"}, {"year": "2022"}), staff)

    undo(batch, staff)

    assert (batch.state, batch.kept, batch.undone_by) == ("undone", 0, staff)
    changed = Figure.objects.get(period__end__year=2023)
    new = Figure.objects.get(period__end__year=2022)
    assert [str(one.value) for one in changed.readings.order_by("pk")] == [
        "1931.0000",
        "1940.0000",
        "1931.0000",
    ]
    assert changed.current.value == 1931
    assert changed.current.revises.value == 1940
    withdrawal = new.readings.get(is_withdrawal=True)
    assert (new.current, withdrawal.revises.value, withdrawal.explanation) == (
        None,
        1931,
        "Verkeerd bestand",
    )
    assert not new.readings.in_force().exists()
    step = Step.objects.first()
    assert (step.verb, step.reason, step.details["readings"]) == (
        "undid import",
        "Verkeerd bestand",
        2,
    )


def test_undoing_leaves_what_somebody_changed_since(brought, staff):
    first = apply(brought({}, {"year": "2022"}), staff)
    apply(brought({"value": "1940"}), staff)

    undo(first, staff)

    assert (first.state, first.kept) == ("undone", 1)
    assert Figure.objects.get(period__end__year=2023).current.value == 1940
    assert Figure.objects.get(period__end__year=2022).current is None


def test_an_import_is_undone_once_and_with_a_reason(brought, staff):
    batch = apply(brought({}), staff)

    assert refused(importing.order_undo, batch=batch, reason=" ", by=staff) == (
        "Zeg waarom deze import ongedaan wordt gemaakt."
    )
    undo(batch, staff)
    assert "is nu “Ongedaan gemaakt”" in refused(
        importing.order_undo, batch=batch, reason="Weer", by=staff
    )


def test_what_was_undone_can_come_in_again(brought, staff):
    undo(apply(brought({}), staff), staff)

    batch = apply(brought({}), staff)

    assert counts(batch) == (1, 0, 0, 0)
    assert Figure.objects.get().current.batch == batch


def test_what_people_typed_stays_and_is_contradicted_openly(brought, staff, accepted):
    typed = accepted(1931)

    same = brought({"publication": ""})
    other = apply(brought({"publication": "", "value": "1940"}), staff)

    assert counts(same) == (0, 0, 1, 0)
    assert counts(other) == (0, 1, 0, 0)
    figure = Figure.objects.get()
    assert list(figure.readings.in_force().order_by("pk")) == [typed, other.readings.get()]
    assert figure.current is None
    typed.refresh_from_db()
    assert typed.value == 1931


def test_a_figure_with_two_sources_is_settled_as_everywhere(brought, staff):
    apply(brought({}), staff)

    apply(brought({"publication": "tweede"}), staff)
    assert Figure.objects.get().current.publication.code == "tweede"

    apply(brought({"publication": "derde", "value": "1"}), staff)
    assert Figure.objects.get().current is None


def test_the_second_row_about_the_same_is_refused_and_names_the_first(brought):
    batch = brought({}, {"value": "1940"}, {"publication": "andere"})

    assert verdicts(batch) == [(2, "new"), (3, "refused"), (4, "new")]
    assert refusal(batch, 3)[1] == "Rij 2 zegt al iets over dit cijfer. Laat een van beide weg."


def test_two_applies_at_once_write_once(brought, staff):
    batch = brought({})
    importing.order_apply(batch=batch, by=staff)
    claims = [importing.claim(batch.pk, Import.State.APPLYING) for _ in range(2)]

    assert claims[1] is None
    assert not importing.apply_import(batch.pk)
    assert Reading.objects.count() == 0


def test_who_comes_later_with_an_old_token_writes_nothing(brought, staff):
    batch = brought({})
    importing.order_apply(batch=batch, by=staff)
    late = importing.claim(batch.pk, Import.State.APPLYING)
    Import.objects.filter(pk=batch.pk).update(token=None, lease_until=None)
    importing.apply_import(batch.pk)

    assert not importing.fail(late, failure="te laat")
    assert Import.objects.get().state == "applied"


def test_the_example_is_never_touched(tmp_path, brought, staff):
    example = PeriodFactory(is_example=True, start="2025-01-01", end="2025-12-31")
    header = ("scope_type", "scope_code", "year", "indicator_code", "value", "is_example")

    batch = brought({"year": "2025"}, {"year": "2024", "is_example": "ja"}, header=header)

    assert verdicts(batch) == [(2, "new"), (3, "refused")]
    apply(brought({"year": "2025"}), staff)
    assert not Figure.objects.filter(period=example).exists()
    assert Period.objects.real().filter(end__year=2025).exists()


def test_a_file_loaded_again_does_not_overrule_what_was_imported_since(brought, staff):
    apply(brought({}), staff)
    quote = actions.Quote(
        indicator="LOANS", scope_kind="organisation", scope="facet", year=2023,
        publication="jaarverslag-2023", value=Decimal(5), decimals=0, qualifier="exact",
        method="", source_url="", printed_as="", note="",
    )  # fmt: skip

    actions.put_quotes(quotes=[quote])

    assert Reading.objects.get().value == 1931


def test_many_rows_are_as_many_queries_as_one(brought, staff, django_assert_num_queries):
    rows = [{"year": str(year)} for year in range(2000, 2024)]
    apply(brought({"year": "1999"}), staff)  # now the publication is known
    with CaptureQueriesContext(connection) as checking:
        few = brought(rows[0])
    with CaptureQueriesContext(connection) as writing:
        apply(few, staff)

    with django_assert_num_queries(len(checking)):
        many = brought(*rows[1:])
    with django_assert_num_queries(len(writing)):
        apply(many, staff)

    assert counts(many) == (23, 0, 0, 0)


def test_the_page_of_a_figure_tells_of_the_file_and_its_undoing(brought, staff, people, client):
    batch = apply(brought({}, {"year": "2022"}), staff)
    undo(batch, staff)
    client.force_login(people["neighbour"])

    page = client.get(
        Figure.objects.get(period__end__year=2022).get_absolute_url()
    ).content.decode()

    assert "importeerde cijfers: cijfers.csv (Proef)" in page
    assert "maakte de import van cijfers ongedaan" in page
    assert "ingetrokken" in page
    assert "Verkeerd bestand" in page
