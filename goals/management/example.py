"""The plan in the example year: made through the same actions that people use.

Who reports, what is aimed for and the words of the sentences stand in goals/data; how it went is
chosen here, so that every status, rating and round occurs at least once.
"""

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

from django.utils import timezone

from biblionet.accounts.models import User
from goals import actions, overviews
from goals.management.sentences import Sentences
from goals.models import Action, Assignment, Objective, ProgressUpdate
from libraries.actions import close_period, open_period
from libraries.management.example import People
from libraries.models import Indicator, Organisation, Period, PeriodException, Scope, ServiceArea

DATA = Path(__file__).resolve().parent.parent / "data"
EVIDENCE = DATA / "example_deelnemers.xlsx"
Rating = ProgressUpdate.Rating
EARLY = (Rating.NOT_STARTED, Rating.ON_TRACK, Rating.ON_TRACK, Rating.ATTENTION)
LATER = (Rating.ON_TRACK, Rating.ON_TRACK, Rating.ATTENTION, Rating.DONE, Rating.STUCK)
LAST = (Rating.ON_TRACK, Rating.DONE, Rating.ATTENTION, Rating.STUCK, Rating.DROPPED)
# What happens to the updates of the last quarter, one after another.
ENDINGS = (
    "accepted", "submitted", "draft", "sent_back", "missing", "accepted", "resubmitted",
    "submitted", "other_rating", "withdrawn", "many_rounds", "accepted", "empty_draft",
)  # fmt: skip


def make(*, people: People, rng: random.Random) -> None:
    """Make assignments, links, targets, performances and four quarters of progress."""
    year = Period.objects.example().get(kind=Period.Kind.CALENDAR_YEAR)
    Promises(people, year).make()
    quarters = Period.objects.example().filter(kind=Period.Kind.QUARTER).order_by("start")
    teller = Teller(people, Sentences(rng, _places()))
    for number, quarter in enumerate(quarters):
        was_open = quarter.is_open
        if not was_open:
            open_period(period=quarter, by=people.admin)
        teller.tell(quarter, EARLY if number == 0 else LAST if was_open else LATER)
        if not was_open:
            close_period(period=quarter, by=people.admin)


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, strict=True)


def _places() -> dict[int, list[str]]:
    """Return the places where each organisation works; under 0 those of all."""
    places: dict[int, list[str]] = {0: []}
    for area in ServiceArea.objects.select_related("place").order_by("pk"):
        if area.place and area.owner_id:
            places.setdefault(area.owner_id, []).append(area.place.name)
            places[0].append(area.place.name)
    return places


@dataclass(slots=True)
class Promises:
    """Makes what was agreed for the example year."""

    people: People
    year: Period
    members: list[Organisation] = field(init=False)
    support: Organisation = field(init=False)

    def __post_init__(self) -> None:
        codes = sorted(self.people.managers)
        self.members = list(Organisation.objects.filter(code__in=codes).order_by("code"))
        self.support = Organisation.objects.get(form=Organisation.Form.SUPPORT)

    def make(self) -> None:
        for row in _rows("example_links.csv"):
            actions.link_action(
                action=Action.objects.get(code=row["action"]),
                objective=_objective(row),
                order=int(row["order"]),
                period=self.year,
                by=self.people.staff,
            )
        for row in _rows("example_assignments.csv"):
            for scope in self._who(row["who"]):
                actions.assign(
                    about=_about(row), scope=scope, period=self.year, by=self.people.staff
                )
        self._word("before_targets")  # a target changes the figures: those words are old by then
        for row in _rows("example_targets.csv"):
            self._aim(row)
        self._word("after_targets")
        for row in _rows("example_performances.csv"):
            self._plan(row)

    def _who(self, word: str) -> list[Scope]:
        if word == "members":
            return list(self.members)
        if word == "support":
            return [self.support]
        if word == "network":
            return list(Scope.objects.filter(kind=Scope.Kind.NETWORK))
        return [Organisation.objects.get(code=word)]

    def _aim(self, row: dict[str, str]) -> None:
        indicator = Indicator.objects.get(code=row["indicator"])
        period = Period.objects.example().get(kind=indicator.period_kind)
        for scope in self._who(row["scope"]):
            actions.set_target(
                about=_about(row),
                indicator=indicator,
                scope=scope,
                period=period,
                value=Decimal(row["value"]),
                direction=row["direction"],
                margin=int(row["margin"]),
                by=self.people.staff,
            )

    def _word(self, moment: str) -> None:
        for row in _rows("example_wordings.csv"):
            if row["moment"] == moment:
                objective, year = _objective(row), self.year.year
                indicator = Indicator.objects.get(code=row["indicator"])
                drafted = overviews.figure_of(objective, indicator, year=year).drafted
                assert drafted is not None  # the figures of the example are there by now
                actions.word(
                    objective=objective,
                    indicator=indicator,
                    year=year,
                    text=row["text"],
                    drafted=drafted.text,
                    based_on=0,
                    by=self.people.editor,
                )

    def _plan(self, row: dict[str, str]) -> None:
        actions.set_performance(
            action=Action.objects.get(code=row["action"]),
            period=self.year,
            aimed=row["aimed"],
            realised=row["realised"],
            budget=Decimal(row["budget"]) if row["budget"] else None,
            spent=Decimal(row["spent"]) if row["spent"] else None,
            explanation=row["explanation"],
            by=self.people.staff,
        )


def _objective(row: dict[str, str]) -> Objective:
    return Objective.objects.get(framework__code=row["framework"], code=row["objective"])


def _about(row: dict[str, str]) -> Objective | Action:
    return Action.objects.get(code=row["action"]) if row["action"] else _objective(row)


@dataclass(slots=True)
class Teller:
    """Writes the progress of a quarter and takes every update to where it ends."""

    people: People
    sentences: Sentences
    _count: int = 0

    def tell(self, quarter: Period, ratings: tuple[str, ...]) -> None:
        late = set(PeriodException.objects.filter(period=quarter).values_list("scope", flat=True))
        assignments = Assignment.objects.during(quarter).select_related(
            "objective__framework", "action", "scope__owner"
        )
        is_last = ratings is LAST
        for number, assignment in enumerate(assignments.order_by("scope__code", "pk")):
            self._count += 1
            ending = ENDINGS[number % len(ENDINGS)] if is_last else self._usual(number)
            if assignment.scope_id in late and number % 4 == 1:
                ending = "draft"  # what the exception was granted for
            if ending != "missing":
                self._write(assignment, quarter, ratings[self._count % len(ratings)], ending)

    def _usual(self, number: int) -> str:
        if number % 17 == 5:
            return "missing"
        return {3: "other_rating", 9: "mended"}.get(number % 14, "accepted")

    def _write(self, assignment: Assignment, quarter: Period, rating: str, ending: str) -> None:
        by = self.people.managers.get(assignment.scope.owner_code, self.people.staff)
        at = _moment(quarter, self._count)
        empty = ending == "empty_draft"
        asks = self._count % 6 == 0
        update = actions.save_update(
            about=assignment.objective or assignment.action,  # type: ignore[arg-type]  # one of two
            scope=assignment.scope,
            period=quarter,
            version=0,
            rating="" if empty else rating,
            note=self.sentences.note(assignment, quarter, rating),
            question=self.sentences.question(assignment, quarter) if asks else "",
            by=by,
            at=at,
        )
        if ending not in ("draft", "empty_draft"):
            Rounds(self.people, self.sentences, update, by, at).take_to(ending)


@dataclass(slots=True)
class Rounds:
    """Takes one update from hand to hand, each step some days later."""

    people: People
    sentences: Sentences
    update: ProgressUpdate
    by: User
    at: datetime

    def take_to(self, ending: str) -> None:
        self._submit()
        if ending == "withdrawn":
            update = self.update
            actions.withdraw_update(
                update=update, version=update.version, by=self.by, at=self._later()
            )
        rounds = {"sent_back": 1, "resubmitted": 1, "mended": 1, "many_rounds": 3}.get(ending, 0)
        for number in range(rounds):
            self._send_back()
            if ending != "sent_back":
                self._mend(with_file=number == 2)
                self._submit()
        if ending in ("accepted", "other_rating", "mended"):
            self._accept(differs=ending == "other_rating")

    def _later(self) -> datetime:
        self.at += timedelta(days=1, minutes=37)
        return self.at

    def _submit(self) -> None:
        update = self.update
        actions.submit_update(update=update, version=update.version, by=self.by, at=self._later())

    def _send_back(self) -> None:
        actions.send_back_update(
            update=self.update,
            version=self.update.version,
            reason=self.sentences.remark(self.update),
            by=self.people.staff,
            at=self._later(),
        )

    def _mend(self, *, with_file: bool) -> None:
        update = self.update
        if with_file:
            actions.add_evidence(
                update=update,
                name=EVIDENCE.name,
                content=EVIDENCE.read_bytes(),
                by=self.by,
                at=self.at,
            )
        self.update = actions.save_update(
            about=update.about,
            scope=update.scope,
            period=update.period,
            version=update.version,
            rating=update.rating,
            note=f"{update.note} {self.sentences.mended(update)}",
            question=update.question,
            by=self.by,
            at=self._later(),
        )

    def _accept(self, *, differs: bool) -> None:
        other = Rating.ATTENTION if self.update.rating == Rating.ON_TRACK else Rating.ON_TRACK
        actions.accept_update(
            update=self.update,
            version=self.update.version,
            poi_rating=other if differs else "",
            poi_reason=self.sentences.reason(other) if differs else "",
            by=self.people.staff,
            at=self._later(),
        )


def _moment(quarter: Period, count: int) -> datetime:
    """Return when an update was begun: in working hours, around the end of its quarter."""
    day = quarter.end + timedelta(days=count % 9)
    return timezone.make_aware(datetime.combine(day, time(9 + count % 7, count * 7 % 60)))
