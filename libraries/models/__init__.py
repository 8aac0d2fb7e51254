"""Who, where, when and how much."""

from libraries.models.figures import Figure, Publication, Reading
from libraries.models.indicators import Definition, Indicator
from libraries.models.people import Duties, Membership, duties_of
from libraries.models.periods import Period, PeriodException, Year
from libraries.models.places import (
    Branch,
    EarlierName,
    Municipality,
    NetworkMember,
    Organisation,
    Scope,
    ServiceArea,
)

__all__ = [
    "Branch",
    "Definition",
    "Duties",
    "EarlierName",
    "Figure",
    "Indicator",
    "Membership",
    "Municipality",
    "NetworkMember",
    "Organisation",
    "Period",
    "PeriodException",
    "Publication",
    "Reading",
    "Scope",
    "ServiceArea",
    "Year",
    "duties_of",
]
