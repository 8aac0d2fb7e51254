"""The columns of the feed: what CSV, JSON, their description and the page about them all say."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from libraries.models import Figure, Indicator, Period, Reading, Scope

Cell = str | int | bool | date | None
Row = tuple[Cell, ...]
REPORTED: Final = "reported"
COMPUTED: Final = "computed"
CONFLICT: Final = "conflict"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: a key never changes, and words say what it means.

    Kinds: text, number (a decimal number as text, with a point), count, flag, day. `among` lists
    the values there can be; `leads_to` is the table of which it holds the key.
    """

    name: str
    kind: str
    words: str | Promise
    may_be_empty: bool = False
    among: tuple[str, ...] = ()
    leads_to: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the star. The first column is its key; `narrowed_by` are the filters it knows."""

    name: str
    words: str | Promise
    columns: tuple[Column, ...]
    narrowed_by: tuple[str, ...] = ()


MEASURES = Table(
    "measures",
    _("What is counted: one row for each indicator."),
    (
        Column("measure", "text", _("Key: the code of the indicator.")),
        Column("name", "text", _("Name on screen.")),
        Column("unit", "text", _("Unit: aantal, EUR, %, uur and so on.")),
        Column("multiplier", "count", _("1000 when values are in thousands of the unit.")),
        Column("decimals", "count", _("Decimals it is usually written with.")),
        Column(
            "nature",
            "text",
            _("A stock holds on a day and is never added up over time; a flow may be."),
            among=tuple(Indicator.Nature.values),
        ),
        Column(
            "period_kind",
            "text",
            _("The kind of period it is counted over."),
            among=tuple(Period.Kind.values),
        ),
        Column(
            "over_places",
            "text",
            _("How values of places become one: added up, divided again, or not at all."),
            among=tuple(Indicator.OverPlaces.values),
        ),
        Column(
            "over_time",
            "text",
            _("How values of parts of a year become one of the year."),
            among=tuple(Indicator.OverTime.values),
        ),
        Column(
            "level",
            "text",
            _("The one kind of place that reports it. Add up this kind only."),
            among=tuple(Scope.Kind.values),
        ),
        Column(
            "numerator",
            "text",
            _("Of a ratio: what is divided."),
            may_be_empty=True,
            leads_to="measures",
        ),
        Column(
            "denominator",
            "text",
            _("Of a ratio: what it is divided by."),
            may_be_empty=True,
            leads_to="measures",
        ),
        Column(
            "part_of",
            "text",
            _("The total it is a part of."),
            may_be_empty=True,
            leads_to="measures",
        ),
        Column(
            "follows",
            "text",
            _("The indicator it came after."),
            may_be_empty=True,
            leads_to="measures",
        ),
        Column(
            "follows_with_break",
            "flag",
            _("Counted otherwise than what it follows: compute no growth across it."),
        ),
        Column("note", "text", _("Remark."), may_be_empty=True),
    ),
)
DEFINITIONS = Table(
    "definitions",
    _("What exactly is counted, by version. Another version is another series."),
    (
        Column("definition", "text", _("Key: code of the indicator and version.")),
        Column("measure", "text", _("The indicator."), leads_to="measures"),
        Column("version", "count", _("Version, from 1.")),
        Column("text", "text", _("The definition.")),
        Column("valid_from", "day", _("First day it holds."), may_be_empty=True),
        Column("source_url", "text", _("Where the definition stands."), may_be_empty=True),
    ),
)
PERIODS = Table(
    "periods",
    _("Over which time: months, quarters, years and reference dates."),
    (
        Column("period", "text", _("Key: kind and first day.")),
        Column("kind", "text", _("Kind of period."), among=tuple(Period.Kind.values)),
        Column("start", "day", _("First day.")),
        Column("end", "day", _("Last day.")),
        Column("year", "count", _("The year it counts to: the one in which it ends.")),
        Column("is_example", "flag", _("Of the made-up example year.")),
    ),
    ("example",),
)
SCOPES = Table(
    "scopes",
    _("Of whom or what: organisations, municipalities, branches, network, province and country."),
    (
        Column("scope", "text", _("Key: kind and code.")),
        Column("kind", "text", _("Kind of place."), among=tuple(Scope.Kind.values)),
        Column("code", "text", _("Code; of a municipality that of Statistics Netherlands.")),
        Column("name", "text", _("Name in use now.")),
        Column("short_name", "text", _("Short name."), may_be_empty=True),
        Column(
            "organisation",
            "text",
            _("The organisation that reports for it."),
            may_be_empty=True,
            leads_to="scopes",
        ),
        Column(
            "municipality",
            "text",
            _("The municipality it lies in."),
            may_be_empty=True,
            leads_to="scopes",
        ),
    ),
)
FACTS = Table(
    "facts",
    _("The figures: what is accepted now, and what the network reached together."),
    (
        Column("fact", "text", _("Key of this row.")),
        Column(
            "kind",
            "text",
            _(
                "Reported by or published of this place, or computed from what places "
                "reported. Add up one kind only."
            ),
            among=(REPORTED, COMPUTED),
        ),
        Column("measure", "text", _("What is counted."), leads_to="measures"),
        Column(
            "definition",
            "text",
            _("By which definition; empty when there was none for a computed row."),
            may_be_empty=True,
            leads_to="definitions",
        ),
        Column("period", "text", _("Over which period."), leads_to="periods"),
        Column("scope", "text", _("Of whom."), leads_to="scopes"),
        Column(
            "part",
            "text",
            _("Library work, or a whole combined institution."),
            among=tuple(Figure.Part.values),
        ),
        Column(
            "state",
            "text",
            _(
                "Whether there is a value, or why not. A contradiction has sources "
                "that say different things and of which nobody chose one yet."
            ),
            among=(*Reading.State.values, CONFLICT),
        ),
        Column(
            "value",
            "number",
            _("The value in unit times multiplier. Empty is missing, never zero."),
            may_be_empty=True,
        ),
        Column("decimals", "count", _("Decimals the source gave.")),
        Column(
            "qualifier",
            "text",
            _(
                "The rounded word of the source: over, almost or about. A sum with a "
                "rounded part is about so much."
            ),
            among=tuple(Reading.Qualifier.values),
        ),
        Column(
            "status",
            "text",
            _(
                "Accepted; contradicted; of a computed row complete, or provisional "
                "while somebody is missing."
            ),
            among=("accepted", "contradicted", "complete", "provisional"),
        ),
        Column(
            "coverage",
            "text",
            _("Of a computed row: how many organisations it covers, for example: 3 of 4."),
            may_be_empty=True,
        ),
        Column("reported", "count", _("The first number of the coverage."), may_be_empty=True),
        Column("expected", "count", _("The second number of the coverage."), may_be_empty=True),
        Column(
            "method",
            "text",
            _("How it was counted."),
            may_be_empty=True,
            among=tuple(Reading.Method.values),
        ),
        Column(
            "finality",
            "text",
            _("Whether the source calls it provisional or definitive."),
            may_be_empty=True,
            among=tuple(Reading.Finality.values),
        ),
        Column(
            "source",
            "text",
            _("Kind of source."),
            may_be_empty=True,
            among=tuple(Reading.Source.values),
        ),
        Column(
            "publication",
            "text",
            _("Code of the publication it was quoted from."),
            may_be_empty=True,
        ),
        Column("accepted_on", "day", _("Day on which it was accepted."), may_be_empty=True),
        Column("is_example", "flag", _("Of the made-up example year.")),
    ),
    ("year", "indicator", "scope", "kind", "example"),
)
TABLES = {one.name: one for one in (FACTS, MEASURES, DEFINITIONS, PERIODS, SCOPES)}
