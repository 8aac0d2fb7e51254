"""What was promised and how far it came."""

from goals.models.plan import (
    Action,
    ActionLink,
    Assignment,
    Framework,
    Objective,
    ObjectiveAlias,
    Performance,
    Pillar,
    Target,
)
from goals.models.progress import Evidence, ProgressUpdate, Remark

__all__ = [
    "Action",
    "ActionLink",
    "Assignment",
    "Evidence",
    "Framework",
    "Objective",
    "ObjectiveAlias",
    "Performance",
    "Pillar",
    "ProgressUpdate",
    "Remark",
    "Target",
]
