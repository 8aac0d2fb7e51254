"""Master data and figures in and out: as files of the project, and as sheets."""

from libraries.resources.loading import load

__all__ = ["load"]
