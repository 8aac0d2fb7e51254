"""What the pages of reports need, in a fixed number of queries."""

from reports.overviews.builds import (
    BuildProgress,
    failure_words,
    file_name,
    is_forgotten,
    no_worker_words,
    progress_of,
    say,
    stage_words,
)

__all__ = [
    "BuildProgress",
    "failure_words",
    "file_name",
    "is_forgotten",
    "no_worker_words",
    "progress_of",
    "say",
    "stage_words",
]
