"""Loading outlines and texts from files, and opening the reports that belong to them."""

from reports.resources.loading import load
from reports.resources.reading import OutlineFile, TextFile, read_outlines, read_texts

__all__ = ["OutlineFile", "TextFile", "load", "read_outlines", "read_texts"]
