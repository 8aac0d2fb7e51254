"""Who takes part in which collection profile in the example year."""

from libraries.management.example import YEAR, People
from libraries.models import Organisation, Period
from programmes import actions
from programmes.models import CollectionProfile

TAKES_PART = {
    "algemeen": ("bind", "dnk", "facet"),
    "school": ("bind", "dnk", "facet", "hoogeveen"),
    "voorlees": ("bind", "facet"),
    "taalhuis": ("hoogeveen",),
}


def make(*, people: People) -> None:
    """Let the organisations take part in some profiles, and nobody in the others."""
    year = Period.objects.example().get(kind=Period.Kind.CALENDAR_YEAR, start__year=YEAR)
    bodies = {one.code: one for one in Organisation.objects.all()}
    for profile in CollectionProfile.objects.filter(code__in=TAKES_PART):
        for code in TAKES_PART[profile.code]:
            actions.take_part(
                profile=profile, organisation=bodies[code], period=year, by=people.staff
            )
