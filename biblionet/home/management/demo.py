"""The demonstration accounts: one for each role and organisation, named by role."""

import csv
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from biblionet.accounts import actions as accounts
from biblionet.accounts.models import User
from libraries import actions as libraries
from libraries.management.example import People
from libraries.models import Membership, NetworkMember, Organisation

PEOPLE = Path(__file__).resolve().parent.parent / "data" / "demo_people.csv"
Role = Membership.Role


@dataclass(frozen=True, slots=True)
class Post:
    """One demonstration account: who it is, in which role, for which organisation."""

    role: str
    organisation: Organisation
    name: str
    email: str


def posts() -> Iterator[Post]:
    """Yield a post for each role at each organisation: the network's members, and the POI."""
    members = [
        member.organisation
        for member in NetworkMember.objects.on(timezone.localdate())
        .select_related("organisation")
        .order_by("organisation__name")
    ]
    support = list(Organisation.objects.filter(form=Organisation.Form.SUPPORT))
    with PEOPLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for body in support if row["role"] in Membership.POI_ROLES else members:
                named = {"organisation": body.label, "code": body.code}
                yield Post(
                    row["role"], body, row["name"].format(**named), row["address"].format(**named)
                )


@transaction.atomic
def add_people(*, password: str) -> tuple[dict[Post, User], int]:
    """Make the accounts that are not there yet; return all of them, and how many are new."""
    known = {user.email: user for user in User.objects.filter(is_demo=True)}
    people, new = {}, 0
    for post in posts():
        person = known.get(post.email)
        if person is None:
            person = add_one(post, password=password)
            new += 1
        people[post] = person
    return people, new


def add_one(post: Post, *, password: str) -> User:
    """Make one account with its membership, from the first day of this year."""
    person = accounts.add_person(
        email=post.email, name=post.name, password=password, is_demo=True, by=None
    )
    libraries.add_membership(
        user=person,
        scope=post.organisation,
        role=post.role,
        starts=timezone.localdate().replace(month=1, day=1),
        by=None,
    )
    return person


def cast_of(people: dict[Post, User]) -> People:
    """Arrange the accounts as the example year wants them."""

    def of(role: Role) -> dict[str, User]:
        return {post.organisation.code: user for post, user in people.items() if post.role == role}

    return People(
        managers=of(Role.MANAGER),
        directors=of(Role.DIRECTOR),
        staff=next(iter(of(Role.POI_STAFF).values())),
        editor=next(iter(of(Role.POI_EDITOR).values())),
        admin=next(iter(of(Role.POI_ADMIN).values())),
    )


def local_password() -> str:
    """Return the password of the demonstration accounts here; made once, for its owner only."""
    file = Path(settings.DATA_DIR) / "demo_password"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(12))
    return file.read_text().strip()
