"""The plan in and out: as files of the project, and as sheets in the administration."""

from goals.resources.figures import sheet_of_figure
from goals.resources.loading import load

__all__ = ["load", "sheet_of_figure"]
