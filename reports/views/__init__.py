"""Pages about reports: the list, one report, its editions, files, texts and outlines."""

from reports.views.builds import build, build_progress, download, order_file
from reports.views.editions import chapter, edition, published_figure
from reports.views.figures import figure
from reports.views.reports import order, report, reports
from reports.views.texts import block_text, outline, outlines, text, write_text

__all__ = [
    "block_text",
    "build",
    "build_progress",
    "chapter",
    "download",
    "edition",
    "figure",
    "order",
    "order_file",
    "outline",
    "outlines",
    "published_figure",
    "report",
    "reports",
    "text",
    "write_text",
]
