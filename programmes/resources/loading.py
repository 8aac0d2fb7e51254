"""Legal tasks, requirements, programmes and questionnaires as they lie in programmes/data."""

import csv
import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from programmes import actions
from programmes.resources.obligations import read_obligations

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
            questionnaires=read_questionnaires(folder / "questionnaires"),
            obligations=read_obligations(folder / "obligations.csv"),
            collection_profiles=_read(folder / "collection_profiles.csv"),
        )
    )


def read_questionnaires(folder: Path) -> tuple[dict[str, Any], ...]:
    """Read the questionnaires of a folder, each after the one it is a copy of."""
    found: dict[str, dict[str, Any]] = {}
    for file in sorted(folder.glob("*.toml")):
        row = read_questionnaire(file.read_text(encoding="utf-8"))
        found[row["code"]] = _copied(row, found) if "copy_of" in row else row
    return tuple(found.values())


def read_questionnaire(text: str) -> dict[str, Any]:
    """Read the text of a file; numbers stay exact."""
    return tomllib.loads(text, parse_float=Decimal)


def _copied(row: dict[str, Any], known: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """Return what a file says over what it is a copy of: `without` names what falls away."""
    left = set(row.pop("without", ()))
    origin = row.pop("copy_of")
    kept = {name: value for name, value in known[origin].items() if name not in left}
    return {**kept, "follows": origin, **row}


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
    if column == "per_member":
        return cell == "yes"
    if column == "norm":
        return Decimal(cell) if cell else None
    return cell
