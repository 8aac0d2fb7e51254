"""Reads a questionnaire that somebody brings as a file, and says of each fault where it is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models
from django.utils.translation import gettext as _

from libraries.models import Indicator
from programmes.actions.asking import indicators_by_code, scope_at
from programmes.models import Check, LegalTask, Option, Question, Questionnaire, Section
from programmes.overviews import (
    OF_CHECK,
    OF_OPTION,
    OF_QUESTION,
    OF_QUESTIONNAIRE,
    OF_SECTION,
)

Row = Mapping[str, Any]
INSIDE = {"sections", "questions", "options", "checks"}
NAMED = {"legal_task", "follows", "asked_of", "indicator", "other"}  # another row, by its code
SOME_ROW = 1  # stands for a row that is found or made later, whichever it will be


def faults_in(document: Row) -> list[str]:
    """Return what is wrong with a questionnaire, each with its place; nothing when it can load."""
    reader = _Reader()
    reader.read(document)
    return reader.faults


@dataclass
class _Reader:
    faults: list[str] = field(default_factory=list)

    def read(self, document: Row) -> None:
        place = _("The questionnaire")
        self._row(Questionnaire, document, OF_QUESTIONNAIRE, place, self._found(document, place))
        sections = self._rows(document, "sections", place)
        if not sections:
            self._say(place, _("it has no sections."))
        questions = [
            (f"{_section(number, section)}, {_question(at, one)}", one)
            for number, section in enumerate(sections, 1)
            for at, one in enumerate(self._rows(section, "questions", _section(number, section)), 1)
        ]
        for number, section in enumerate(sections, 1):
            self._row(Section, section, OF_SECTION, _section(number, section), {})
        self._read_questions(questions, document.get("layout"))
        numbers = {str(one["number"]): one for _place, one in questions if one.get("number")}
        for place_, one in [(place, document), *questions]:
            self._read_checks(place_, one, numbers, is_own=one is not document)

    def _read_questions(self, questions: Sequence[tuple[str, Row]], layout: object) -> None:
        codes = {one["indicator"] for _place, one in questions if _is_text(one.get("indicator"))}
        indicators = indicators_by_code(codes)
        seen: set[str] = set()
        for place, one in questions:
            self._read_question(place, one, indicators, layout)
            number = str(one.get("number", ""))
            if number and number in seen:
                self._say(place, _("the number %(number)s stands here twice.") % {"number": number})
            seen.add(number)

    def _read_question(
        self, place: str, one: Row, indicators: Mapping[str, Indicator], layout: object
    ) -> None:
        code = one.get("indicator")
        found = {}
        if code is not None:
            indicator = indicators.get(code) if _is_text(code) else None
            if indicator is None:
                self._say(place, _("there is no indicator “%(code)s”.") % {"code": code})
            found["indicator_id"] = indicator.pk if indicator else SOME_ROW
        self._row(Question, one, OF_QUESTION, place, found)
        kind = one.get("kind", Question.Kind.FIGURE)
        if layout != Questionnaire.Layout.FORM and kind != Question.Kind.FIGURE:
            self._say(place, _("only figures can be asked in this layout."))
        options = self._rows(one, "options", place)
        if (kind in Question.CHOSEN) != bool(options):
            self._say(place, _("what is chosen has options, and nothing else has."))
        for option in options:
            self._row(Option, option, OF_OPTION, place, {})
        self._twice(place, [str(option.get("code")) for option in options])

    def _read_checks(
        self, place: str, one: Row, numbers: Mapping[str, Row], *, is_own: bool
    ) -> None:
        checks = self._rows(one, "checks", place)
        for check in checks:
            found = {}
            if "other" in check:
                found["other_id"] = SOME_ROW
                if str(check["other"]) not in numbers or not is_own:
                    words = _("a check names the number %(number)s, which no question has.")
                    self._say(place, words % {"number": check["other"]})
            self._row(Check, check, OF_CHECK, place, found)
        self._twice(
            place,
            [f"{one.get('kind')} {one.get('other', '')} {one.get('wanted', '')}" for one in checks],
        )

    def _found(self, document: Row, place: str) -> dict[str, Any]:
        """Return what the questionnaire names, and say what is not there."""
        looked = {
            "legal_task": (_("there is no legal task “%(code)s”."), LegalTask.objects),
            "follows": (_("there is no questionnaire “%(code)s”."), Questionnaire.objects),
        }
        found: dict[str, Any] = {}
        for name, (words, rows) in looked.items():
            if name in document:
                row = rows.filter(code=str(document[name])).first()
                if row is None:
                    self._say(place, words % {"code": document[name]})
                found[f"{name}_id"] = row.pk if row else SOME_ROW
        found["asked_of_id"] = SOME_ROW
        if "asked_of" in document and not _is_scope(document["asked_of"]):
            words = _("there is nobody called “%(code)s” to ask.")
            self._say(place, words % {"code": document["asked_of"]})
        return found

    def _row(
        self,
        model: type[models.Model],
        row: Row,
        names: Sequence[str],
        place: str,
        found: dict[str, Any],
    ) -> None:
        """Say what a row may not hold: what it does not know, lacks, or has of another kind."""
        for name in sorted(set(row) - set(names) - INSIDE):
            self._say(place, _("“%(name)s” is no word of this file.") % {"name": name})
        values = {}
        for name in names:
            known: Any = model._meta.get_field(name)
            if name not in row:
                if not known.blank and not known.has_default() and name not in found:
                    self._say(place, _("“%(name)s” is missing.") % {"name": name})
                continue
            if not _fits(known, row[name]):
                self._say(place, _("“%(name)s” is of another kind.") % {"name": name})
            elif name not in NAMED:
                values[name] = row[name]
        self._validate(model(**values, **found), set(values), place)

    def _validate(self, row: models.Model, given: set[str], place: str) -> None:
        others = [one.name for one in row._meta.fields if one.name not in given]
        try:
            row.clean_fields(exclude=others)
        except ValidationError as wrong:
            for name, sentences in wrong.message_dict.items():
                for sentence in sentences:
                    self._say(place, f"“{name}”: {sentence}")
            return
        for constraint in row._meta.constraints:
            if isinstance(constraint, models.CheckConstraint):
                try:
                    constraint.validate(row.__class__, row)
                except ValidationError as wrong:
                    self._say(place, wrong.messages[0])

    def _rows(self, row: Row, name: str, place: str) -> list[Row]:
        """Return the rows of a list inside another row; nothing of what is no list of rows."""
        found = row.get(name, [])
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            self._say(place, _("“%(name)s” is no list.") % {"name": name})
            return []
        return found

    def _twice(self, place: str, keys: Iterable[str]) -> None:
        there = list(keys)
        for key in sorted({key for key in there if there.count(key) > 1}):
            self._say(place, _("“%(what)s” stands here twice.") % {"what": key.strip()})

    def _say(self, place: str, words: str) -> None:
        fault = f"{place}: {words}"
        if fault not in self.faults:
            self.faults.append(fault)


def _section(number: int, row: Row) -> str:
    return _("Section %(name)s") % {"name": row.get("number") or row.get("title") or number}


def _question(place: int, row: Row) -> str:
    name = row.get("number") or row.get("indicator") or row.get("text") or place
    return _("question %(name)s") % {"name": name}


def _fits(known: Any, value: object) -> bool:
    """Say whether a file gives a value as the column keeps it; nothing is made into a text."""
    if isinstance(value, bool):
        return isinstance(known, models.BooleanField)
    if isinstance(value, datetime):
        return False
    if isinstance(value, date):
        return isinstance(known, models.DateField)
    if isinstance(value, int | Decimal):
        is_whole = isinstance(known, models.IntegerField) and isinstance(value, int)
        return is_whole or (isinstance(known, models.DecimalField) and Decimal(value).is_finite())
    texts = (models.CharField, models.TextField, models.ForeignKey)
    return isinstance(value, str) and isinstance(known, texts)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_scope(address: object) -> bool:
    try:
        scope_at(str(address))
    except (ObjectDoesNotExist, ValueError):
        return False
    return True
