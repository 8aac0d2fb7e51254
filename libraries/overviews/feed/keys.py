"""Keys that stay the same when rows are made anew: from codes and days, not from numbers."""

from datetime import date
from decimal import Decimal

from libraries.standing import round_as

EXAMPLE = ":example"


def scope_key(kind: str, code: str) -> str:
    return f"{kind}:{code}"


def period_key(kind: str, start: date, is_example: bool) -> str:
    return f"{kind}:{start.isoformat()}{EXAMPLE if is_example else ''}"


def definition_key(measure: str, version: int) -> str:
    return f"{measure}:v{version}"


def plain(value: Decimal | None, decimals: int) -> str | None:
    """Write a number as machines read it: a point, the decimals as given, nothing for missing."""
    return None if value is None else f"{round_as(value, decimals):f}"
