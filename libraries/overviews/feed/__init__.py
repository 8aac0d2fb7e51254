"""What programs read: accepted figures as a star, a table of facts with tables around it."""

from libraries.overviews.feed.columns import (
    COMPUTED,
    CONFLICT,
    DEFINITIONS,
    FACTS,
    MEASURES,
    PERIODS,
    REPORTED,
    SCOPES,
    TABLES,
    Cell,
    Column,
    Row,
    Table,
)
from libraries.overviews.feed.facts import Asked, facts, version
from libraries.overviews.feed.keys import scope_key
from libraries.overviews.feed.tables import rows_of

__all__ = [
    "COMPUTED",
    "CONFLICT",
    "DEFINITIONS",
    "FACTS",
    "MEASURES",
    "PERIODS",
    "REPORTED",
    "SCOPES",
    "TABLES",
    "Asked",
    "Cell",
    "Column",
    "Row",
    "Table",
    "facts",
    "rows_of",
    "scope_key",
    "version",
]
