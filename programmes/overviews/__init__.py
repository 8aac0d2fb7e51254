"""What the pages and reports need of legal tasks, requirements and programmes."""

from programmes.overviews.checklist import ChecklistLine, checklist, checklist_years
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
    "ChecklistLine",
    "Debt",
    "IndicatorLine",
    "LegalTaskPage",
    "ObligationLine",
    "Sheet",
    "Slot",
    "asked_of",
    "checklist",
    "checklist_years",
    "colleagues",
    "findings_in_words",
    "late_debts",
    "legal_task_page",
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
