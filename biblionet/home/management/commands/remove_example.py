"""Remove the example year whole: rows, editions and the lines of the trail about them."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from biblionet.home.actions import remove_example


class Command(BaseCommand):
    help = "Removes the example year. The demonstration accounts stay."

    def handle(self, *args: Any, **options: Any) -> None:
        rows, steps = remove_example()
        if not rows:
            self.stdout.write(_("Example year: there is none."))
            return
        self.stdout.write(
            _("Example year: removed, %(rows)s rows and %(steps)s lines of the trail")
            % {"rows": rows, "steps": steps}
        )
