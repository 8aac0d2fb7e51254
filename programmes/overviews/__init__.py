"""What the pages and reports need of legal tasks, requirements and programmes."""

from programmes.overviews.checklist import ChecklistLine, checklist, checklist_years
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
    "ChecklistLine",
    "IndicatorLine",
    "LegalTaskPage",
    "Sheet",
    "Slot",
    "asked_of",
    "checklist",
    "checklist_years",
    "findings_in_words",
    "legal_task_page",
    "problems_in_words",
    "programme_lines",
    "sheet_in_words",
    "sheet_of",
    "sheets_of",
]
