"""What the pages and reports need of legal tasks, requirements and programmes."""

from programmes.overviews.checklist import ChecklistLine, checklist, checklist_years
from programmes.overviews.programmes import (
    IndicatorLine,
    LegalTaskPage,
    legal_task_page,
    programme_lines,
)

__all__ = [
    "ChecklistLine",
    "IndicatorLine",
    "LegalTaskPage",
    "checklist",
    "checklist_years",
    "legal_task_page",
    "programme_lines",
]
