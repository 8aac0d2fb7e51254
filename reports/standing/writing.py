"""How a figure is written: in the unit and precision given, or why there is no value."""

from decimal import Decimal

from biblionet.kit import numbers
from biblionet.kit.numbers.notation import notation
from reports.standing.facts import Fact

EURO = "EUR"


def write_fact(fact: Fact, *, language: str, with_unit: bool = False) -> str:
    """Write a fact as every page and paper does: "ruim 660", "19,03%", "€ 1.027 duizend".

    `with_unit` adds the word of the unit, for use in a sentence: "133 locaties".
    """
    if fact.number is None:
        return numbers.write_missing(fact.state, language=language)
    written = write_value(
        fact.number,
        unit=fact.unit,
        multiplier=fact.multiplier,
        decimals=fact.decimals,
        language=language,
    )
    written = numbers.qualify(written, fact.qualifier, language=language)
    word = unit_word(fact.unit)
    return f"{written}{numbers.NO_BREAK}{word}" if with_unit and word else written


def write_value(value: Decimal, *, unit: str, multiplier: int, decimals: int, language: str) -> str:
    """Write a value without the word of its unit; euros and percentages show theirs."""
    if unit == "%":
        return numbers.write_number(value, language=language, decimals=decimals) + "%"
    if unit.split(" ")[0] == EURO:
        return numbers.write_money(
            value, language=language, decimals=decimals, multiplier=multiplier
        )
    written = numbers.write_number(value, language=language, decimals=decimals)
    word = notation(language).multipliers[multiplier]
    return f"{written}{numbers.NO_BREAK}{word}" if word else written


def unit_word(unit: str) -> str:
    """Return what stands after a written value: "leden", "per inwoner"; nothing for "%"."""
    if unit in {"%", EURO, "aantal", "ratio"}:
        return ""
    return unit.removeprefix(EURO).strip()
