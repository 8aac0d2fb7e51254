"""What pages and reports need to know of the plan: frozen, in a fixed number of queries."""

from goals.overviews.progress import (
    ActionOverview,
    FrameworkOverview,
    ObjectiveOverview,
    ScopeProgress,
    objectives_with_progress,
)
from goals.overviews.targets import TargetOverview

__all__ = [
    "ActionOverview",
    "FrameworkOverview",
    "ObjectiveOverview",
    "ScopeProgress",
    "TargetOverview",
    "objectives_with_progress",
]
