"""What pages need, in a fixed number of queries."""

from libraries.overviews.facts import (
    CONFLICT,
    ComputedFacts,
    FactBook,
    FigureFacts,
    RatioCheck,
    factor_of,
    gather_facts,
)
from libraries.overviews.map import Map

__all__ = [
    "CONFLICT",
    "ComputedFacts",
    "FactBook",
    "FigureFacts",
    "Map",
    "RatioCheck",
    "factor_of",
    "gather_facts",
]
