"""A block out of a spreadsheet: what it would change, before anything is changed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from libraries.models import Reading
from programmes.forms.rows import mark_of, value_field
from programmes.models import Return
from programmes.overviews import Cell, GridRow, MonthsPage
from programmes.standing import Block, Line, plain_name, read_block

LONGEST = 50_000


class PasteForm(forms.Form):
    """The block, and where it begins when it does not say so itself."""

    block = forms.CharField(
        label=gettext_lazy("The block you copied"),
        help_text=gettext_lazy(
            "Copy the cells in your sheet and paste them here. With the names before them and the "
            "months above them is safest."
        ),
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "wrap": "off"}),
        error_messages={"required": gettext_lazy("Paste the cells first.")},
    )
    row = forms.ChoiceField(
        label=gettext_lazy("The first row is"),
        help_text=gettext_lazy("Only when there are no names in your block."),
        required=False,
    )
    month = forms.TypedChoiceField(
        label=gettext_lazy("The first column is"),
        help_text=gettext_lazy("Only when there are no months above your block."),
        coerce=int,
        required=False,
    )

    def __init__(self, *args: Any, page: MonthsPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(row.key, str(row.question)) for row in page.rows]
        months = [(str(month.number), month.name) for month in page.months]
        self.fields["row"].choices = rows  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["month"].choices = months  # type: ignore[attr-defined]  # a ChoiceField
        self.page = page

    @property
    def pasted(self) -> "Pasting":
        """What the block would change; asked after the form was found valid."""
        typed = self.cleaned_data
        block = read_block(typed["block"], first_month=typed["month"] or 1)
        return Reader(self.page, block).read(first=typed["row"])


@dataclass(frozen=True, slots=True)
class Change:
    """A number that would come in a cell, and what stands there now."""

    row: GridRow
    cell: Cell
    value: Decimal

    @property
    def before(self) -> Reading | None:
        return self.cell.reading

    @property
    def version(self) -> int:
        return self.before.version if self.before else 0

    @property
    def decimals(self) -> int:
        exponent = self.value.as_tuple().exponent
        return max(0, -exponent) if isinstance(exponent, int) else 0


@dataclass(slots=True)
class Pasting:
    """What a block comes to. With a problem nothing is filled in; what is skipped does no harm."""

    changes: list[Change] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    same: int = 0

    @property
    def is_ready(self) -> bool:
        return bool(self.changes) and not self.problems

    @property
    def mark(self) -> str:
        """What somebody agrees to: these cells, as they stood, with these numbers."""
        return mark_of(
            {one.cell.key: f"{one.cell.key}={one.version}>{one.value}" for one in self.changes}
        )


@dataclass(slots=True)
class Reader:
    """Lays a block over the rows of a year of months."""

    page: MonthsPage
    block: Block
    found: Pasting = field(default_factory=Pasting)

    def read(self, *, first: str) -> Pasting:
        self._look_at_columns()
        if self.block.has_names:
            self._by_name()
        else:
            self._in_order(first)
        if not (self.found.changes or self.found.problems):
            self.found.skipped.append(_("Nothing in this block is new."))
        return self.found

    def _look_at_columns(self) -> None:
        columns, year = self.block.columns, self.page.year.number
        for column in columns:
            if column.year not in (None, year):
                self.found.problems.append(
                    _("Above a column stands “%(head)s”, and this is %(year)s.")
                    % {"head": column.head, "year": year}
                )
        months = [column.month for column in columns if column.month]
        if len(months) != len(set(months)):
            self.found.problems.append(_("A month stands above more than one column."))
        left = [column.head for column in columns if column.month is None and column.head]
        if left:
            self.found.skipped.append(
                _("Skipped, because it is no month: %(heads)s.") % {"heads": ", ".join(left)}
            )
        if self.block.too_wide:
            self.found.problems.append(
                _("The block has %(count)s columns too many: after December there is no month.")
                % {"count": self.block.too_wide}
            )

    def _in_order(self, first: str) -> None:
        keys = [row.key for row in self.page.rows]
        start = keys.index(first) if first in keys else 0
        rows = self.page.rows[start:]
        lines = self.block.lines
        if len(lines) > len(rows):
            self.found.problems.append(
                _("The block has %(lines)s lines, and from there on there are %(rows)s rows.")
                % {"lines": len(lines), "rows": len(rows)}
            )
        for row, line in zip(rows, lines, strict=False):
            self._fill(row, line)

    def _by_name(self) -> None:
        names = Names(self.page)
        taken: dict[str, str] = {}
        for line in self.block.lines:
            if line.is_empty and names.enter(line.name):
                continue
            if names.is_computed(line.name):
                self.found.skipped.append(
                    _("“%(name)s” is computed and not filled in.") % {"name": line.name}
                )
                continue
            rows = names.of(line.name)
            if len(rows) != 1:
                self.found.problems.append(_unclear(line, len(rows)))
            elif rows[0].key in taken:
                self.found.problems.append(
                    _("“%(name)s” and “%(other)s” are the same row.")
                    % {"name": line.name, "other": taken[rows[0].key]}
                )
            else:
                taken[rows[0].key] = line.name
                self._fill(rows[0], line)

    def _fill(self, row: GridRow, line: Line) -> None:
        for column, text in zip(self.block.columns, line.cells, strict=False):
            if column.month and text:
                self._put(row, row.cells[column.month - 1], text)

    def _put(self, row: GridRow, cell: Cell, text: str) -> None:
        try:
            value = value_field(row.indicator).clean(text)
        except ValidationError as refusal:
            self.found.problems.append(_about(row, cell, f"“{text}”. {' '.join(refusal.messages)}"))
            return
        if cell.reading and cell.reading.value == value:
            self.found.same += 1
        elif cell.is_writable:
            self.found.changes.append(Change(row, cell, value))
        else:
            self.found.skipped.append(_about(row, cell, why_not(cell)))


class Names:
    """Which row a name means; the name of a layer on a line of its own says where one is."""

    def __init__(self, page: MonthsPage) -> None:
        self._page, self._layer = page, ""

    def enter(self, name: str) -> bool:
        """Go into the layer of that name; False when there is none."""
        titles = {plain_name(layer.section.title): layer for layer in self._page.layers}
        if plain_name(name) not in titles:
            return False
        self._layer = plain_name(name)
        return True

    def is_computed(self, name: str) -> bool:
        computed = {
            plain_name(one.indicator.name) for layer in self._page.layers for one in layer.computed
        }
        return plain_name(name) in computed

    def of(self, name: str) -> Sequence[GridRow]:
        """Return the rows a name may mean: the one that is called so, else those that begin so."""
        asked = plain_name(name)
        rows = list(self._page.rows)
        exact = [row for row in rows if asked in set(_called(row))]
        if exact:
            return exact
        near = [row for row in rows if any(one.startswith(asked) for one in _called(row))]
        inside = [row for row in near if plain_name(row.question.section.title) == self._layer]
        return inside or near


def _called(row: GridRow) -> Iterator[str]:
    """Yield what a row may be called; where there are more places, with the place behind it."""
    section = row.question.section.title
    names: Iterable[str] = (
        str(row.question),
        f"{section} {row.question}",
        row.question.number,
        row.indicator.name,
        row.indicator.code,
    )
    for name in names:
        if name:
            yield plain_name(name)
            yield plain_name(f"{name} {row.place.label}")


def _unclear(line: Line, count: int) -> str:
    words = {"number": line.number, "name": line.name}
    if count:
        return _("Line %(number)s: “%(name)s” can be more than one row. Write the whole name.") % (
            words
        )
    return (
        _("Line %(number)s: there is no row “%(name)s”. Use the names before the rows of the year.")
        % words
    )


def _about(row: GridRow, cell: Cell, what: str) -> str:
    return f"{row.question}, {cell.month.name}: {what}"


def why_not(cell: Cell) -> str:
    """Return why nothing can be typed in a cell."""
    month = cell.month
    if month.given is None:
        return _("this month has not been opened yet.")
    if not month.is_open:
        return _("this month is closed.")
    if month.given.state in (Return.State.SUBMITTED, Return.State.ACCEPTED):
        return _("this month is submitted already.")
    return _("the POI agreed with this number already.")
