"""What must always be true of requirements holds in the database, whoever writes."""

import pytest
from django.db import IntegrityError, connection, transaction

from tests.factories.libraries import PeriodFactory
from tests.factories.programmes import (
    LegalTaskFactory,
    ProgrammeFactory,
    ProgrammeIndicatorFactory,
    RequirementFactory,
    RequirementResultFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


@pytest.fixture
def rows():
    """One row of each table, all sound."""
    result = RequirementResultFactory(period=PeriodFactory())
    return {
        "programmes_legaltask": result.requirement.legal_task,
        "programmes_requirement": result.requirement,
        "programmes_requirementresult": result,
        "programmes_programme": ProgrammeFactory(),
        "programmes_programmeindicator": ProgrammeIndicatorFactory(),
    }


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("programmes_legaltask", "ends = '2014-12-31'"),
        ("programmes_requirement", "norm = NULL"),
        ("programmes_requirement", "comparison = 'none'"),
        ("programmes_requirement", "norm = 101"),
        ("programmes_requirementresult", "claim = 'met'"),
        ("programmes_programme", "starts = '2024-02-01', ends = '2024-01-31'"),
    ],
)
def test_the_database_refuses(rows, table, change):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {change} WHERE id = {rows[table].pk}")


@pytest.mark.parametrize("table", ["programmes_requirementresult", "programmes_programmeindicator"])
def test_the_same_row_cannot_be_there_twice(rows, table):
    row = rows[table]
    fields = [field.column for field in row._meta.local_fields if not field.primary_key]
    columns = ", ".join(f'"{name}"' for name in fields)

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {table} WHERE id = {row.pk}"
        )


@pytest.mark.parametrize("factory", [LegalTaskFactory, RequirementFactory, ProgrammeFactory])
def test_a_code_is_used_once(factory):
    factory(code="zelfde")

    with pytest.raises(IntegrityError), transaction.atomic():
        factory(code="zelfde")
