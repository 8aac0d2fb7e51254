"""Figures out, as the importer reads them again: a row for each thing a source says of a figure.

Everything that belongs to a reading has a column, so that nothing is lost on the way out and in.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.fields import Field
from import_export.resources import ModelResource
from tablib import Dataset

from biblionet.kit.exchange import TextCSV, TextODS, TextXLSX
from biblionet.kit.fields import current_language
from biblionet.kit.numbers import decimal_mark, round_half_up
from libraries.actions import importing
from libraries.models import Reading
from libraries.models.readings import ReadingQuerySet
from libraries.resources.columns import BY_NAME

# More would keep whoever asks waiting too long; CSV is written ten times as fast.
MOST: Final = {"csv": 100_000, "xlsx": 20_000, "ods": 10_000}
FORMATS: Final[dict[str, Any]] = {"csv": TextCSV, "xlsx": TextXLSX, "ods": TextODS}
FOR_READERS: Final = {
    "indicator_name": gettext_lazy("Name of the indicator"),
    "scope_name": gettext_lazy("Name of the place"),
    "counts": gettext_lazy("Counts"),
}


class Told(Field):  # type: ignore[misc]  # import_export has no stubs
    """A column that says of a reading what a function makes of it."""

    def __init__(self, tell: Callable[[Reading], Any]) -> None:
        super().__init__(readonly=True)
        self._tell = tell

    def export(self, instance: Reading, **kwargs: Any) -> Any:
        """Return the cell: a text, a number, or nothing."""
        return self._tell(instance)


def _yes(is_so: bool) -> str:
    return _("yes") if is_so else _("no")


def _number(reading: Reading) -> Decimal | None:
    """Return the number in the decimals it was given in."""
    return None if reading.value is None else round_half_up(reading.value, reading.decimals)


class FiguresResource(ModelResource):  # type: ignore[misc]  # import_export has no stubs
    """What sources say of figures; it comes in again through the importer, never this way."""

    indicator_code = Told(lambda one: one.figure.indicator.code)
    indicator_name = Told(lambda one: one.figure.indicator.name)
    definition = Told(lambda one: one.figure.definition.version)
    scope_type = Told(lambda one: one.figure.scope.get_kind_display())
    scope_code = Told(lambda one: one.figure.scope.code)
    scope_name = Told(lambda one: one.figure.scope.label)
    year = Told(lambda one: one.figure.period.end.year)
    period_kind = Told(lambda one: one.figure.period.get_kind_display())
    period_start = Told(lambda one: one.figure.period.start.isoformat())
    part = Told(lambda one: one.figure.get_part_display())
    unit = Told(lambda one: importing.unit_in_files(one.figure.indicator))
    state = Told(lambda one: one.get_state_display())
    value = Told(_number)
    decimals = Told(lambda one: one.decimals)
    qualifier = Told(lambda one: one.get_qualifier_display())
    method = Told(lambda one: one.get_method_display())
    finality = Told(lambda one: one.get_finality_display())
    source = Told(lambda one: one.get_source_display())
    publication = Told(lambda one: one.publication.code if one.publication else "")
    publication_title = Told(lambda one: one.publication.title if one.publication else "")
    source_url = Told(lambda one: one.source_url)
    printed_as = Told(lambda one: one.printed_as)
    note = Told(lambda one: one.note)
    explanation = Told(lambda one: one.explanation)
    workflow = Told(lambda one: one.get_workflow_display())
    counts = Told(lambda one: _yes(one.figure.current_id == one.pk))
    is_example = Told(lambda one: _yes(one.figure.period.is_example))

    class Meta:
        model = Reading
        fields = (
            "indicator_code",
            "indicator_name",
            "definition",
            "scope_type",
            "scope_code",
            "scope_name",
            "year",
            "period_kind",
            "period_start",
            "part",
            "unit",
            "state",
            "value",
            "decimals",
            "qualifier",
            "method",
            "finality",
            "source",
            "publication",
            "publication_title",
            "source_url",
            "printed_as",
            "note",
            "explanation",
            "workflow",
            "counts",
            "is_example",
        )
        export_order = fields

    def get_export_headers(self, *args: Any, **kwargs: Any) -> list[str]:
        """Name the columns as people do; the importer knows these words."""
        return [heading(one) for one in super().get_export_headers(*args, **kwargs)]


def heading(name: str) -> str:
    """Return the heading of a column, in the active language."""
    return str(BY_NAME[name].label if name in BY_NAME else FOR_READERS[name])


def figures_file(readings: ReadingQuerySet, kind: str) -> bytes:
    """Return a file of what is said; CSV with the decimal mark of the reader's language."""
    found = readings.select_related(
        "publication", "figure__indicator", "figure__definition", "figure__scope", "figure__period"
    )
    data: Dataset = FiguresResource().export(found)
    if kind == "csv":
        data = _with_marks(data, decimal_mark(current_language()))
    written = FORMATS[kind]().export_data(data)
    return written.encode() if isinstance(written, str) else bytes(written)


def _with_marks(data: Dataset, mark: str) -> Dataset:
    """Write the numbers of a text file as people of a language do, without thousands."""
    written = Dataset(headers=data.headers)
    for row in data:
        written.append(
            [f"{one:f}".replace(".", mark) if isinstance(one, Decimal) else one for one in row]
        )
    return written
