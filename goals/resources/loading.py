"""The plan as it lies in goals/data."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

from goals import actions

DATA = Path(__file__).resolve().parent.parent / "data"
NUMBERS = {"planned_from", "planned_until", "order", "pillar"}
DAYS = {"in_use_from", "in_use_until", "starts", "ends"}


def load(by: None = None, *, folder: Path = DATA) -> dict[str, int]:
    """Load the plan; return how many rows were new or changed, by the label of their model."""
    return actions.put_plan(plan=read_plan(folder))


def read_plan(folder: Path) -> actions.Plan:
    """Read frameworks.csv, pillars.csv, objectives.csv and what hangs on those."""
    return actions.Plan(
        frameworks=_read(folder / "frameworks.csv"),
        pillars=_read(folder / "pillars.csv"),
        objectives=_read(folder / "objectives.csv"),
        aliases=_read(folder / "aliases.csv"),
        indicators=_read(folder / "objective_indicators.csv"),
        actions=_read(folder / "actions.csv"),
    )


def _read(file: Path) -> tuple[dict[str, Any], ...]:
    with file.open(encoding="utf-8", newline="") as lines:
        return tuple(
            {column: _value(column, cell.strip()) for column, cell in row.items()}
            for row in csv.DictReader(lines, strict=True)
        )


def _value(column: str, cell: str) -> object:
    if cell and column in NUMBERS:
        return int(cell)
    if cell and column in DAYS:
        return date.fromisoformat(cell)
    return cell
