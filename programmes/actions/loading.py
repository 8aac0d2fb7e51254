"""Put legal tasks, requirements, programmes and questionnaires in the database as files give them.

The second time nothing changes. What people write in the portal (explanations) is never touched.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from libraries.actions.loading import Putting
from libraries.models import Indicator, Period, Publication, Scope
from programmes.models import (
    Check,
    LegalTask,
    Programme,
    ProgrammeIndicator,
    Question,
    Questionnaire,
    Requirement,
    RequirementResult,
    Section,
)

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Tables:
    """The rows of the files; a row names others by their codes."""

    legal_tasks: tuple[Row, ...]
    requirements: tuple[Row, ...]
    claims: tuple[Row, ...]
    programmes: tuple[Row, ...]
    programme_indicators: tuple[Row, ...]
    questionnaires: tuple[Row, ...] = ()


@transaction.atomic
def put_tables(*, tables: Tables) -> dict[str, int]:
    """Put all tables in order; return how many rows of each kind were new or changed."""
    putting = Putting()
    for row in tables.legal_tasks:
        putting.put(LegalTask, {"code": row["code"]}, without(row, "code"))
    _put_requirements(putting, tables)
    for row in tables.programmes:
        putting.put(Programme, {"code": row["code"]}, without(row, "code"))
    _put_programme_indicators(putting, tables)
    for row in tables.questionnaires:
        _put_questionnaire(putting, row)
    return {kind: len(rows) for kind, rows in putting.changed.items()}


def without(row: Row, *names: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in names}


def _put_requirements(putting: Putting, tables: Tables) -> None:
    tasks = {task.code: task for task in LegalTask.objects.all()}
    indicators = _indicators(row["indicator"] for row in tables.requirements)
    for row in tables.requirements:
        values = {
            **without(row, "code"),
            "legal_task": tasks[row["legal_task"]],
            "indicator": indicators[row["indicator"]],
            "asked_by": _scope(row["asked_by"]),
            "measured_at": _scope(row["measured_at"]),
        }
        putting.put(Requirement, {"code": row["code"]}, values)
    requirements = {requirement.code: requirement for requirement in Requirement.objects.all()}
    publications = {publication.code: publication for publication in Publication.objects.all()}
    years = {row["year"]: _calendar_year(row["year"]) for row in tables.claims}
    for row in tables.claims:
        key = {"requirement": requirements[row["requirement"]], "period": years[row["year"]]}
        values = without(row, "requirement", "year")
        values["publication"] = publications[row["publication"]]
        putting.put(RequirementResult, key, values)


def _put_programme_indicators(putting: Putting, tables: Tables) -> None:
    programmes = {programme.code: programme for programme in Programme.objects.all()}
    indicators = _indicators(row["indicator"] for row in tables.programme_indicators)
    for row in tables.programme_indicators:
        key = {
            "programme": programmes[row["programme"]],
            "indicator": indicators[row["indicator"]],
        }
        putting.put(ProgrammeIndicator, key, without(row, "programme", "indicator"))


def _put_questionnaire(putting: Putting, row: Row) -> None:
    """Put a questionnaire with its sections, questions and checks, numbered as they stand."""
    values = without(row, "code", "sections", "checks")
    values["asked_of"] = _scope(row["asked_of"])
    questionnaire = putting.put(Questionnaire, {"code": row["code"]}, values)
    for check in row.get("checks", ()):
        _put_check(putting, questionnaire, None, check)
    sections = row["sections"]
    indicators = _indicators(
        question["indicator"] for section in sections for question in section["questions"]
    )
    for order, section in enumerate(sections, 1):
        key = {"questionnaire": questionnaire, "order": order}
        placed = putting.put(Section, key, without(section, "questions"))
        for number, question in enumerate(section["questions"], 1):
            indicator = indicators[question["indicator"]]
            asked = putting.put(
                Question,
                {"section": placed, "order": number},
                {**without(question, "indicator", "checks"), "indicator": indicator},
            )
            for check in question.get("checks", ()):
                _put_check(putting, questionnaire, asked, check)


def _put_check(
    putting: Putting, questionnaire: Questionnaire, question: Question | None, row: Row
) -> None:
    key = {"questionnaire": questionnaire, "question": question, "kind": row["kind"]}
    putting.put(Check, key, without(row, "kind"))


def _indicators(codes: Any) -> dict[str, Indicator]:
    return {indicator.code: indicator for indicator in Indicator.objects.filter(code__in=codes)}


def _scope(address: str) -> Scope:
    """Return the scope that 'province:PV22' names."""
    kind, code = address.split(":", 1)
    return Scope.objects.by_code(Scope.Kind(kind), code)


def _calendar_year(year: int) -> Period:
    """Return the real calendar year; the floor below loads it with its figures."""
    return Period.objects.real().get(kind=Period.Kind.CALENDAR_YEAR, start=date(year, 1, 1))
