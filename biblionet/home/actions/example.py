"""Taking the example year out of all floors."""

from django.db import transaction

import goals.actions
import libraries.actions
import programmes.actions
import reports.actions
from biblionet.trail.actions import forget, record
from libraries.models import Period, Scope


@transaction.atomic
def remove_example() -> tuple[int, int]:
    """Remove the example year from all floors, top down; return how many rows and steps went.

    One step remains, which says that it was there and is gone.
    """
    if not Period.objects.example().exists():
        return 0, 0
    removed: dict[str, list[str]] = {}
    for remove in (
        reports.actions.remove_example,
        goals.actions.remove_example,
        programmes.actions.remove_example,
        libraries.actions.remove_example,
    ):
        for kind, keys in remove().items():
            removed.setdefault(kind, []).extend(keys)
    rows, steps = sum(map(len, removed.values())), forget(removed)
    network = Scope.objects.filter(kind=Scope.Kind.NETWORK).first()
    assert network is not None  # an example hangs from a loaded network
    record("removed example", network, by=None, rows=rows, steps=steps)
    return rows, steps
