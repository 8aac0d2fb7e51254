"""Who lies in what: the scopes that report inside another scope, read from the database once."""

from dataclasses import dataclass, field
from datetime import date

from libraries.models import NetworkMember, Scope

Kind = Scope.Kind
Dates = tuple[date | None, date | None]


@dataclass(slots=True)
class Map:
    """All scopes with their ties and dates, in two queries."""

    scopes: dict[int, Scope] = field(init=False)
    _members: list[tuple[int, int, Dates]] = field(init=False)
    _provinces: dict[int, str] = field(init=False)
    _dates: dict[int, Dates] = field(init=False)

    def __post_init__(self) -> None:
        everything = Scope.objects.select_related(
            "organisation", "municipality", "servicearea", "branch"
        )
        self.scopes = {one.pk: one for one in everything.order_by("name", "pk")}
        self._provinces, self._dates = {}, {}
        for pk, one in self.scopes.items():
            one.owner = self.scopes[one.owner_id].organisation if one.owner_id else None
            one.place = self.scopes[one.place_id].municipality if one.place_id else None
            if one.kind == Kind.MUNICIPALITY:
                self._provinces[pk] = one.municipality.province_code
            elif one.kind == Kind.SERVICE_AREA:
                self._dates[pk] = (one.servicearea.starts, one.servicearea.ends)
            elif one.kind == Kind.BRANCH:
                self._dates[pk] = (one.branch.opened_on, one.branch.closed_on)
        self._members = [
            (network, organisation, (start, end))
            for network, organisation, start, end in NetworkMember.objects.order_by(
                "organisation__name"
            ).values_list("network", "organisation", "starts", "ends")
        ]

    def members(self, network: Scope, *, on: date) -> list[Scope]:
        """Return the organisations that belong to a network on a day."""
        return [
            self.scopes[organisation]
            for of, organisation, dates in self._members
            if of == network.pk and _holds(dates, on)
        ]

    @property
    def network(self) -> Scope | None:
        """The network whose members are added up."""
        networks = [pk for pk, one in self.scopes.items() if one.kind == Kind.NETWORK]
        return self.scopes[min(networks)] if networks else None

    def members_ever(self, network: Scope) -> list[Scope]:
        """Return every organisation that is or was a member, always in the same order."""
        ever = {organisation for of, organisation, _dates in self._members if of == network.pk}
        return sorted((self.scopes[pk] for pk in ever), key=lambda one: one.code)

    def inside(self, over: Scope, level: str, *, on: date) -> list[Scope]:
        """Return the scopes of one level inside a scope, by name; the scope itself at its level."""
        if over.kind == level:
            return [over]
        members = {one.pk for one in self.members(over, on=on)}
        return [
            one
            for one in self.scopes.values()
            if one.kind == level
            and self._lies_in(one, over, members)
            and _holds(self._dates.get(one.pk, (None, None)), on)
        ]

    def organisation_of(self, scope: Scope) -> Scope:
        """Return the organisation that reports for a scope; the scope itself when none does."""
        return self.scopes[scope.owner_id] if scope.owner_id else scope

    def _lies_in(self, one: Scope, over: Scope, members: set[int]) -> bool:
        if over.kind == Kind.ORGANISATION:
            return one.owner_id == over.pk
        if over.kind == Kind.MUNICIPALITY:
            return one.place_id == over.pk
        if over.kind == Kind.SERVICE_AREA:
            ties = (one.owner_id, one.place_id)
            return one.kind == Kind.BRANCH and ties == (over.owner_id, over.place_id)
        if over.kind == Kind.NETWORK:
            return (one.owner_id or one.pk) in members
        if over.kind == Kind.PROVINCE:
            return self._provinces.get(one.place_id or one.pk) == over.code
        return False


def _holds(dates: Dates, day: date) -> bool:
    start, end = dates
    return (start is None or start <= day) and (end is None or end >= day)
