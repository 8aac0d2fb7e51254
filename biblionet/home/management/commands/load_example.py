"""Make the example year, so that every screen can be seen full."""

import random
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

import goals.management.example
import libraries.management.example
import programmes.management.example
import reports.management.example
from biblionet.home.management.demo import add_people, cast_of, local_password
from libraries.models import Period

SEED = 2025


class Command(BaseCommand):
    help = "Makes the example year with the demonstration accounts. The same every time."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, default=SEED, help="other chances, other example")

    def handle(self, *args: Any, seed: int = SEED, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError(_("There is no example year in production."))
        if Period.objects.example().exists():
            self.stdout.write(_("Example year: it is there already."))
            return
        with transaction.atomic():
            people, new = add_people(password=local_password())
            if not people:
                raise CommandError(_("There are no organisations yet: run load_data first."))
            cast = cast_of(people)
            rng = random.Random(seed)  # noqa: S311  # chances of an example, no secrets
            libraries.management.example.make(people=cast, rng=rng)
            programmes.management.example.make(people=cast, rng=rng)
            goals.management.example.make(people=cast, rng=rng)
            reports.management.example.make(people=cast, rng=rng)
        self.stdout.write(_("Demonstration accounts: %(count)s new") % {"count": new})
        self.stdout.write(_("Example year: made"))
