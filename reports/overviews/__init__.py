"""What the pages of reports need, in a fixed number of queries."""

from reports.overviews.builds import (
    FAILURES,
    BuildProgress,
    failure_words,
    file_name,
    is_forgotten,
    no_worker_words,
    progress_of,
    say,
    stage_words,
)
from reports.overviews.editions import (
    EditionPage,
    PrintedFigure,
    edition_page,
    printed_figure,
    printed_in,
)
from reports.overviews.lists import (
    EditionRow,
    ReportChoice,
    ReportRow,
    edition_rows,
    has_file,
    report_rows,
    report_years,
)
from reports.overviews.uses import Use, Uses, evidence_of, uses_of

__all__ = [
    "FAILURES",
    "BuildProgress",
    "EditionPage",
    "EditionRow",
    "PrintedFigure",
    "ReportChoice",
    "ReportRow",
    "Use",
    "Uses",
    "edition_page",
    "edition_rows",
    "evidence_of",
    "failure_words",
    "file_name",
    "has_file",
    "is_forgotten",
    "no_worker_words",
    "printed_figure",
    "printed_in",
    "progress_of",
    "report_rows",
    "report_years",
    "say",
    "stage_words",
    "uses_of",
]
