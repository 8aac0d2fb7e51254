"""What may be typed about the plan and its progress."""

from goals.forms.promises import (
    AssignForm,
    ChangePerformanceForm,
    ChangeTargetForm,
    EndAssignmentForm,
    PerformanceForm,
    TargetForm,
)
from goals.forms.quarter import AnswerForm, ToldForm
from goals.forms.updates import (
    AcceptForm,
    ActForm,
    EvidenceForm,
    SendBackForm,
    UpdateForm,
    UpdatesFilter,
)
from goals.forms.wordings import WordingForm
from programmes.forms import HandInForm, RowForm

__all__ = [
    "AcceptForm",
    "ActForm",
    "AnswerForm",
    "AssignForm",
    "ChangePerformanceForm",
    "ChangeTargetForm",
    "EndAssignmentForm",
    "EvidenceForm",
    "HandInForm",
    "PerformanceForm",
    "RowForm",
    "SendBackForm",
    "TargetForm",
    "ToldForm",
    "UpdateForm",
    "UpdatesFilter",
    "WordingForm",
]
