"""Load everything the portal starts with."""

from argparse import ArgumentParser
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _

import goals.resources
import libraries.resources
import programmes.resources
import reports.resources


class Command(BaseCommand):
    help = "Loads the real data, and an example year unless left out. Running it twice is safe."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--without-example", action="store_true", help="no demonstration accounts and example"
        )

    def handle(self, *args: Any, without_example: bool = False, **options: Any) -> None:
        with transaction.atomic():
            for load in (
                libraries.resources.load,
                programmes.resources.load,
                goals.resources.load,
                reports.resources.load,
            ):
                for kind, count in load(by=None).items():
                    self.stdout.write(told(kind, count))
        if without_example:
            return
        if settings.PRODUCTION:
            self.stdout.write(_("No example year: this is production."))
            return
        call_command("load_example", stdout=self.stdout)


def told(kind: str, count: int) -> str:
    """Return the line about one kind: 'Gemeenten: 12 nieuw of veranderd'."""
    name = capfirst(apps.get_model(kind)._meta.verbose_name_plural) if "." in kind else kind
    if not count:
        return _("%(kind)s: nothing changed") % {"kind": name}
    return _("%(kind)s: %(count)s new or changed") % {"kind": name, "count": count}
