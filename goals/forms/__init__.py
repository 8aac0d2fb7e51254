"""What may be typed about the plan and its progress."""

from goals.forms.promises import AssignForm, EndAssignmentForm, PerformanceForm, TargetForm
from goals.forms.updates import (
    AcceptForm,
    ActForm,
    EvidenceForm,
    SendBackForm,
    UpdateForm,
    UpdatesFilter,
)

__all__ = [
    "AcceptForm",
    "ActForm",
    "AssignForm",
    "EndAssignmentForm",
    "EvidenceForm",
    "PerformanceForm",
    "SendBackForm",
    "TargetForm",
    "UpdateForm",
    "UpdatesFilter",
]
