"""How far a production is, in words; what went wrong, and what to do about it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from reports.models import Build, Edition

QUIET = timedelta(seconds=8)  # a running worker takes an order within a second

FAILURES: dict[str, Promise] = {
    "attempts": gettext_lazy("The production was started three times and never finished."),
    "engine": gettext_lazy("The PDF engine stopped unexpectedly."),
    "fetch": gettext_lazy("The report asks for a file that does not belong to it."),
    "font": gettext_lazy("A font that the report needs is missing on this machine."),
    "length": gettext_lazy("The report has more pages than can be numbered."),
    "markup": gettext_lazy("The report has a mistake that would leave something out."),
    "memory": gettext_lazy("The report needs more memory than it may use."),
    "nesting": gettext_lazy("The report is nested too deeply."),
    "no_room": gettext_lazy(
        "The disk is full. Make room and order the file again; nothing half-written was kept."
    ),
    "setup": gettext_lazy("The PDF engine is not installed completely on this machine."),
    "target": gettext_lazy("The file could not be saved."),
    "time": gettext_lazy("The report was not ready within the time it may take."),
}
CHAPTERS = ngettext_lazy("%(done)s of %(total)s chapter", "%(done)s of %(total)s chapters", "total")
PAGES = ngettext_lazy("%(done)s of %(total)s page", "%(done)s of %(total)s pages", "total")
COUNTED = {
    Build.Stage.LAYOUT: CHAPTERS,
    Build.Stage.PAGES: PAGES,
    Build.Stage.WRITE: PAGES,
}


@dataclass(frozen=True, slots=True)
class StageLine:
    """One stage: done, busy, waiting or failed."""

    label: str
    state: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class BuildProgress:
    """How far a production is, as the progress component shows it."""

    title: str
    words: str
    stages: tuple[StageLine, ...]
    part: int
    whole: int
    is_done: bool
    is_failed: bool
    fragment_url: str = ""
    page_url: str = ""


def progress_of(
    build: Build, *, now: datetime, fragment_url: str = "", page_url: str = ""
) -> BuildProgress:
    """Tell how far a production is; one query at most."""
    stages = tuple(Build.Stage)
    here = stages.index(Build.Stage(build.stage))
    return BuildProgress(
        title=_("The file is ready") if build.state == Build.State.DONE else _("Making the file"),
        words=say(build, now=now),
        stages=tuple(_line(build, stage, place, here) for place, stage in enumerate(stages)),
        part=here,
        whole=len(stages) - 1,
        is_done=build.state == Build.State.DONE,
        is_failed=build.state == Build.State.FAILED,
        fragment_url=fragment_url,
        page_url=page_url,
    )


def say(build: Build, *, now: datetime) -> str:
    """Say in one sentence how it stands with a production."""
    if build.state == Build.State.DONE:
        return ngettext("Ready: %(n)s page.", "Ready: %(n)s pages.", build.pages) % {
            "n": build.pages
        }
    if build.state == Build.State.FAILED:
        return failure_words(build)
    if build.state == Build.State.QUEUED:
        return _waiting(build, now)
    if build.attempt > 1:
        return _("Busy, attempt %(n)s of %(of)s. You may close this page.") % {
            "n": build.attempt,
            "of": Build.ATTEMPTS,
        }
    return _("Busy. You may close this page: the work goes on.")


def failure_words(build: Build) -> str:
    """Say what went wrong, for people."""
    return str(FAILURES.get(build.failure, FAILURES["engine"]))


def no_worker_words() -> str:
    return _("No worker is running now. The order stands and begins by itself when one starts.")


def is_forgotten(build: Build, *, now: datetime) -> bool:
    """Tell whether nobody takes orders: this one waits, and nothing else is being made."""
    if build.state != Build.State.QUEUED or now - build.ordered_at < QUIET:
        return False
    return not Build.objects.filter(state=Build.State.RUNNING, lease_until__gte=now).exists()


def stage_words(build: Build) -> str:
    """Name the stage with its counts: 'Laying out: 3 of 12 chapters'."""
    label = Build.Stage(build.stage).label
    counted = _counts(build)
    return f"{label}: {counted}" if counted else str(label)


def file_name(edition: Edition, title: str) -> str:
    """Return the name under which a file is downloaded: jaarverslag-2023-…-concept-1.pdf."""
    return f"{slugify(f'{title} {edition.version}')}.pdf"


def _waiting(build: Build, now: datetime) -> str:
    if is_forgotten(build, now=now):
        return no_worker_words()
    return _("In the queue. You may close this page: the work goes on.")


def _line(build: Build, stage: Build.Stage, place: int, here: int) -> StageLine:
    if place < here or build.state == Build.State.DONE:
        return StageLine(str(stage.label), "done")
    if place > here:
        return StageLine(str(stage.label), "waiting")
    state = "failed" if build.state == Build.State.FAILED else "busy"
    return StageLine(str(stage.label), state, _counts(build))


def _counts(build: Build) -> str:
    words = COUNTED.get(Build.Stage(build.stage))
    if words is None or not build.total:
        return ""
    return str(words % {"done": build.done, "total": build.total})
