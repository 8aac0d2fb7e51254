"""The feed as files: CSV and JSON, and the description of both."""

from libraries.resources.feed.description import describe
from libraries.resources.feed.writing import as_record, write_lines

__all__ = ["as_record", "describe", "write_lines"]
