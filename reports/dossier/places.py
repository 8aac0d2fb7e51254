"""The places of a report, with the names that were in use in its year."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from libraries.models import Branch, NetworkMember, Organisation, Scope, ServiceArea

Kind = Scope.Kind


@dataclass(frozen=True, slots=True)
class Places:
    """Every scope, who belongs to the network, and who works where, on one day."""

    day: date
    here: Scope
    all: dict[tuple[str, str], Scope]
    members: tuple[Scope, ...]
    areas: tuple[Scope, ...]
    branches: tuple[Scope, ...]
    owner: str

    @property
    def network(self) -> Scope:
        return next(scope for scope in self.all.values() if scope.kind == Kind.NETWORK)

    def name(self, scope: Scope) -> str:
        """Return the name in use on the last day of the reported year."""
        return scope.name_on(self.day)

    def label(self) -> str:
        """Return the short name of the place of the report, when its name was the one of now."""
        name = self.name(self.here)
        return self.here.label if name == self.here.name else name

    def progress_scopes(self) -> tuple[Scope, ...]:
        """Return the scopes that may have reported on objectives: members and their parts."""
        support = [scope for scope in self.all.values() if scope.kind == Kind.ORGANISATION]
        others = [scope for scope in support if scope not in self.members]
        return (*self.members, *others, *self.areas)

    def get(self, kind: str, code: str) -> Scope | None:
        return self.all.get((kind, code))

    def one(self, word: str) -> Scope:
        """Return the one place that a recipe means."""
        return self.many(word)[0]

    def many(self, word: str) -> tuple[Scope, ...]:
        """Return the places that a word of a recipe means. ValidationError for an unknown one."""
        if word in {"self", "network"}:
            return (self.here if word == "self" else self.network,)
        groups = {
            "members": self.members,
            "servers": self.servers(),
            "areas": self.areas_of(self.here),
            "municipalities": self.municipalities(),
        }
        if word in groups:
            return groups[word]
        kind, _colon, code = word.partition(":")
        found = self.get(kind, code)
        if found is None:
            raise ValidationError(
                _("There is no place “%(place)s”."), code="unknown_place", params={"place": word}
            )
        return (found,)

    def areas_of(self, scope: Scope) -> tuple[Scope, ...]:
        """Return the organisations-in-a-municipality that a place consists of."""
        if scope.kind == Kind.NETWORK:
            owners = {member.pk for member in self.members}
            return tuple(area for area in self.areas if area.owner_id in owners)
        return tuple(area for area in self.areas if scope.pk in {area.owner_id, area.place_id})

    def servers(self) -> tuple[Scope, ...]:
        """Return the organisations that work in the place of the report."""
        if self.here.kind == Kind.ORGANISATION:
            return (self.here,)
        keys = {area.owner_id for area in self.areas_of(self.here)}
        return tuple(member for member in self.members if member.pk in keys)

    def municipalities(self, scope: Scope | None = None) -> tuple[Scope, ...]:
        """Return the municipalities in which a place works; of the network without one."""
        keys = {area.place_id for area in self.areas_of(scope or self.network)}
        return self._by_name(place for place in self.all.values() if place.pk in keys)

    def branches_of(self, scope: Scope) -> tuple[Scope, ...]:
        """Return the branches of a place that are known by name."""
        members = {member.pk for member in self.members}
        return self._by_name(
            branch
            for branch in self.branches
            if scope.pk in {branch.owner_id, branch.place_id}
            or (scope.kind == Kind.NETWORK and branch.owner_id in members)
        )

    def codes_here(self) -> set[str]:
        """Return what `only` in a recipe is compared with: this place and who works there."""
        return {self.here.code, *(server.code for server in self.servers())}

    def _by_name(self, scopes: Iterable[Scope]) -> tuple[Scope, ...]:
        return tuple(sorted(scopes, key=lambda scope: (self.name(scope), scope.code)))


def read_places(here: Scope, day: date) -> Places:
    """Read every place as it was on a day, in six queries."""
    scopes = Scope.objects.select_related("owner", "place").prefetch_related("earlier_names")
    by_key = {scope.pk: scope for scope in scopes}
    in_network = NetworkMember.objects.on(day).order_by("organisation__name")
    areas = ServiceArea.objects.on(day).order_by("place__name", "owner__name")
    branches = Branch.objects.all()
    return Places(
        day=day,
        here=by_key[here.pk],
        all={(scope.kind, scope.code): scope for scope in by_key.values()},
        members=tuple(by_key[key] for key in in_network.values_list("organisation", flat=True)),
        areas=tuple(by_key[key] for key in areas.values_list("pk", flat=True)),
        branches=tuple(by_key[one.pk] for one in branches if _was_there(one, day)),
        owner=_publisher(by_key, day),
    )


def _was_there(branch: Branch, day: date) -> bool:
    opened, closed = branch.opened, branch.closed
    return not (opened and opened.first > day) and not (closed and closed.last < day)


def _publisher(by_key: dict[int, Scope], day: date) -> str:
    """Return the name of the body that publishes: the one the support institution is part of."""
    support = Organisation.objects.filter(form=Organisation.Form.SUPPORT).order_by("code").first()
    if support is None:
        return ""
    return by_key[support.part_of_id or support.pk].name_on(day)
