"""Everything that many rows ask of the database, asked once."""

from datetime import date
from functools import cached_property
from typing import Final

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from libraries import rules
from libraries.actions.importing.cells import RefusedRowError, sentence_of
from libraries.actions.locks import lock_sentence
from libraries.actions.settling import definition_on
from libraries.models import Definition, Figure, Indicator, Period, Publication, Scope

Kind = Period.Kind
FIRST_YEAR: Final = 1900
WRITTEN_AS: Final = {  # how sources write the unit of what is counted in thousands or millions
    1000: ("{} x 1000", "{} x 1.000", "x 1000 {}", "{} (x 1000)"),
    1_000_000: ("{} x mln", "{} x miljoen", "{} x 1.000.000", "x mln {}", "{} (x mln)"),
}
OTHER_NAMES: Final = {"verhouding": ("ratio",), "EUR": ("euro", "€")}


class Books:
    """The codes of indicators, places, periods and publications. Memory grows with these only."""

    def __init__(self) -> None:
        self.indicators = {
            one.code: one for one in Indicator.objects.prefetch_related("definitions")
        }
        self.scopes = {
            (one.kind, one.code): one
            for one in Scope.objects.select_related("owner", "organisation")
        }
        self.periods = {(one.kind, one.start): one for one in self._periods()}
        self.publications = dict(Publication.objects.values_list("code", "pk"))
        self._definitions: dict[tuple[int, date], Definition] = {}
        self._parts: dict[tuple[int, int], str] = {}
        self._units: dict[int, frozenset[str]] = {}
        self._locks: dict[tuple[int, int | None], str] = {}
        self._spans: dict[tuple[str, int], tuple[date, date]] = {}

    @staticmethod
    def _periods() -> list[Period]:
        return list(Period.objects.real().select_related("closed_by"))

    @cached_property
    def latest_year(self) -> int:
        """The last year of which something may be said: plans reach a little ahead."""
        return timezone.localdate().year + 10

    def span(self, kind: str, year: int) -> tuple[date, date]:
        """Return the first and last day of what is counted in a year."""
        key = (kind, year)
        if key not in self._spans:
            if not FIRST_YEAR <= year <= self.latest_year:
                raise RefusedRowError(
                    "year",
                    _("%(year)s is no year of which there can be figures.") % {"year": year},
                )
            school = kind == Kind.SCHOOL_YEAR
            last = date(year, 7, 31) if school else date(year, 12, 31)
            first = date(year - 1, 8, 1) if school else date(year, 1, 1)
            self._spans[key] = (last if kind == Kind.REFERENCE_DATE else first, last)
        return self._spans[key]

    def definition(self, indicator: Indicator, end: date) -> Definition:
        key = (indicator.pk, end)
        if key not in self._definitions:
            try:
                self._definitions[key] = definition_on(indicator, end)
            except ValidationError as refusal:
                raise RefusedRowError("indicator_code", sentence_of(refusal)) from None
        return self._definitions[key]

    def version(self, indicator: Indicator, version: int) -> Definition:
        """Return the definition of a version that a file names."""
        for one in indicator.definitions.all():
            if one.version == version:
                return one
        raise RefusedRowError(
            "definition",
            _("“%(indicator)s” has no definition %(version)s.")
            % {"indicator": indicator, "version": version},
        )

    def usual_part(self, indicator: Indicator, scope: Scope) -> str:
        key = (indicator.pk, scope.pk)
        if key not in self._parts:
            self._parts[key] = Figure.usual_part(indicator, scope)
        return self._parts[key]

    def fits_unit(self, indicator: Indicator, text: str) -> bool:
        """Tell whether a unit is that of an indicator, thousands and millions included."""
        if indicator.pk not in self._units:
            names = (indicator.unit, *OTHER_NAMES.get(indicator.unit, ()))
            shapes = WRITTEN_AS.get(indicator.multiplier, ("{}",))
            known = {shape.format(name) for name in names for shape in shapes}
            known |= {indicator.sign} if indicator.multiplier > 1 else set()
            self._units[indicator.pk] = frozenset(one.casefold() for one in known)
        return text.casefold() in self._units[indicator.pk]

    def lock(self, period: Period, scope: Scope) -> str:
        """Return why nothing may come into a period that somebody closed; empty when it may."""
        if period.closed_at is None:
            return ""
        key = (period.pk, scope.pk)
        if key not in self._locks:
            free = rules.is_writable(period, scope, today=timezone.localdate())
            self._locks[key] = "" if free else lock_sentence(period)
        return self._locks[key]


def unit_in_files(indicator: Indicator) -> str:
    """Return how the unit of an indicator is written in a file: "EUR x 1000"."""
    return WRITTEN_AS.get(indicator.multiplier, ("{}",))[0].format(indicator.unit)
