"""Which sections a colleague was asked for, and who has to be told so."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from biblionet.accounts.models import Told, User
from biblionet.home.overviews.returns import open_delegations
from biblionet.home.rules import gets_mail, hears_of
from programmes.models import Delegation


def key_of(delegation: Delegation) -> str:
    """Return the key under which somebody is told; who is asked again is told again."""
    return f"section-{delegation.pk}-{delegation.asked_at:%Y%m%d%H%M%S}"


def delegated_since(moment: datetime) -> tuple[Delegation, ...]:
    """Return what was asked since a moment and is not ready, oldest first, in one query."""
    return tuple(open_delegations().filter(asked_at__gte=moment).order_by("asked_at", "pk"))


def delegated_by_keys(keys: Iterable[str]) -> tuple[Delegation, ...]:
    """Return what these keys tell of, as far as it is still asked as it was then."""
    wanted = set(keys)
    ids = [int(key.split("-")[1]) for key in wanted]
    found = open_delegations().filter(pk__in=ids).order_by("asked_at", "pk")
    return tuple(one for one in found if key_of(one) in wanted)


def unasked(delegations: Sequence[Delegation]) -> dict[User, list[str]]:
    """Return by colleague the keys of what was not told to them yet, in one query."""
    keys = {key_of(one) for one in delegations}
    told = set(Told.objects.filter(key__in=keys).values_list("user", "key"))
    found: dict[User, list[str]] = {}
    for one in delegations:
        person, key = one.colleague, key_of(one)
        knows = (person.pk, key) in told or person.pk == one.asked_by_id
        hears = gets_mail(person) and hears_of(person, is_example=one.given.period.is_example)
        if hears and not knows:
            found.setdefault(person, []).append(key)
    return found
