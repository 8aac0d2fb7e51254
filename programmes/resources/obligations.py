"""The statutory calendar as it lies in programmes/data: a date is as much as the source says."""

import csv
from pathlib import Path
from typing import Any

from biblionet.kit.dates import PartialDate

WORDS = {"yes": True, "no": False}


def read_obligations(file: Path) -> tuple[dict[str, Any], ...]:
    """Read the rows; 'half maart 2022' comes as a first day, how much of it counts, and words."""
    with file.open(encoding="utf-8", newline="") as lines:
        return tuple(_typed(row) for row in csv.DictReader(lines, strict=True))


def _typed(row: dict[str, str]) -> dict[str, Any]:
    typed: dict[str, Any] = {**row, "is_deadline": WORDS[row["is_deadline"]]}
    typed["days_inside"] = int(row["days_inside"] or 0)
    for column in ("starts", "ends"):
        day = PartialDate.read(typed.pop(column))
        typed |= {f"{column}_on": day.first, f"{column}_precision": day.precision} if day else {}
    return typed
