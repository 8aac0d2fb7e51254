"""Put legal tasks, requirements, programmes and questionnaires in the database as files give them.

The second time nothing changes. What people write in the portal (explanations) is never touched.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from libraries.actions.loading import Putting
from libraries.models import Period, Publication
from programmes.actions.asking import indicators_by_code, put_questionnaire, scope_at, without
from programmes.actions.obligations import put_obligations
from programmes.models import (
    CollectionProfile,
    LegalTask,
    Programme,
    ProgrammeIndicator,
    Requirement,
    RequirementResult,
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
    obligations: tuple[Row, ...] = ()
    collection_profiles: tuple[Row, ...] = ()


@transaction.atomic
def put_tables(*, tables: Tables) -> dict[str, int]:
    """Put all tables in order; return how many rows of each kind were new or changed."""
    putting = Putting()
    for row in tables.legal_tasks:
        putting.put(LegalTask, {"code": row["code"]}, without(row, "code"))
    _put_requirements(putting, tables)
    for row in tables.programmes:
        putting.put(Programme, {"code": row["code"]}, without(row, "code"))
    _put_programmeindicators_by_code(putting, tables)
    for row in tables.questionnaires:
        put_questionnaire(putting, row)
    put_obligations(putting, tables.obligations)
    for row in tables.collection_profiles:
        putting.put(CollectionProfile, {"code": row["code"]}, without(row, "code"))
    return {kind: len(rows) for kind, rows in putting.changed.items()}


def _put_requirements(putting: Putting, tables: Tables) -> None:
    tasks = {task.code: task for task in LegalTask.objects.all()}
    indicators = indicators_by_code(row["indicator"] for row in tables.requirements)
    for row in tables.requirements:
        values = {
            **without(row, "code"),
            "legal_task": tasks[row["legal_task"]],
            "indicator": indicators[row["indicator"]],
            "asked_by": scope_at(row["asked_by"]),
            "measured_at": scope_at(row["measured_at"]),
        }
        putting.put(Requirement, {"code": row["code"]}, values)
    requirements = {one.code: one for one in Requirement.objects.select_related("measured_at")}
    publications = {publication.code: publication for publication in Publication.objects.all()}
    years = {row["year"]: _calendar_year(row["year"]) for row in tables.claims}
    for row in tables.claims:
        requirement = requirements[row["requirement"]]
        key = {
            "requirement": requirement,
            "period": years[row["year"]],
            "scope": requirement.measured_at,
        }
        values = without(row, "requirement", "year")
        values["publication"] = publications[row["publication"]]
        putting.put(RequirementResult, key, values)


def _put_programmeindicators_by_code(putting: Putting, tables: Tables) -> None:
    programmes = {programme.code: programme for programme in Programme.objects.all()}
    indicators = indicators_by_code(row["indicator"] for row in tables.programme_indicators)
    for row in tables.programme_indicators:
        key = {
            "programme": programmes[row["programme"]],
            "indicator": indicators[row["indicator"]],
        }
        putting.put(ProgrammeIndicator, key, without(row, "programme", "indicator"))


def _calendar_year(year: int) -> Period:
    """Return the real calendar year; the floor below loads it with its figures."""
    return Period.objects.real().get(kind=Period.Kind.CALENDAR_YEAR, start=date(year, 1, 1))
