"""The change between two years of a figure, without Django."""

from decimal import ROUND_HALF_UP, Decimal

from reports.standing import Fact


def difference(this: Fact | None, before: Fact | None) -> Decimal | None:
    """Return this year minus the year before; None when either is missing or contested."""
    if this is None or before is None or not (this.is_settled and before.is_settled):
        return None
    if this.number is None or before.number is None or this.unit != before.unit:
        return None
    return this.number * this.multiplier - before.number * before.multiplier


def growth(this: Fact | None, before: Fact | None) -> Decimal | None:
    """Return the change in percent, to one decimal; None unless both years are above zero."""
    change = difference(this, before)
    if change is None or this is None or before is None or before.number is None:
        return None
    if this.unit == "%" or this.number is None or min(this.number, before.number) <= 0:
        return None
    share = 100 * change / (before.number * before.multiplier)
    return share.quantize(Decimal("0.1"), ROUND_HALF_UP)


def is_rough(this: Fact | None, before: Fact | None) -> bool:
    """Tell whether one of the two is only about what it says."""
    return any(fact is not None and fact.qualifier != "exact" for fact in (this, before))
