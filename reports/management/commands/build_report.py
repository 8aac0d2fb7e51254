"""Makes the PDF of a report through the queue and a worker, and says how far it is."""

import time
from argparse import ArgumentParser
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from biblionet.kit import files
from libraries.management.example import YEAR as EXAMPLE_YEAR
from libraries.models import Figure, Period, Scope, ServiceArea, Year
from reports import actions
from reports.dossier import gather
from reports.models import Build, Outline, Report
from reports.overviews import failure_words, is_forgotten, no_worker_words, stage_words
from reports.tasks import order_and_ring

WRONG, NO_WORKER, FAILED = 2, 3, 4  # exit codes besides 1, for what cannot be reported


class Command(BaseCommand):
    help = "Make an annual report as PDF, through the queue and a worker."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--year", required=True, help="2023, or 2025-voorbeeld")
        place = parser.add_mutually_exclusive_group()
        place.add_argument("--municipality", help="name or code of a municipality")
        place.add_argument("--organisation", help="code or name of a library organisation")
        parser.add_argument("--out", required=True, type=Path, help="the file to write")
        parser.add_argument("--wait", type=float, default=20, help="seconds to wait for a worker")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("nl"):
            out: Path = options["out"]
            check_target(out)
            report = find_report(options["year"], options["municipality"], options["organisation"])
            self.stdout.write(report.title)
            build = order_and_ring(report=report, by=None)
            if build.is_finished:
                self.stdout.write(_("Nothing changed since the last time: the same file."))
            self.follow(build, wait=options["wait"])
            self.write(build, out)

    def follow(self, build: Build, *, wait: float) -> None:
        """Print each stage until the production has ended."""
        said, start = "", time.monotonic()
        while not build.is_finished:
            if (words := stage_words(build)) != said:
                self.stdout.write(words)
                said = words
            waited = time.monotonic() - start
            if waited > wait and is_forgotten(build, now=timezone.now()):
                raise CommandError(no_worker_words(), returncode=NO_WORKER)
            time.sleep(0.2)
            build.refresh_from_db()
        if build.state == Build.State.FAILED:
            raise CommandError(failure_words(build), returncode=FAILED)

    def write(self, build: Build, out: Path) -> None:
        try:
            files.hand_out(build.sha256, out)
        except (OSError, files.DiskFullError) as problem:
            words = _("The file could not be written to %(path)s: %(problem)s")
            raise CommandError(words % {"path": out, "problem": problem}) from problem
        told = _("%(path)s: %(pages)s pages, %(bytes)s bytes, SHA-256 %(sha256)s")
        facts = {"path": out, "pages": build.pages, "bytes": build.size, "sha256": build.sha256}
        self.stdout.write(told % facts)
        for finding in build.checks:
            self.stdout.write(_("Remark of the checks: %(remark)s") % {"remark": finding})


def check_target(out: Path) -> None:
    """Refuse a target that can never be written, before any work is done."""
    if out.is_dir() or not out.parent.is_dir():
        words = _("%(path)s is no file that can be written.")
        raise CommandError(words % {"path": out}, returncode=WRONG)


def find_report(year: str, municipality: str | None, organisation: str | None) -> Report:
    """Return the report that is meant, opened if need be; CommandError says what is wrong."""
    period = find_period(year)
    if municipality is not None:
        kind, scope = Outline.Kind.MUNICIPAL, find_scope(Scope.Kind.MUNICIPALITY, municipality)
    elif organisation is not None:
        kind, scope = Outline.Kind.ORGANISATION, find_scope(Scope.Kind.ORGANISATION, organisation)
    else:
        kind, scope = Outline.Kind.PROVINCIAL, find_network()
    outline = Outline.objects.for_year(period.year.number).filter(kind=kind).first()
    if outline is None:
        words = _("There is no outline of this kind for %(year)s.")
        raise CommandError(words % {"year": period.year.number})
    try:
        with transaction.atomic():
            report = actions.open_report(outline=outline, scope=scope, period=period, by=None)
            gather(report)  # what cannot be made is not left open either
    except ValidationError as refusal:
        raise CommandError(" ".join(refusal.messages)) from refusal
    return report


def find_period(text: str) -> Period:
    """Return the calendar year that is meant; the example year when there is no real one."""
    try:
        year = Year.read(text)
    except ValueError:
        words = _("“%(text)s” is no year. Write four digits, such as 2023.")
        raise CommandError(words % {"text": text}, returncode=WRONG) from None
    years = Period.objects.filter(kind=Period.Kind.CALENDAR_YEAR, end__year=year.number)
    wanted = years.filter(is_example=True) if year.is_example else years.order_by("is_example")
    found = wanted.first()
    if found is None:
        words = _("There are no figures about %(year)s. There are about: %(known)s.")
        told = words % {"year": text, "known": ", ".join(known_years())}
        raise CommandError(" ".join([told, *hint_of_example(year)]))
    return found


def hint_of_example(year: Year) -> Iterator[str]:
    """Yield how to make the example year, where somebody asks for it and it could be made."""
    is_there = Period.objects.example().exists()
    if year.number == EXAMPLE_YEAR and not is_there and not settings.PRODUCTION:
        yield (
            _("Make the example year %(year)s with: bin/portal manage load_example.")
            % {"year": EXAMPLE_YEAR}
        )


def known_years() -> list[str]:
    """Return the years about which there are figures, oldest first."""
    periods = Period.objects.filter(pk__in=Figure.objects.values("period")).order_by("end")
    return list(dict.fromkeys(str(period.year) for period in periods))


def find_network() -> Scope:
    network = Scope.objects.filter(kind=Scope.Kind.NETWORK).order_by("pk").first()
    if network is None:
        raise CommandError(_("There is no network yet. Load the data first: load_data."))
    return network


def find_scope(kind: Scope.Kind, text: str) -> Scope:
    """Return a place by name or code, whatever the capitals; suggest names when there is none."""
    served = ServiceArea.objects.values("owner" if kind == Scope.Kind.ORGANISATION else "place")
    scopes = list(Scope.objects.filter(kind=kind, pk__in=served).order_by("name"))
    wanted = text.strip().casefold()
    for scope in scopes:
        if wanted in {scope.code.casefold(), scope.name.casefold(), scope.label.casefold()}:
            return scope
    label = {Scope.Kind.MUNICIPALITY: "name", Scope.Kind.ORGANISATION: "code"}[kind]
    names = {getattr(scope, label).casefold(): getattr(scope, label) for scope in scopes}
    close = [names[name] for name in get_close_matches(wanted, names, n=3, cutoff=0.5)]
    if close:
        words = _("There is no “%(text)s”. Do you mean %(names)s?")
        told = {"text": text, "names": ", ".join(close)}
    else:
        words = _("There is no “%(text)s”. There are: %(names)s.")
        told = {"text": text, "names": ", ".join(names.values())}
    raise CommandError(words % told, returncode=WRONG)
