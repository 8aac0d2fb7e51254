"""The marks and the few words each language needs around figures."""

from dataclasses import dataclass
from enum import StrEnum

MINUS = "−"
NO_BREAK = "\u00a0"


class Qualifier(StrEnum):
    """How exact the source says a value is; "ruim 660" is data, not style."""

    EXACT = "exact"
    OVER = "over"
    ALMOST = "almost"
    ABOUT = "about"


class Missing(StrEnum):
    """Why a place is empty. None of these is zero."""

    NO_DATA = "no_data"
    NOT_REPORTED = "not_reported"
    NOT_APPLICABLE = "not_applicable"
    NOT_YET_KNOWN = "not_yet_known"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class Notation:
    """The marks and the few words one language needs around figures."""

    decimal: str
    group: str
    before_amount: str
    qualifiers: dict[Qualifier, str]
    less_than: str
    multipliers: dict[int, str]
    missing: dict[Missing, tuple[str, str]]


NOTATIONS = {
    "nl": Notation(
        decimal=",",
        group=".",
        before_amount=NO_BREAK,
        qualifiers={
            Qualifier.EXACT: "",
            Qualifier.OVER: "ruim",
            Qualifier.ALMOST: "bijna",
            Qualifier.ABOUT: "ongeveer",
        },
        less_than="minder dan",
        multipliers={1: "", 1000: "duizend", 1_000_000: "miljoen"},
        missing={
            Missing.NO_DATA: ("–", "geen gegevens"),
            Missing.NOT_REPORTED: ("niet gemeld", ""),
            Missing.NOT_APPLICABLE: ("n.v.t.", "niet van toepassing"),
            Missing.NOT_YET_KNOWN: ("nog niet bekend", ""),
            Missing.WITHHELD: ("niet getoond", ""),
        },
    ),
    "en": Notation(
        decimal=".",
        group=",",
        before_amount="",
        qualifiers={
            Qualifier.EXACT: "",
            Qualifier.OVER: "over",
            Qualifier.ALMOST: "almost",
            Qualifier.ABOUT: "about",
        },
        less_than="less than",
        multipliers={1: "", 1000: "thousand", 1_000_000: "million"},
        missing={
            Missing.NO_DATA: ("–", "no data"),
            Missing.NOT_REPORTED: ("not reported", ""),
            Missing.NOT_APPLICABLE: ("n/a", "not applicable"),
            Missing.NOT_YET_KNOWN: ("not yet known", ""),
            Missing.WITHHELD: ("not shown", ""),
        },
    ),
}


def notation(language: str) -> Notation:
    """Return the notation of a language code, also of "nl-be" or "en-gb"; Dutch for any other."""
    return NOTATIONS.get(language.partition("-")[0], NOTATIONS["nl"])
