"""What a list of figures says in full: for files."""

from django.db.models import Q

from biblionet.accounts.models import User
from libraries.models import Reading
from libraries.models.readings import ReadingQuerySet
from libraries.overviews.searching import Choice, figures_seen

ACCEPTED = Reading.Workflow.ACCEPTED


def said_of(user: User, choice: Choice) -> ReadingQuerySet:
    """Return what each source says now of the figures in a list, as far as somebody may know it.

    What is not accepted yet comes along for its own people, and says so.
    """
    visible = Reading.objects.visible_to(user)
    now = Q(pk__in=visible.in_force().values("pk")) | Q(
        pk__in=visible.heads().exclude(workflow=ACCEPTED).values("pk")
    )
    said = visible.filter(now, figure__in=figures_seen(user, choice).values("pk"))
    if choice.source:
        said = said.from_source(choice.source)
    return said.order_by(
        "figure__indicator__code", "figure__scope__name", "figure__period__end", "figure", "pk"
    )
