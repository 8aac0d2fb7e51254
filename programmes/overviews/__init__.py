"""What the pages and reports need of legal tasks, requirements and programmes."""

from programmes.overviews.checklist import ChecklistLine, checklist, checklist_years
from programmes.overviews.months import (
    Cell,
    GridRow,
    Month,
    MonthsOfAll,
    MonthsPage,
    cells_by_key,
    month_years,
    months_of_all,
    months_page,
)
from programmes.overviews.obligations import (
    Debt,
    ObligationLine,
    late_debts,
    obligation_lines,
    obligations_in,
    owed_by,
    years_of_obligations,
)
from programmes.overviews.people import colleagues, who_answers
from programmes.overviews.programmes import (
    IndicatorLine,
    LegalTaskPage,
    legal_task_page,
    programme_lines,
)
from programmes.overviews.returns import asked_of, sheet_of, sheets_of
from programmes.overviews.slots import Sheet, Slot
from programmes.overviews.words import findings_in_words, problems_in_words, sheet_in_words

__all__ = [
    "Cell",
    "ChecklistLine",
    "Debt",
    "GridRow",
    "IndicatorLine",
    "LegalTaskPage",
    "Month",
    "MonthsOfAll",
    "MonthsPage",
    "ObligationLine",
    "Sheet",
    "Slot",
    "asked_of",
    "cells_by_key",
    "checklist",
    "checklist_years",
    "colleagues",
    "findings_in_words",
    "late_debts",
    "legal_task_page",
    "month_years",
    "months_of_all",
    "months_page",
    "obligation_lines",
    "obligations_in",
    "owed_by",
    "problems_in_words",
    "programme_lines",
    "sheet_in_words",
    "sheet_of",
    "sheets_of",
    "who_answers",
    "years_of_obligations",
]
