"""A sentence at a chart, drafted by rule from the same figures.

It says what was counted, what that is against the year before where the two may be compared, and
what was aimed for. It never says why.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from biblionet.kit.fields import current_language
from biblionet.kit.numbers import in_words, write_percentage
from goals.models import Target
from goals.standing import Movement, movement
from libraries.models import Indicator, Period, Reading, Scope, Year
from libraries.overviews import (
    Trend,
    TrendCell,
    TrendLine,
    write_qualified,
    write_with_unit,
)
from libraries.standing import Coverage

NOT_APPLICABLE = Reading.State.NOT_APPLICABLE


@dataclass(frozen=True, slots=True)
class Drafted:
    """A drafted sentence, the year it is about, and the figures it was made of.

    The figures are what is kept beside the words of an editor: when they differ later, those words
    may be out of date.
    """

    year: Year
    period: Period | None
    text: str
    figures: dict[str, str]


def draft(trend: Trend, targets: dict[Year, Target]) -> Drafted | None:
    """Write what all together came to in the last year that is known; None when nothing is.

    `targets` are those of the whole. Of what cannot be added up it says from what to what it went.
    """
    if trend.indicator.unit == Indicator.YES_NO:
        return None
    if trend.whole and trend.whole.known:
        return draft_line(trend.whole, trend.indicator, targets)
    return _draft_range(trend)


def draft_line(
    line: TrendLine, indicator: Indicator, targets: dict[Year, Target]
) -> Drafted | None:
    """Write what one place, or all together, came to in the last year that is known."""
    if not line.known:
        return None
    cell = line.known[-1]
    target = targets.get(cell.year)
    sentences = [_came_to(line, cell, indicator)]
    if target:
        sentences.append(_("The target was %(target)s.") % {"target": aim_of(target)})
    if cell.is_provisional:
        sentences.append(_("This figure is provisional."))
    return Drafted(
        year=cell.year,
        period=cell.period,
        text=" ".join(sentences),
        figures=_figures(line, cell, target),
    )


def aim_of(target: Target) -> str:
    """Write what was aimed for: "ten minste 60.000 leden"."""
    written = write_with_unit(target.value, target.indicator)
    return f"{target.get_direction_display()} {written}"


def _came_to(line: TrendLine, cell: TrendCell, indicator: Indicator) -> str:
    words: dict[str, object] = {
        "year": cell.year.number,
        "who": _("the network") if line.scope.kind == Scope.Kind.NETWORK else line.scope.label,
        "value": _value(cell, indicator),
        "moved": _moved(line, cell, indicator),
    }
    is_count = indicator.is_additive and indicator.unit != "EUR"
    if cell.coverage and cell.lacks_places:
        words["missing"] = ", ".join(cell.coverage.missing)
        if is_count:
            return _("In %(year)s %(who)s counted %(value)s, without %(missing)s.") % words
        return _("In %(year)s %(who)s came to %(value)s, without %(missing)s.") % words
    if cell.coverage is None or cell.coverage.of != Scope.Kind.ORGANISATION:
        if is_count:
            return _("In %(year)s %(who)s counted %(value)s%(moved)s.") % words
        return _("In %(year)s %(who)s came to %(value)s%(moved)s.") % words
    return _together(cell.coverage, words, is_count=is_count)


def _together(coverage: Coverage, words: dict[str, object], *, is_count: bool) -> str:
    """Say how many of the organisations it is about."""
    part, whole = coverage.reported, coverage.expected
    words = words | {"part": _in_words(part), "whole": _in_words(whole)}
    if is_count and coverage.is_whole:
        sentence = _("In %(year)s all %(whole)s organisations together counted %(value)s%(moved)s.")
    elif coverage.is_whole:
        sentence = _("In %(year)s all %(whole)s organisations together came to %(value)s%(moved)s.")
    elif is_count:
        sentence = ngettext(
            "In %(year)s %(part)s of the %(whole)s organisations counted %(value)s%(moved)s.",
            "In %(year)s %(part)s of the %(whole)s organisations together counted "
            "%(value)s%(moved)s.",
            part,
        )
    else:
        sentence = ngettext(
            "In %(year)s %(part)s of the %(whole)s organisations came to %(value)s%(moved)s.",
            "In %(year)s %(part)s of the %(whole)s organisations together came to "
            "%(value)s%(moved)s.",
            part,
        )
    return sentence % words


def _in_words(number: int) -> str:
    """Write small numbers in words, as one does in a sentence."""
    return in_words(number, language=current_language()) if number <= 12 else str(number)


def _value(cell: TrendCell, indicator: Indicator) -> str:
    assert cell.value is not None  # only of known cells anything is said
    return write_qualified(cell, write_with_unit(cell.value, indicator, decimals=cell.decimals))


def _moved(line: TrendLine, cell: TrendCell, indicator: Indicator) -> str:
    """Say what it is against the year before; silent where that would compare two things."""
    before = line.at(Year(cell.year.number - 1, is_example=cell.year.is_example))
    comparable = indicator.is_additive and line.moved(cell.year) is not None
    if not comparable or before.value is None or cell.value is None:
        return ""
    moved = movement(before.value, cell.value)
    if moved is None:
        return ""
    way, percent = moved
    words = {
        "percent": write_percentage(percent, language=current_language()),
        "year": before.year.number,
    }
    return {
        Movement.MORE: _(", %(percent)s more than in %(year)s"),
        Movement.LESS: _(", %(percent)s less than in %(year)s"),
        Movement.HARDLY: _(", almost the same as in %(year)s"),
        Movement.SAME: _(", the same as in %(year)s"),
    }[way] % words


def _draft_range(trend: Trend) -> Drafted | None:
    """Say from what to what it went in the last year, of what cannot be added up."""
    known = [(line, cell) for line in trend.lines for cell in line.known]
    if not known:
        return None
    last = max(cell.year.number for _line, cell in known)
    cells = [(line, cell) for line, cell in known if cell.year.number == last]
    if len(cells) == 1:
        return draft_line(cells[0][0], trend.indicator, {})
    ordered = sorted(cells, key=lambda pair: pair[1].value or 0)
    (lowest, least), (highest, most) = ordered[0], ordered[-1]
    asked = [line for line in trend.lines if line.at(most.year).state != NOT_APPLICABLE]
    words = {
        "year": last,
        "least": _value(least, trend.indicator),
        "lowest": lowest.scope.label,
        "most": _value(most, trend.indicator),
        "highest": highest.scope.label,
        "part": len(cells),
        "whole": len(asked),
    }
    if least.value == most.value:
        sentence = _("In %(year)s it was %(most)s everywhere (%(part)s of %(whole)s reported).")
    else:
        sentence = _(
            "In %(year)s it went from %(least)s (%(lowest)s) to %(most)s (%(highest)s); "
            "%(part)s of %(whole)s reported."
        )
    return Drafted(
        year=most.year,
        period=most.period,
        text=sentence % words,
        figures={line.scope.code: _plain(cell) for line, cell in cells} | {"year": str(most.year)},
    )


def _figures(line: TrendLine, cell: TrendCell, target: Target | None) -> dict[str, str]:
    """Return the figures in a sentence as plain words, to be compared later."""
    before = line.at(Year(cell.year.number - 1, is_example=cell.year.is_example))
    return {
        "year": str(cell.year),
        "value": _plain(cell),
        "counted": cell.series,
        "before": _plain(before),
        "target": f"{target.direction} {target.value.normalize():f}" if target else "",
        "provisional": "yes" if cell.is_provisional else "",
    }


def _plain(cell: TrendCell) -> str:
    return f"{cell.qualifier} {cell.value.normalize():f}" if cell.value is not None else ""
