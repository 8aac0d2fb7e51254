"""Legal tasks, requirements, programmes and questionnaires as they lie in programmes/data."""

import csv
import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from programmes import actions

DATA = Path(__file__).resolve().parent.parent / "data"
NUMBERS = {"order", "first_year", "last_year", "year"}
DAYS = {"starts", "ends"}


def load(by: None = None, *, folder: Path = DATA) -> dict[str, int]:
    """Load all files; return how many rows of each kind were new or changed."""
    return actions.put_tables(
        tables=actions.Tables(
            legal_tasks=_read(folder / "legal_tasks.csv"),
            requirements=_read(folder / "requirements.csv"),
            claims=_read(folder / "claims.csv"),
            programmes=_read(folder / "programmes.csv"),
            programme_indicators=_read(folder / "programme_indicators.csv"),
            questionnaires=tuple(
                tomllib.loads(file.read_text(encoding="utf-8"))
                for file in sorted((folder / "questionnaires").glob("*.toml"))
            ),
        )
    )


def _read(file: Path) -> tuple[dict[str, Any], ...]:
    with file.open(encoding="utf-8", newline="") as lines:
        return tuple(
            {column: _value(column, cell.strip()) for column, cell in row.items()}
            for row in csv.DictReader(lines, strict=True)
        )


def _value(column: str, cell: str) -> object:
    if column in NUMBERS:
        return int(cell) if cell else None
    if column in DAYS:
        return date.fromisoformat(cell) if cell else None
    if column == "norm":
        return Decimal(cell) if cell else None
    return cell
