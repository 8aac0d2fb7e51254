"""What is asked and done together: legal tasks, programmes, questionnaires and their returns."""

from programmes.models.answers import Answer
from programmes.models.checks import Check
from programmes.models.collection import CollectionProfile, ProfileUse
from programmes.models.obligations import Fulfilment, Obligation
from programmes.models.programmes import Programme, ProgrammeIndicator
from programmes.models.questionnaires import Questionnaire, Section
from programmes.models.questions import Option, Question
from programmes.models.returns import Delegation, Return
from programmes.models.tasks import LegalTask, Requirement, RequirementResult

__all__ = [
    "Answer",
    "Check",
    "CollectionProfile",
    "Delegation",
    "Fulfilment",
    "LegalTask",
    "Obligation",
    "Option",
    "ProfileUse",
    "Programme",
    "ProgrammeIndicator",
    "Question",
    "Questionnaire",
    "Requirement",
    "RequirementResult",
    "Return",
    "Section",
]
