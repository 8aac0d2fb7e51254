"""Legal tasks, requirements and programmes in and out: files of the project, and sheets."""

from programmes.resources.loading import load
from programmes.resources.sheets import (
    LegalTaskResource,
    ObligationResource,
    ProgrammeIndicatorResource,
    ProgrammeResource,
    RequirementResource,
)

__all__ = [
    "LegalTaskResource",
    "ObligationResource",
    "ProgrammeIndicatorResource",
    "ProgrammeResource",
    "RequirementResource",
    "load",
]
