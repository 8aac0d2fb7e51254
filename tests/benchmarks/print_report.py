"""Time the press against two others on the same report: Chromium, and WeasyPrint without our work.

    python -m tests.benchmarks.print_report [--rounds 5] [--year 2023] [--branches 400]

Prints the report of the network out of this installation's database, or with `--branches` the
made-up report of the tests with a table of so many rows. This press also checks its file, the
others do not. The three take turns, and each ratio is of two runs in one round: on a shared
machine seconds alone mean little.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import django

CHROMIUM_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    "--no-pdf-header-footer",
]
NAIVE = """
import sys, weasyprint
weasyprint.HTML(sys.argv[1]).write_pdf(sys.argv[2], pdf_variant="pdf/ua-1")
"""
PAGE = """<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>
<link rel="stylesheet" href="report.css"></head><body>{body}</body></html>"""


def main() -> None:
    asked = arguments()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "biblionet.settings")
    django.setup()
    document = set_in_type(asked)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        page = put_down(document, folder)
        ways: dict[str, Callable[[Path], None]] = {
            "this press": lambda target: print_with_our_press(document, target),
            "WeasyPrint alone": lambda target: print_with(
                [sys.executable, "-c", NAIVE, str(page), str(target)]
            ),
            "Chromium": lambda target: print_with(
                [chromium(), *CHROMIUM_FLAGS, f"--print-to-pdf={target}", page.as_uri()]
            ),
        }
        seconds = {way: [] for way in ways}
        for number in range(1, asked.rounds + 1):
            for way, run in ways.items():
                seconds[way].append(timed(run, folder / f"{way}.pdf"))
            told = ", ".join(f"{way} {taken[-1]:.1f} s" for way, taken in seconds.items())
            print(f"round {number}: {told}", flush=True)
        show(seconds, folder)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--year", default="2023")
    parser.add_argument("--branches", type=int, help="the made-up report, with so many rows")
    return parser.parse_args()


def set_in_type(asked: argparse.Namespace) -> object:
    """Return the report, set."""
    from reports.printing import typeset
    from tests.reports import sample

    dossier = sample.dossier(branches=asked.branches) if asked.branches else gathered(asked.year)
    document = typeset(dossier, sample.imprint())
    print(f"{document.title}: {len(dossier.facts)} figures, {len(document.chapters)} parts")
    return document


def gathered(year: str) -> object:
    from reports.dossier import gather
    from reports.management.commands.build_report import find_report

    return gather(find_report(year, None, None))


def put_down(document: object, folder: Path) -> Path:
    """Write the report as one page, for those who print pages."""
    body = "".join(chapter.html for chapter in document.chapters)
    for name, path in document.files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    (folder / "report.css").write_text(document.css + ".chapter, .contents { break-before: page }")
    page = folder / "report.html"
    page.write_text(PAGE.format(language=document.language, title=document.title, body=body))
    return page


def chromium() -> str:
    found = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if found is None:
        sys.exit("No Chromium on this machine: set CHROMIUM, or install it.")
    return found


def print_with_our_press(document: object, target: Path) -> None:
    from biblionet.kit.pdf import print_in_own_process

    print_in_own_process(
        document, target=target, seconds=600, megabytes=3000, on_stage=lambda *stage: None
    )


def print_with(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)


def timed(run: Callable[[Path], None], target: Path) -> float:
    start = time.perf_counter()
    run(target)
    return time.perf_counter() - start


def show(seconds: dict[str, list[float]], folder: Path) -> None:
    """Print a small table: medians, and how often longer than the others in the same round."""
    ours = seconds["this press"]
    print(f"\n{'':18}{'seconds':>22}{'this press is':>22}{'pages':>7}{'kB':>7}  checks")
    for way, taken in seconds.items():
        ratios = [own / other for own, other in zip(ours, taken, strict=True)]
        path = folder / f"{way}.pdf"
        spread = f"{statistics.median(taken):.1f} [{min(taken):.1f}-{max(taken):.1f}]"
        times = f"{statistics.median(ratios):.2f}x [{min(ratios):.2f}-{max(ratios):.2f}]"
        kilobytes = path.stat().st_size // 1000
        print(f"{way:18}{spread:>22}{times:>22}{pages(path):>7}{kilobytes:>7}  {checks(path)}")


def pages(path: Path) -> int:
    import pikepdf

    with pikepdf.open(path) as pdf:
        return len(pdf.pages)


def checks(path: Path) -> str:
    """Say how many of our rules a file breaks."""
    from biblionet.kit.pdf import check

    broken = {finding.rule for finding in check(path)}
    return f"breaks {len(broken)} rules" if broken else "all rules kept"


if __name__ == "__main__":
    main()
