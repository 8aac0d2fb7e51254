"""What is asked and done together: legal tasks, programmes, questionnaires and their returns."""

from programmes.models.programmes import Programme, ProgrammeIndicator
from programmes.models.questionnaires import Check, Question, Questionnaire, Section
from programmes.models.returns import Return
from programmes.models.tasks import LegalTask, Requirement, RequirementResult

__all__ = [
    "Check",
    "LegalTask",
    "Programme",
    "ProgrammeIndicator",
    "Question",
    "Questionnaire",
    "Requirement",
    "RequirementResult",
    "Return",
    "Section",
]
