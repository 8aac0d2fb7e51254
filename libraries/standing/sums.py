"""Sums and ratios that say what they cover. What is missing is never zero."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from libraries.standing.values import ABOUT, EXACT, Amount, Span

VALUE: Final = "value"
NOT_APPLICABLE: Final = "not_applicable"
LIBRARY: Final = "library"


@dataclass(frozen=True, slots=True)
class Entry:
    """What one place brings to a sum; without an amount it brings nothing, and says why not."""

    name: str
    state: str
    amount: Amount | None = None
    part: str = LIBRARY
    is_accepted: bool = True

    def counts(self, *, library_only: bool) -> bool:
        """Say whether this is a value that may enter the sum."""
        return self.has_value and not (library_only and self.is_whole)

    @property
    def has_value(self) -> bool:
        return self.state == VALUE and self.amount is not None

    @property
    def is_whole(self) -> bool:
        """It is about a whole combined institution, of which the library is a part."""
        return self.part != LIBRARY


@dataclass(frozen=True, slots=True)
class Total:
    """A sum or ratio with what it covers: `reported` of `expected`, by name, and who is missing.

    `value` is None when nothing was reported, or when there is nothing that may be added up.
    `whole` are those of the missing that did report, but about a whole combined institution.
    """

    value: Decimal | None
    reported: int
    expected: int
    decimals: int = 0
    qualifier: str = EXACT
    covered: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    is_provisional: bool = True

    @property
    def is_whole(self) -> bool:
        """Everybody who was expected has reported."""
        return self.reported == self.expected


def add_up(
    entries: Sequence[Entry], *, over_places: str = "sum", library_only: bool = False
) -> Total:
    """Add up what was reported. Only what is additive gets a value.

    Whom it does not apply to is not expected either. With `library_only`, as in a network, what is
    about a whole combined institution stays out and counts as missing.
    """
    counted = [entry for entry in entries if entry.counts(library_only=library_only)]
    amounts = [entry.amount for entry in counted if entry.amount is not None]
    missing = _missing(entries, counted)
    may_be_summed = over_places == "sum" and bool(amounts)
    return Total(
        value=sum((one.value for one in amounts), Decimal()) if may_be_summed else None,
        reported=len(counted),
        expected=len(counted) + len(missing),
        decimals=max((one.decimals for one in amounts), default=0),
        qualifier=_qualifier(amounts),
        covered=tuple(entry.name for entry in counted),
        missing=missing,
        whole=tuple(
            entry.name for entry in entries if library_only and entry.has_value and entry.is_whole
        ),
        is_provisional=bool(missing) or not all(entry.is_accepted for entry in counted),
    )


def add_up_ratio(
    numerators: Sequence[Entry],
    denominators: Sequence[Entry],
    *,
    factor: Decimal = Decimal(1),
    decimals: int = 0,
    library_only: bool = False,
) -> Total:
    """Divide two sums over the same places; only places that reported both terms take part.

    `factor` is 100 for a percentage. The value is not rounded; `decimals` is how to print it.
    """
    above, below = [], []
    for numerator, denominator in zip(numerators, denominators, strict=True):
        both = all(one.counts(library_only=library_only) for one in (numerator, denominator))
        above.append(numerator if both else _without(numerator, denominator))
        below.append(denominator if both else _without(denominator, numerator))
    top = add_up(above, library_only=library_only)
    bottom = add_up(below, library_only=library_only)
    value = ratio(top.value, bottom.value, factor=factor)
    exact = {top.qualifier, bottom.qualifier} == {EXACT}
    whole = [
        numerator.name
        for numerator, denominator in zip(numerators, denominators, strict=True)
        if numerator.has_value and denominator.has_value and numerator.name in top.missing
    ]
    return replace(
        top,
        value=value,
        whole=tuple(whole),
        decimals=decimals,
        qualifier=EXACT if exact else ABOUT,
        is_provisional=top.is_provisional or bottom.is_provisional,
    )


def ratio(
    numerator: Decimal | None, denominator: Decimal | None, *, factor: Decimal = Decimal(1)
) -> Decimal | None:
    """Divide; None when a term is missing or the denominator is zero."""
    if numerator is None or not denominator:
        return None
    return numerator / denominator * factor


def ratio_span(numerator: Span, denominator: Span, *, factor: Decimal) -> Span | None:
    """Return between what a ratio lies; None when the denominator can be zero."""
    if denominator.low <= 0 <= denominator.high:
        return None
    ends = [
        above / below * factor
        for above in (numerator.low, numerator.high)
        for below in (denominator.low, denominator.high)
    ]
    return Span(min(ends), max(ends))


def _qualifier(amounts: Sequence[Amount]) -> str:
    """One rounded word in a sum makes the whole sum about so much."""
    if len(amounts) == 1:
        return amounts[0].qualifier
    return EXACT if all(one.is_exact for one in amounts) else ABOUT


def _missing(entries: Sequence[Entry], counted: Sequence[Entry]) -> tuple[str, ...]:
    there = set(map(id, counted))
    return tuple(
        entry.name for entry in entries if entry.state != NOT_APPLICABLE and id(entry) not in there
    )


def _without(entry: Entry, other: Entry) -> Entry:
    """Leave a place out of a ratio; where either term does not apply, nothing was expected."""
    applies = NOT_APPLICABLE not in (entry.state, other.state)
    state = "not_reported" if applies else NOT_APPLICABLE
    return replace(entry, state=state, amount=None)


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a sum covers, for people: '3 of 4 organisations', and who is missing.

    `of` is the kind of scope that is counted; `whole` those of the missing that only reported
    about a whole combined institution.
    """

    reported: int
    expected: int
    of: str
    missing: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        return self.reported == self.expected


def cover(total: Total, names: Sequence[str], groups: Sequence[str], *, of: str) -> Coverage:
    """Count groups instead of places: a group has reported when all its expected places have.

    `names` and `groups` go side by side. Of a group that reported in part, the missing places are
    named behind it. Places that nothing was expected of do not count.
    """
    expected = {*total.covered, *total.missing}
    lacking: dict[str, list[str]] = {}
    sizes: dict[str, int] = {}
    missing = set(total.missing)
    for name, group in zip(names, groups, strict=True):
        if name in expected:
            sizes[group] = sizes.get(group, 0) + 1
        if name in missing:
            lacking.setdefault(group, []).append(name)
    labels = {
        group: group if len(lost) == sizes[group] else f"{group} ({', '.join(lost)})"
        for group, lost in lacking.items()
    }
    return Coverage(
        reported=len(sizes) - len(lacking),
        expected=len(sizes),
        of=of,
        missing=tuple(labels.values()),
        whole=tuple(labels[group] for group, lost in lacking.items() if {*lost} <= {*total.whole}),
    )
