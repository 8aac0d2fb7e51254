"""Put a questionnaire in the database as its file gives it; the second time nothing changes."""

from collections.abc import Iterable, Mapping
from typing import Any

from libraries.actions.loading import Putting
from libraries.models import Indicator, Scope
from programmes.models import Check, LegalTask, Option, Question, Questionnaire, Section

Row = Mapping[str, Any]


def without(row: Row, *names: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in names}


def put_questionnaire(putting: Putting, row: Row) -> Questionnaire:
    """Put a questionnaire with its sections, questions, options and checks, as they stand.

    A check names another question by its number.
    """
    values = without(row, "code", "sections", "checks")
    values["asked_of"] = scope_at(row["asked_of"])
    if "legal_task" in row:
        values["legal_task"] = LegalTask.objects.get(code=row["legal_task"])
    if "follows" in row:
        values["follows"] = Questionnaire.objects.get(code=row["follows"])
    questionnaire = putting.put(Questionnaire, {"code": row["code"]}, values)
    for check in row.get("checks", ()):
        _put_check(putting, questionnaire, None, check, {})
    _put_sections(putting, questionnaire, row["sections"])
    return questionnaire


def _put_sections(putting: Putting, questionnaire: Questionnaire, sections: Iterable[Row]) -> None:
    rows = list(sections)
    indicators = indicators_by_code(
        question["indicator"]
        for section in rows
        for question in section["questions"]
        if "indicator" in question
    )
    placed: list[tuple[Question, Row]] = []
    for order, section in enumerate(rows, 1):
        key = {"questionnaire": questionnaire, "order": order}
        held = putting.put(Section, key, without(section, "questions"))
        for number, question in enumerate(section["questions"], 1):
            values = without(question, "indicator", "checks", "options")
            if "indicator" in question:
                values["indicator"] = indicators[question["indicator"]]
            asked = putting.put(Question, {"section": held, "order": number}, values)
            _put_options(putting, asked, question.get("options", ()))
            placed.append((asked, question))
    numbered = {asked.number: asked for asked, _row in placed if asked.number}
    for asked, row in placed:
        for check in row.get("checks", ()):
            _put_check(putting, questionnaire, asked, check, numbered)


def _put_options(putting: Putting, question: Question, options: Iterable[Row]) -> None:
    for order, option in enumerate(options, 1):
        key = {"question": question, "code": option["code"]}
        putting.put(Option, key, {"order": order, "name": option["name"]})


def _put_check(
    putting: Putting,
    questionnaire: Questionnaire,
    question: Question | None,
    row: Row,
    numbered: Mapping[str, Question],
) -> None:
    key = {
        "questionnaire": questionnaire,
        "question": question,
        "kind": row["kind"],
        "other": numbered[row["other"]] if "other" in row else None,
        "wanted": row.get("wanted", ""),
    }
    putting.put(Check, key, without(row, "kind", "other", "wanted"))


def indicators_by_code(codes: Any) -> dict[str, Indicator]:
    return {indicator.code: indicator for indicator in Indicator.objects.filter(code__in=codes)}


def scope_at(address: str) -> Scope:
    """Return the scope that 'province:PV22' names."""
    kind, code = address.split(":", 1)
    return Scope.objects.by_code(Scope.Kind(kind), code)
