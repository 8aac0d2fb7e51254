"""Who, where, when and how much."""

from libraries.models.areas import Branch, NetworkMember, ServiceArea
from libraries.models.figures import Figure
from libraries.models.imports import Import, ImportRow
from libraries.models.indicators import Definition, Indicator
from libraries.models.people import Duties, Membership, duties_of
from libraries.models.periods import Period, PeriodException, Year
from libraries.models.places import EarlierName, Municipality, Organisation, Scope
from libraries.models.publications import Publication
from libraries.models.readings import Reading

__all__ = [
    "Branch",
    "Definition",
    "Duties",
    "EarlierName",
    "Figure",
    "Import",
    "ImportRow",
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
