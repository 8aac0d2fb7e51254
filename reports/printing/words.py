"""What is said about a figure: its value, where and when it holds, and what a reader must know."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override, pgettext

from biblionet.kit.numbers import (
    NO_BREAK,
    qualify,
    write_missing,
    write_money,
    write_number,
    write_percentage,
)
from biblionet.kit.numbers.notation import notation
from reports.standing import Correction, Coverage, Fact, Source

EURO, PERCENT, YES_NO = "EUR", "%", "ja/nee"
BARE = {"", "aantal", "ratio", PERCENT, YES_NO}  # units that say nothing, or stand with every value
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def write_fact(fact: Fact, *, language: str) -> str:
    """Write a figure as every sentence, tile and page does: 'ruim 660', '€ −557 duizend'.

    Says why when there is no value. An open conflict gives all its values: '39 of 45'.
    """
    values = contested(fact, language=language)
    return one_of(values, language=language) if values else _settled(fact, language=language)


def _settled(fact: Fact, *, language: str, is_bare: bool = False) -> str:
    if fact.value is None:
        reason = "not_reported" if fact.state == "value" else fact.state
        return write_missing(reason, language=language)
    return write_value(
        fact, fact.value, fact.decimals, fact.qualifier, language=language, is_bare=is_bare
    )


def write_in_table(fact: Fact, *, language: str) -> str:
    """Write a figure under a head that says its unit: without euro sign and multiplier."""
    values = contested(fact, language=language, is_bare=True)
    if values:
        return one_of(values, language=language)
    return _settled(fact, language=language, is_bare=True)


def write_value(
    fact: Fact,
    value: str,
    decimals: int,
    qualifier: str = "exact",
    *,
    language: str,
    is_bare: bool = False,
) -> str:
    """Write a value in the unit of a figure; `is_bare` leaves out euro sign and multiplier."""
    number = Decimal(value)
    if fact.unit == YES_NO:
        with override(language):
            return _("yes") if number else _("no")
    if fact.unit == PERCENT:
        written = write_percentage(number, language=language, decimals=decimals)
    elif is_bare:
        written = write_number(number, language=language, decimals=decimals)
    elif fact.unit.startswith(EURO):
        written = write_money(
            number, language=language, decimals=decimals, multiplier=fact.multiplier
        )
    else:
        word = notation(language).multipliers[fact.multiplier]
        written = write_number(number, language=language, decimals=decimals)
        written = f"{written}{NO_BREAK}{word}" if word else written
    return qualify(written, qualifier, language=language)


def contested(fact: Fact, *, language: str, is_bare: bool = False) -> list[str]:
    """Return the different values that sources give as long as nobody chose; else nothing."""
    if fact.is_settled:
        return []
    given = [(fact.value, fact.decimals, fact.qualifier)]
    given += [(one.value, one.decimals, one.qualifier) for one in fact.alternatives]
    written = [
        write_value(fact, value, decimals, qualifier, language=language, is_bare=is_bare)
        for value, decimals, qualifier in given
        if value is not None
    ]
    different = list(dict.fromkeys(written))
    return different if len(different) > 1 else []


def one_of(values: list[str], *, language: str) -> str:
    """Join values of which one will hold, in the language of the report."""
    with override(language):
        return _(" or ").join(values)


def enumerate_words(words: Iterable[str]) -> str:
    """Join words as in a sentence: 'Bind, DNK and Facet'."""
    *first, last = list(words) or [""]
    if not first:
        return last
    return _("%(first)s and %(last)s") % {"first": ", ".join(first), "last": last}


def unit_of(fact: Fact) -> str:
    """Return the unit as a table head says it: 'leden', '× € 1.000'."""
    if not fact.unit.startswith(EURO):
        return "" if fact.unit in BARE else fact.unit
    rest = fact.unit.removeprefix(EURO)
    if fact.multiplier == 1:
        return f"€{rest}"
    grouped = write_number(fact.multiplier, language="nl")
    return f"× € {grouped}{rest}"


def period_of(fact: Fact) -> str:
    """Return when a figure holds, in words: '2023', '31 december 2023'."""
    return day(fact.period)


def day(written: str) -> str:
    """Write an ISO date in words; anything else stays as it is."""
    try:
        return date_format(date.fromisoformat(written), "j F Y")
    except ValueError:
        return written


def moment(written: str) -> str:
    """Write an ISO date and time as people in Drenthe's time zone do; with the hour."""
    at = datetime.fromisoformat(written).astimezone(AMSTERDAM)
    return _("%(day)s, %(hour)s") % {
        "day": date_format(at, "j F Y"),
        "hour": date_format(at, "TIME_FORMAT"),
    }


def identity(fact: Fact) -> str:
    """Say which figure it is: 'F-0001: Bibliotheekleden, Drenthe, 2023'."""
    return f"{fact.code}: {fact.name}, {fact.scope_name}, {period_of(fact)}"


# ── remarks ───────────────────────────────────────────────────────────────────────────────────


def is_provisional(fact: Fact) -> bool:
    """Tell whether a value may still change: its source says so, or it is not accepted yet."""
    return fact.state == "value" and (
        fact.finality in {"provisional", "further_provisional"} or not fact.is_accepted
    )


def covered(coverage: Coverage) -> str:
    """Say what a sum covers: '3 of 4 organisations'."""
    of = coverage.expected
    municipalities = ngettext("%(n)s of %(of)s municipality", "%(n)s of %(of)s municipalities", of)
    words = {
        "organisation": ngettext(
            "%(n)s of %(of)s organisation", "%(n)s of %(of)s organisations", of
        ),
        "municipality": municipalities,
        "service_area": municipalities,
        "branch": ngettext("%(n)s of %(of)s branch", "%(n)s of %(of)s branches", of),
    }
    pattern = words.get(coverage.of, _("%(n)s of %(of)s"))
    return pattern % {"n": coverage.reported, "of": of}


def gap(coverage: Coverage) -> str:
    """Say what a sum covers and who is not in it: '3 of 4 organisations; missing: Hoogeveen'.

    A figure about a whole combined institution stands beside the sum and does not enter it.
    """
    told = covered(coverage)
    for pattern, names in (
        (_("%(covered)s; missing: %(names)s"), coverage.absent),
        (
            _("%(covered)s; not in it, because about the whole institution: %(names)s"),
            coverage.whole,
        ),
    ):
        if names:
            in_order = enumerate_words(sorted(names, key=str.casefold))
            told = pattern % {"covered": told, "names": in_order}
    return told


def not_in(coverage: Coverage) -> str:
    """Name who is not in a sum, and of whom there is a figure all the same."""
    why = _("about the whole institution")
    aside = (f"{name} ({why})" for name in coverage.whole)
    return enumerate_words((*coverage.absent, *aside))


def warnings(fact: Fact, *, language: str) -> Iterator[str]:
    """Yield what nobody may miss: sources that contradict each other, and incomplete sums."""
    if contested(fact, language=language):
        yield _("The sources contradict each other: %(values)s. Nobody has chosen yet.") % {
            "values": enumerate_words(_sayings(fact, language))
        }
    if fact.coverage and fact.coverage.expected > 1 and not fact.coverage.is_whole:
        yield capfirst(gap(fact.coverage)) + "."
    if fact.computed_beside is not None:
        computed = write_value(
            fact, fact.computed_beside, decimals_of(fact.computed_beside), language=language
        )
        yield _("As published; computed from its parts it is %(value)s.") % {"value": computed}


def decimals_of(value: str) -> int:
    exponent = Decimal(value).as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def _sayings(fact: Fact, language: str) -> Iterator[str]:
    """Yield each value with who says so."""
    if fact.value is not None:
        yield _quoted(_settled(fact, language=language), fact.sources[:1])
    for other in fact.alternatives:
        if other.value is not None:
            written = write_value(
                fact, other.value, other.decimals, other.qualifier, language=language
            )
            yield _quoted(written, (other.source,))


def _quoted(written: str, sources: Iterable[Source]) -> str:
    titles = ", ".join(source.title for source in sources)
    return f"{written} ({titles})" if titles else written


def other_values(fact: Fact, *, language: str) -> Iterator[str]:
    """Yield what other sources said after somebody chose: it stays on record."""
    if fact.is_settled:
        for other in fact.alternatives:
            if other.value is not None:
                written = write_value(
                    fact, other.value, other.decimals, other.qualifier, language=language
                )
                yield _("Other source: %(value)s.") % {"value": _quoted(written, (other.source,))}


def explanations(fact: Fact, *, language: str) -> Iterator[str]:
    """Yield what was explained: by who reported or corrected it, and by its sources."""
    if fact.corrected:
        yield correction(fact, fact.corrected, language=language)
    if fact.explanation:
        yield sentence(fact.explanation)
    if fact.state == "not_yet_known" and fact.expected_on:
        yield _("Expected on %(day)s.") % {"day": day(fact.expected_on)}
    for source in fact.sources:
        if source.remark:
            yield sentence(source.remark)


def correction(fact: Fact, before: Correction, *, language: str) -> str:
    """Say what a figure was before it was corrected, and why that was done."""
    if before.value is None:
        written = write_missing(before.state, language=language)
    else:
        written = write_value(
            fact, before.value, before.decimals, before.qualifier, language=language
        )
    return _("Corrected; it said %(value)s: %(reason)s.") % {
        "value": written,
        "reason": before.reason,
    }


def sentence(text: str) -> str:
    """Begin with a capital and end with a stop."""
    text = capfirst(text.strip())
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def finality_of(fact: Fact) -> str:
    """Say how final a value is, when that is not simply definitive."""
    if fact.state != "value":
        return ""
    if fact.finality == "further_provisional":
        return pgettext("figure", "further provisional")
    return pgettext("figure", "provisional") if is_provisional(fact) else ""


def method_of(fact: Fact) -> str:
    """Say how a value was found, when it was not counted."""
    return {
        "estimated": pgettext("figure", "estimated"),
        "partly_estimated": pgettext("figure", "partly estimated"),
    }.get(fact.method, "")
