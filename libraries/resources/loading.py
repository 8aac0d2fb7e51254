"""The real data as they lie in libraries/data."""

import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from biblionet.kit.dates import PartialDate
from libraries import actions

DATA = Path(__file__).resolve().parent.parent / "data"
WORDS = {"yes": True, "no": False}
FLAGS = {"is_legal_entity", "is_combined", "in_network", "is_plan", "is_library_only"}
FLAGS |= {"follows_with_break"}
NUMBERS = {"multiplier", "decimals", "version"}
DECIMALS = {"lowest", "highest"}
PARTIAL = {"active_from", "opened", "closed", "seen", "published", "until"}
QUOTED = ("scope_type", "scope_code", "year", "indicator_code", "publication")


def load(by: None = None, *, folder: Path = DATA) -> dict[str, int]:
    """Load everything; return how many rows were new or changed, by the label of their model."""
    counts = actions.put_master_data(data=read_master_data(folder))
    return counts | actions.put_quotes(quotes=read_quotes(folder))


def read_master_data(folder: Path) -> actions.MasterData:
    """Read the files of organisations, places, indicators and publications."""
    return actions.MasterData(
        **{
            name: tuple(_typed(row) for row in _rows(folder / f"{name}.csv"))
            for name in actions.MasterData.__dataclass_fields__
        }
    )


def read_quotes(folder: Path) -> Iterator[actions.Quote]:
    """Read the published figures; remarks of the sources come in Dutch from a file beside them."""
    remarks = {row["note"]: row for row in _rows(folder / "statistics_notes.csv")}
    printed = {
        tuple(row[column] for column in QUOTED): row["printed_as"]
        for row in _rows(folder / "statistics_printed.csv")
    }
    for name in ("statistics.csv", "statistics_parts.csv"):
        for row in _rows(folder / name):
            remark = remarks.get(row["note"], {})
            yield actions.Quote(
                indicator=row["indicator_code"],
                scope_kind=row["scope_type"],
                scope=row["scope_code"],
                year=int(row["year"]),
                publication=row["publication"],
                value=Decimal(row["value"]),
                decimals=decimals_in(row["value"]),
                qualifier=row["qualifier"],
                method=remark.get("method", ""),
                source_url=row["source_url"],
                printed_as=printed.get(tuple(row[column] for column in QUOTED), ""),
                note=remark.get("note_nl", row["note"]),
            )


def decimals_in(number: str) -> int:
    """Return how many decimals a number is given in: '69.0' has one."""
    return len(number.partition(".")[2])


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, strict=True))


def _typed(row: dict[str, str]) -> dict[str, Any]:
    """Turn the cells of a row into values; a date becomes the columns that keep a partial date."""
    typed: dict[str, Any] = {}
    for column, cell in row.items():
        text = cell.strip()
        if column in PARTIAL:
            typed |= _date_columns(column, text)
        elif column in FLAGS:
            typed[column] = WORDS[text]
        elif text and column in NUMBERS:
            typed[column] = int(text)
        elif text and column in DECIMALS:
            typed[column] = Decimal(text)
        elif text and column == "valid_from":
            day = PartialDate.read(text)
            typed[column] = day.first if day else None
        else:
            typed[column] = text
    return typed


def _date_columns(column: str, text: str) -> dict[str, Any]:
    day = PartialDate.read(text)
    return {f"{column}_on": day.first, f"{column}_precision": day.precision} if day else {}
