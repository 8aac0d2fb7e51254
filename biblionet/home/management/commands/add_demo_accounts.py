"""Make the demonstration accounts, and say how to sign in with them."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from biblionet.accounts.actions import set_password
from biblionet.home.management.demo import add_people, local_password


class Command(BaseCommand):
    help = "Makes one demonstration account for each role and organisation. Not in production."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--password", help="for all of them; otherwise one is made once")

    def handle(self, *args: Any, password: str | None = None, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError(_("There are no demonstration accounts in production."))
        people, _new = add_people(password=password or local_password())
        if not people:
            raise CommandError(_("There are no organisations yet: run load_data first."))
        if password:
            for person in people.values():
                set_password(person=person, password=password, by=None)
        self.stdout.write(_("Sign in with one of these demonstration accounts:"))
        for post, person in people.items():
            self.stdout.write(f"  {person.email:<36} {post.name}")
        secret = password or local_password()
        self.stdout.write(_("The password of all of them: %(password)s") % {"password": secret})
