"""Outlines, texts, frozen editions, the register of published figures, and productions."""

from reports.models.editions import Build, Edition, PublishedFigure
from reports.models.outlines import (
    Block,
    Outline,
    Report,
    ReportText,
    Text,
    TextRevision,
    fill_in,
)

__all__ = [
    "Block",
    "Build",
    "Edition",
    "Outline",
    "PublishedFigure",
    "Report",
    "ReportText",
    "Text",
    "TextRevision",
    "fill_in",
]
