"""Time the import of figures against plain django-import-export and PostgreSQL's COPY.

    python -m tests.benchmarks.import_figures [--rows 100000] [--plain 2000] [--rounds 3]

Starts a PostgreSQL of its own in a temporary folder. Each way runs in a process of its own, on an
empty table of figures, and the ways take turns: on a shared machine only what was measured in one
round can be compared. Checks are included; of memory the peak of the process is printed.
"""

import argparse
import csv
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
INDICATORS, PLACES = 100, 50
HEADER = (
    "scope_type", "scope_code", "scope_name", "year", "indicator_code", "indicator_name_nl", "unit",
    "value", "qualifier", "publication", "note", "source_url",
)  # fmt: skip
WAYS = ("ours, CSV", "ours, XLSX", "plain import-export", "COPY", "bare XLSX reader")


def main() -> None:
    asked = arguments()
    if asked.way:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "biblionet.settings")
        import django

        django.setup()
        run(asked.way, asked.rows, Path(asked.folder))
        return
    sys.path.insert(0, str(ROOT / "bin"))
    from services import servers

    with servers([]) as addresses, tempfile.TemporaryDirectory() as folder:
        os.environ |= {**addresses, "BIBLIONET_DATA_DIR": folder}
        in_a_process("prepare", asked.rows, folder)
        compare(asked, folder)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--plain", type=int, default=2_000, help="rows for import-export")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--way", help=argparse.SUPPRESS)
    parser.add_argument("--folder", help=argparse.SUPPRESS)
    return parser.parse_args()


def compare(asked: argparse.Namespace, folder: str) -> None:
    speeds: dict[str, list[float]] = {way: [] for way in WAYS}
    peaks: dict[str, int] = {}
    for number in range(1, asked.rounds + 1):
        for way in WAYS:
            rows = asked.plain if way == "plain import-export" else asked.rows
            seconds, peak, told = in_a_process(way, rows, folder)
            speeds[way].append(rows / seconds)
            peaks[way] = peak
            print(f"round {number}: {way}: {seconds:.1f} s {told}", flush=True)
    small = {way: in_a_process(way, asked.rows // 10, folder)[1] for way in WAYS[:2]}
    print(f"\n{'':22}{'rows a second':>30}{'ours CSV is':>24}{'peak MB':>9}{'at a tenth':>12}")
    for way in WAYS:
        ratios = [a / b for a, b in zip(speeds[WAYS[0]], speeds[way], strict=True)]
        spread = f"{statistics.median(speeds[way]):,.0f}"
        spread += f" [{min(speeds[way]):,.0f}-{max(speeds[way]):,.0f}]"
        times = f"{statistics.median(ratios):.2f}x [{min(ratios):.2f}-{max(ratios):.2f}]"
        print(f"{way:22}{spread:>30}{times:>24}{peaks[way]:>9}{small.get(way, ''):>12}")


def in_a_process(way: str, rows: int, folder: str) -> tuple[float, int, str]:
    """Run one way in a process of its own; return seconds, peak in MB, and what it told."""
    module = "tests.benchmarks.import_figures"
    command = [sys.executable, "-m", module, "--way", way, "--rows", str(rows), "--folder", folder]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    seconds, peak, told = done.stdout.splitlines()[-1].split("\t")
    return float(seconds), int(peak), told


def run(way: str, rows: int, folder: Path) -> None:
    if way == "prepare":
        prepare(rows, folder)
        seconds, told = 0.0, ""
    else:
        empty()
        seconds, told = {
            "ours, CSV": lambda: ours(folder / f"{rows}.csv", rows),
            "ours, XLSX": lambda: ours(folder / f"{rows}.xlsx", rows),
            "plain import-export": lambda: plain(folder / f"{rows}.csv", rows),
            "COPY": lambda: copy(folder, rows),
            "bare XLSX reader": lambda: bare(folder / f"{rows}.xlsx", rows),
        }[way]()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{seconds}\t{peak}\t{told}")


# The world


def prepare(rows: int, folder: Path) -> None:
    from django.core.management import call_command

    from libraries.models import Membership
    from tests.factories.libraries import (
        IndicatorFactory,
        MembershipFactory,
        OrganisationFactory,
        SupportFactory,
    )

    call_command("migrate", verbosity=0)
    MembershipFactory(scope=SupportFactory(), role=Membership.Role.POI_STAFF)
    for number in range(INDICATORS):
        IndicatorFactory(code=f"INDICATOR_{number}")
    for number in range(PLACES):
        OrganisationFactory(code=f"org-{number}")
    for size in {rows, rows // 10, 2_000}:
        write(size, folder)


def write(size: int, folder: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Cijfers")
    sheet.append(HEADER)
    with (folder / f"{size}.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for number in range(size):
            indicator, place = number % INDICATORS, number // INDICATORS % PLACES
            cells: list[object] = [
                "organisation", f"org-{place}", f"Bibliotheek {place}",
                2000 + number // (INDICATORS * PLACES), f"INDICATOR_{indicator}",
                f"Kengetal {indicator}", "aantal", number * 7 % 1_000_000, "exact", "levering",
                "", "https://example.org/levering",
            ]  # fmt: skip
            writer.writerow(cells)
            sheet.append(cells)
    book.save(folder / f"{size}.xlsx")


def empty() -> None:
    """Begin with no figure, and with statistics and space as after such a beginning."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "TRUNCATE libraries_figure, libraries_reading, libraries_importrow, libraries_import,"
            " trail_step, libraries_publication, libraries_period RESTART IDENTITY CASCADE"
        )
        cursor.execute("VACUUM ANALYZE")


# The ways


def ours(path: Path, rows: int) -> tuple[float, str]:
    """Receive, check and apply, as the pages and the worker do it."""
    from biblionet.accounts.models import User
    from libraries.models import Reading
    from tests.libraries import importing

    by = User.objects.get()
    start = time.perf_counter()
    batch = importing.bring_in(path, by)
    checked = time.perf_counter()
    importing.apply(batch, by)
    seconds = time.perf_counter() - start
    assert (batch.state, Reading.objects.count()) == ("applied", rows), batch.failure
    return seconds, f"(check {checked - start:.1f}, write {start + seconds - checked:.1f})"


def plain(path: Path, rows: int) -> tuple[float, str]:
    """django-import-export as its manual has it: a widget for each key, one save a row."""
    import tablib
    from import_export.fields import Field
    from import_export.resources import ModelResource

    from libraries.actions.quoting import _period
    from libraries.actions.settling import place_figure
    from libraries.models import Indicator, Publication, Reading, Scope

    Publication.objects.create(code="levering", title="Levering")

    class Plain(ModelResource):
        value = Field("value", "value")

        class Meta:
            model = Reading
            fields = ("value",)
            import_id_fields = ()
            use_transactions = True

        def before_save_instance(self, instance, row, **kwargs):
            from django.utils import timezone

            indicator = Indicator.objects.get(code=row["indicator_code"])
            instance.figure = place_figure(
                indicator=indicator,
                scope=Scope.objects.get(kind=row["scope_type"], code=row["scope_code"]),
                period=_period(indicator, int(row["year"])),
            )
            instance.source = "publication"
            instance.publication = Publication.objects.get(code=row["publication"])
            instance.workflow, instance.accepted_at = "accepted", timezone.now()

    start = time.perf_counter()
    with path.open(encoding="utf-8") as file:
        data = tablib.Dataset().load(file.read(), format="csv")
    Plain().import_data(data, raise_errors=True)
    seconds = time.perf_counter() - start
    assert Reading.objects.count() == rows
    return seconds, "(no checks, no current reading)"


def copy(folder: Path, rows: int) -> tuple[float, str]:
    """COPY of the very rows our import wrote, into the same tables with keys and guards."""
    from django.db import connection

    ours(folder / f"{rows}.csv", rows)
    tables = ("libraries_period", "libraries_publication", "libraries_figure", "libraries_reading")
    with connection.cursor() as cursor:
        for table in tables:
            with (folder / table).open("wb") as out:
                cursor.copy_expert(f"COPY {table} TO STDOUT", out)
        cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
        # The two point to each other: the keys are looked at when all is there.
        start = time.perf_counter()
        cursor.execute("BEGIN")
        for table in tables:
            with (folder / table).open("rb") as rows_of_table:
                cursor.copy_expert(f"COPY {table} FROM STDIN", rows_of_table)
        cursor.execute("COMMIT")
        return time.perf_counter() - start, "(figures and readings)"


def bare(path: Path, rows: int) -> tuple[float, str]:
    """Only read the workbook, as our reader does it, and throw the rows away."""
    from biblionet.kit.tables import recognise

    start = time.perf_counter()
    count = sum(1 for _line in recognise(path).lines())
    assert count == rows + 1
    return time.perf_counter() - start, ""


if __name__ == "__main__":
    main()
