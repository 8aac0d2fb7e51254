"""Cells of a year of months: in the grid a number, on the page of a row all that can be said."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.http import QueryDict

from programmes.forms.rows import FigureRow
from programmes.overviews import Cell

HELD = ("state", "expected_on", "explanation")  # what a cell of the grid does not show


class MonthCell(FigureRow):
    """One month of a row: a number, or why there is none, and a sentence about it."""

    def __init__(self, cell: Cell, data: QueryDict | None = None) -> None:
        if cell.slot is None:
            raise ValueError(f"nothing is asked in {cell.key}")
        super().__init__(cell.slot, data)
        self.cell = cell
        self.prefix = self.key = cell.key

    @property
    def shown(self) -> str:
        """The number as it stands in its field."""
        return self.text("value")

    @property
    def expected_day(self) -> str:
        return self.text("expected_on")

    @property
    def why(self) -> str:
        """The explanation as it stands in its field."""
        return self.text("explanation")


class GridCell(MonthCell):
    """A number in the grid. The sentence that was written stays; a number ends its absence."""

    NAMES: ClassVar[tuple[str, ...]] = ("value",)

    def __init__(self, cell: Cell, data: QueryDict | None = None) -> None:
        super().__init__(cell, data)
        if self.is_bound:
            self.data = self._with_the_rest(self.data)

    def _with_the_rest(self, data: Mapping[str, Any]) -> QueryDict:
        """Return what was sent with what stands in the fields that the grid leaves out."""
        whole = QueryDict(mutable=True)
        for name in (*self.NAMES, "seen"):
            key = self.add_prefix(name)
            if key in data:
                whole[key] = str(data[key])
        fresh = MonthCell(self.cell)
        kept = {name: fresh.text(name) for name in HELD}
        if self.sent_text(data):
            kept |= {"state": "value", "expected_on": ""}
        for name, text in kept.items():
            whole[self.add_prefix(name)] = text
        return whole

    def sent_text(self, data: Mapping[str, Any]) -> str:
        return str(data.get(self.add_prefix("value"), "")).strip()


def cells_sent(cells: Iterable[Cell], data: QueryDict, kind: type[MonthCell]) -> list[MonthCell]:
    """Return the forms of the cells that were sent, in order."""
    forms = [kind(cell, data) for cell in cells if cell.slot is not None]
    return [form for form in forms if form.seen_by_sender is not None]
