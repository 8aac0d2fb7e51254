"""Numbers in sentences, written for people."""

from decimal import Decimal

from biblionet.kit.fields import current_language
from biblionet.kit.numbers import write_number


def written(value: Decimal, *, decimals: int | None = None) -> str:
    """Write a number in the language of the page, without zeros that nobody typed."""
    plain = value if decimals is not None or value != value.to_integral() else value.quantize(0)
    return write_number(plain, language=current_language(), decimals=decimals)
