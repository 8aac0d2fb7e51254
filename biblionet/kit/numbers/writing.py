"""Writes numbers, percentages, money and the reasons why a value is missing."""

from decimal import ROUND_HALF_UP, Decimal

from biblionet.kit.numbers.notation import MINUS, NO_BREAK, Missing, Qualifier, notation


def write_number(
    value: Decimal | int, *, language: str, decimals: int | None = None, minus: str = MINUS
) -> str:
    """Write a number with grouped thousands; without `decimals` exactly as many as it carries.

    The minus is U+2212, for screen and paper; inputs ask for "-" with `write_input`.
    """
    marks = notation(language)
    exact = value if isinstance(value, Decimal) else Decimal(value)
    if not exact.is_finite():
        raise ValueError("only finite numbers can be written")
    if decimals is not None:
        exact = round_half_up(exact, decimals)
    whole, _dot, tail = f"{abs(exact):,f}".partition(".")
    sign = minus if exact < 0 else ""
    return sign + whole.replace(",", marks.group) + (marks.decimal + tail if tail else "")


def round_half_up(value: Decimal, decimals: int) -> Decimal:
    """Round as people do on paper: a half goes away from zero."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def write_input(value: Decimal | int, *, language: str) -> str:
    """Write a number as the number field shows it: the minus of the keyboard."""
    return write_number(value, language=language, minus="-")


def decimal_mark(language: str) -> str:
    """Return what stands before the decimals: a comma in Dutch."""
    return notation(language).decimal


def write_percentage(value: Decimal | int, *, language: str, decimals: int = 1) -> str:
    """Write 95.5 as "95,5%"; a share too small to show is "minder dan 0,1%", not zero."""
    smallest = Decimal(1).scaleb(-decimals)
    if 0 < value < smallest / 2:
        least = write_number(smallest, language=language)
        return f"{notation(language).less_than} {least}%"
    return write_number(value, language=language, decimals=decimals) + "%"


def write_money(
    value: Decimal | int, *, language: str, decimals: int | None = None, multiplier: int = 1
) -> str:
    """Write euros: "€ 1.234,50"; with a multiplier "€ 1,2 miljoen". Whole euros stay whole."""
    marks = notation(language)
    if decimals is None and multiplier == 1:
        decimals = 0 if value == int(value) else 2
    size = -value if value < 0 else value
    number = write_number(size, language=language, decimals=decimals)
    sign = MINUS if value < 0 else ""
    amount = f"€{marks.before_amount}{sign}{number}" if marks.before_amount else f"{sign}€{number}"
    word = marks.multipliers[multiplier]
    return f"{amount}{NO_BREAK}{word}" if word else amount


def qualify(written: str, qualifier: Qualifier | str, *, language: str) -> str:
    """Put "ruim", "bijna" or "ongeveer" before a written value; nothing when it is exact."""
    word = notation(language).qualifiers[Qualifier(qualifier)]
    return f"{word}{NO_BREAK}{written}" if word else written


def write_missing(reason: Missing | str, *, language: str) -> str:
    """Write why a value is missing, as seen: "–", "n.v.t.", "nog niet bekend", "niet gemeld"."""
    return notation(language).missing[Missing(reason)][0]


def speak_missing(reason: Missing | str, *, language: str) -> str:
    """Write why a value is missing in whole words, for who hears the page instead of seeing it."""
    shown, spoken = notation(language).missing[Missing(reason)]
    return spoken or shown
