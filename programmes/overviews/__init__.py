"""What the pages and reports need of legal tasks, requirements and programmes."""

from programmes.overviews.checklist import ChecklistLine, checklist, checklist_years
from programmes.overviews.programmes import (
    IndicatorLine,
    LegalTaskPage,
    legal_task_page,
    programme_lines,
)
from programmes.overviews.returns import Part, Sheet, Slot, asked_of, sheet_of, sheets_of
from programmes.overviews.words import findings_in_words, sheet_in_words

__all__ = [
    "ChecklistLine",
    "IndicatorLine",
    "LegalTaskPage",
    "Part",
    "Sheet",
    "Slot",
    "asked_of",
    "checklist",
    "checklist_years",
    "findings_in_words",
    "legal_task_page",
    "programme_lines",
    "sheet_in_words",
    "sheet_of",
    "sheets_of",
]
