"""What was promised and how far it came."""

from goals.models.plan import (
    Action,
    ActionLink,
    Framework,
    Objective,
    ObjectiveAlias,
    ObjectiveIndicator,
    Pillar,
    Wording,
)
from goals.models.progress import Evidence, ProgressUpdate, Remark
from goals.models.promises import Assignment, Performance, Target

__all__ = [
    "Action",
    "ActionLink",
    "Assignment",
    "Evidence",
    "Framework",
    "Objective",
    "ObjectiveAlias",
    "ObjectiveIndicator",
    "Performance",
    "Pillar",
    "ProgressUpdate",
    "Remark",
    "Target",
    "Wording",
]
