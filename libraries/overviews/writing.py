"""Values as people write them, in the active language."""

from decimal import Decimal

from django.utils.translation import gettext as _

from biblionet.kit.fields import current_language
from biblionet.kit.numbers import qualify, write_missing, write_money, write_number
from libraries.models import Indicator
from libraries.overviews.facts import CONFLICT
from libraries.overviews.trends import TrendCell

PIECES = "aantal"  # the unit of what is counted by the piece


def write_value(value: Decimal, indicator: Indicator, *, decimals: int | None = None) -> str:
    """Write a value with the sign that goes with every number of an indicator: "82%", "€ 340"."""
    language, digits = current_language(), indicator.decimals if decimals is None else decimals
    if indicator.unit == "EUR":
        multiplier = indicator.multiplier
        return write_money(value, language=language, decimals=digits, multiplier=multiplier)
    if indicator.unit == Indicator.YES_NO:
        return _("yes") if value else _("no")
    number = write_number(value, language=language, decimals=digits)
    return f"{number}%" if indicator.unit == "%" else number


def write_with_unit(value: Decimal, indicator: Indicator, *, decimals: int | None = None) -> str:
    """Write a value with what it counts: "61.204 leden", "34 vestigingen"."""
    written = write_value(value, indicator, decimals=decimals)
    if indicator.unit == PIECES:
        return f"{written} {_inside_a_sentence(indicator.name)}"
    if indicator.unit in ("EUR", "%", "verhouding", "rapportcijfer", Indicator.YES_NO):
        return written
    return f"{written} {indicator.unit}"


def write_cell(cell: TrendCell, indicator: Indicator) -> str:
    """Write what is known, with how many took part when not all did; or why there is nothing."""
    if cell.value is None:
        if cell.state == CONFLICT:
            return _("sources contradict each other")
        return write_missing(cell.state, language=current_language())
    written = write_qualified(cell, write_value(cell.value, indicator, decimals=cell.decimals))
    if not cell.is_part or cell.coverage is None:
        return written
    words = {"value": written, "part": cell.coverage.reported, "whole": cell.coverage.expected}
    return _("%(value)s (%(part)s of %(whole)s)") % words


def write_qualified(cell: TrendCell, written: str) -> str:
    """Put "ruim" or "ongeveer" before a value that is not exact."""
    return qualify(written, cell.qualifier, language=current_language())


def _inside_a_sentence(name: str) -> str:
    """Write a name with a small letter, unless it begins with an abbreviation."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
