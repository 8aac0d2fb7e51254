"""What is different between two versions of a questionnaire, listed word by word."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.db import models
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from libraries.models import Definition
from libraries.overviews import written
from programmes.models import Check, Questionnaire
from programmes.overviews.documents import OF_QUESTION, OF_QUESTIONNAIRE, OF_SECTION
from programmes.overviews.questionnaires import definitions_for
from programmes.overviews.wholes import Whole, WholeQuestion, whole_of
from programmes.overviews.wording import check_in_words
from programmes.standing import moved, pair

Definitions = Mapping[int, Definition]
NOTHING = "–"
BY_THEMSELVES = ("code", "follows")  # of two versions these differ anyway


class Happened(StrEnum):
    """What became of a section or question."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is different: what it is called, what it was and what it is now."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Item:
    """A section or question in which something is different."""

    happened: Happened
    number: str
    name: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that is different, in the order of the newer version; what went comes last."""

    before: Questionnaire
    after: Questionnaire
    own: tuple[Change, ...]
    sections: tuple[Item, ...]
    questions: tuple[Item, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.own or self.sections or self.questions)


def difference(questionnaire: Questionnaire, *, today: date) -> Difference | None:
    """Return what is different from the questionnaire it follows; None when it follows none."""
    if questionnaire.follows is None:
        return None
    return difference_of(whole_of(questionnaire.follows), whole_of(questionnaire), today=today)


def difference_of(before: Whole, after: Whole, *, today: date) -> Difference:
    """Hold two versions against each other; two queries, for the definitions that hold in them."""
    names = [name for name in OF_QUESTIONNAIRE if name not in BY_THEMSELVES]
    return Difference(
        before=before.questionnaire,
        after=after.questionnaire,
        own=(
            *changed_fields(before.questionnaire, after.questionnaire, names),
            *_other_checks(before.checks, after.checks),
        ),
        sections=tuple(_sections(before, after)),
        questions=tuple(_questions(before, after, today)),
    )


def changed_fields(
    before: models.Model, after: models.Model, names: Iterable[str]
) -> tuple[Change, ...]:
    """Return what two rows hold that is not the same, by what people call it."""
    return tuple(
        Change(name_of(before, name), shown(before, name), shown(after, name))
        for name in names
        if getattr(before, name) != getattr(after, name)
    )


def name_of(row: models.Model, name: str) -> str:
    field: Any = row._meta.get_field(name)
    return str(capfirst(field.verbose_name))


def shown(row: models.Model, name: str) -> str:
    """Return what a row holds, as people read it; a dash when that is nothing."""
    value: Any = getattr(row, name)
    if value in ("", None):
        return NOTHING
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return date_format(value)
    if isinstance(value, Decimal):
        return written(value.normalize())
    label = getattr(row, f"get_{name}_display", None)
    return str(label() if label else value)


def _sections(before: Whole, after: Whole) -> Iterator[Item]:
    pairs = _pairs_of_sections(before, after)
    elsewhere = moved(pairs)
    for place, one in enumerate(after.sections):
        now = one.section
        if place not in pairs:
            yield Item(Happened.ADDED, now.number, now.title)
            continue
        was = before.sections[pairs[place]].section
        changes = changed_fields(was, now, OF_SECTION)
        if place in elsewhere:
            changes += (_other_place(pairs[place], place),)
        if changes:
            yield Item(Happened.CHANGED, now.number, now.title, changes)
    for place, one in enumerate(before.sections):
        if place not in pairs.values():
            yield Item(Happened.REMOVED, one.section.number, one.section.title)


def _pairs_of_sections(before: Whole, after: Whole) -> dict[int, int]:
    return pair(
        [one.section for one in before.sections],
        [one.section for one in after.sections],
        (lambda one: one.title, lambda one: one.number),
    )


def _questions(before: Whole, after: Whole, today: date) -> Iterator[Item]:
    then, now = definitions_for(before, today=today), definitions_for(after, today=today)
    old, new = tuple(before.questions), tuple(after.questions)
    pairs = pair(old, new, (_number_and_subject, _subject, _number))
    places = _Places(before, after, pairs)
    for place, one in enumerate(new):
        if place not in pairs:
            yield _item(Happened.ADDED, one)
            continue
        was = old[pairs[place]]
        changes = (
            *changed_fields(was.question, one.question, OF_QUESTION),
            *places.changes(place),
            *_other_definition(was, one, then, now),
            *_other_options(was, one),
            *_other_checks(was.checks, one.checks),
        )
        if changes:
            yield _item(Happened.CHANGED, one, changes)
    for place, one in enumerate(old):
        if place not in pairs.values():
            yield _item(Happened.REMOVED, one)


def _item(happened: Happened, one: WholeQuestion, changes: tuple[Change, ...] = ()) -> Item:
    return Item(happened, one.question.number, str(one.question), changes)


def _subject(one: WholeQuestion) -> tuple[object, ...]:
    """Return what a question is about: an indicator, or its words."""
    return one.question.indicator_id, one.question.part, one.question.text


def _number(one: WholeQuestion) -> str:
    return one.question.number


def _number_and_subject(one: WholeQuestion) -> tuple[object, ...]:
    return (_number(one), *_subject(one)) if _number(one) else ()


class _Places:
    """Which questions came to another section, or to another place in their own."""

    def __init__(self, before: Whole, after: Whole, pairs: Mapping[int, int]) -> None:
        self._pairs = pairs
        self._was, self._now = _places_in(before), _places_in(after)
        self._titles = tuple(
            [one.section.title for one in whole.sections] for whole in (before, after)
        )
        self._sections = _pairs_of_sections(before, after)
        stayed = [place for place in pairs if not self._is_elsewhere(place)]
        self._moved = frozenset().union(
            *(
                moved({place: pairs[place] for place in stayed if self._now[place][0] == section})
                for section in range(len(after.sections))
            )
        )

    def changes(self, place: int) -> Iterator[Change]:
        (was, was_at), (now, now_at) = self._was[self._pairs[place]], self._now[place]
        if self._is_elsewhere(place):
            yield Change(_("Section"), self._titles[0][was], self._titles[1][now])
        elif place in self._moved:
            yield _other_place(was_at, now_at)

    def _is_elsewhere(self, place: int) -> bool:
        was, now = self._was[self._pairs[place]][0], self._now[place][0]
        return self._sections.get(now) != was


def _places_in(whole: Whole) -> list[tuple[int, int]]:
    """Return of each question in which section it stands, and at which place."""
    return [
        (section, place)
        for section, one in enumerate(whole.sections)
        for place, _question in enumerate(one.questions)
    ]


def _other_place(was: int, now: int) -> Change:
    return Change(_("Place"), str(was + 1), str(now + 1))


def _other_definition(
    was: WholeQuestion, now: WholeQuestion, then: Definitions, today: Definitions
) -> Iterator[Change]:
    """Yield that another version of the same definition holds now, with both texts."""
    if was.question.indicator_id != now.question.indicator_id:
        return
    old = then.get(was.question.indicator_id or 0)
    new = today.get(now.question.indicator_id or 0)
    if old != new:
        yield Change(_("Definition"), _version(old), _version(new))


def _version(definition: Definition | None) -> str:
    return f"v{definition.version}: {definition.text}" if definition else NOTHING


def _other_options(was: WholeQuestion, now: WholeQuestion) -> Iterator[Change]:
    old, new = ({one.code: one.name for one in whole.options} for whole in (was, now))
    for code in [*new, *(code for code in old if code not in new)]:
        if old.get(code) != new.get(code):
            yield Change(_("Option"), old.get(code, NOTHING), new.get(code, NOTHING))
    if list(old) != list(new) and set(old) == set(new):
        yield Change(_("Order of the options"), ", ".join(old.values()), ", ".join(new.values()))


def _other_checks(was: Iterable[Check], now: Iterable[Check]) -> Iterator[Change]:
    """Yield the checks that came, went, or say something else; beside another answer by number."""
    old, new = ({_held(one): check_in_words(one) for one in checks} for checks in (was, now))
    for key in [*new, *(key for key in old if key not in new)]:
        if old.get(key) != new.get(key):
            yield Change(
                str(capfirst(Check._meta.verbose_name)),
                old.get(key, NOTHING),
                new.get(key, NOTHING),
            )


def _held(check: Check) -> tuple[str, str, str]:
    return check.kind, check.other.number if check.other else "", check.wanted
