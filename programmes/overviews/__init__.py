"""What the pages and reports need of legal tasks, requirements and programmes."""

from programmes.overviews.checklist import ChecklistLine, checklist, checklist_years
from programmes.overviews.deadlines import Moved, due_on, moved_returns
from programmes.overviews.differences import (
    Change,
    Difference,
    Item,
    difference,
    difference_of,
    shown,
)
from programmes.overviews.documents import (
    OF_CHECK,
    OF_OPTION,
    OF_QUESTION,
    OF_QUESTIONNAIRE,
    OF_SECTION,
    Document,
    document_of,
)
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
from programmes.overviews.questionnaires import (
    CheckLine,
    QuestionLine,
    QuestionnaireLine,
    QuestionnairePage,
    answered_in,
    page_of,
    questionnaire_lines,
    questionnaire_page,
)
from programmes.overviews.returns import asked_of, sheet_of, sheets_of
from programmes.overviews.slots import Sheet, Slot
from programmes.overviews.wholes import Whole, whole_of
from programmes.overviews.wording import check_in_words, deadline_in_words
from programmes.overviews.words import findings_in_words, problems_in_words, sheet_in_words

__all__ = [
    "OF_CHECK",
    "OF_OPTION",
    "OF_QUESTION",
    "OF_QUESTIONNAIRE",
    "OF_SECTION",
    "Cell",
    "Change",
    "CheckLine",
    "ChecklistLine",
    "Debt",
    "Difference",
    "Document",
    "GridRow",
    "IndicatorLine",
    "Item",
    "LegalTaskPage",
    "Month",
    "MonthsOfAll",
    "MonthsPage",
    "Moved",
    "ObligationLine",
    "QuestionLine",
    "QuestionnaireLine",
    "QuestionnairePage",
    "Sheet",
    "Slot",
    "Whole",
    "answered_in",
    "asked_of",
    "cells_by_key",
    "check_in_words",
    "checklist",
    "checklist_years",
    "colleagues",
    "deadline_in_words",
    "difference",
    "difference_of",
    "document_of",
    "due_on",
    "findings_in_words",
    "late_debts",
    "legal_task_page",
    "month_years",
    "months_of_all",
    "months_page",
    "moved_returns",
    "obligation_lines",
    "obligations_in",
    "owed_by",
    "page_of",
    "problems_in_words",
    "programme_lines",
    "questionnaire_lines",
    "questionnaire_page",
    "sheet_in_words",
    "sheet_of",
    "sheets_of",
    "shown",
    "who_answers",
    "whole_of",
    "years_of_obligations",
]
