"""Rows of programmes for tests; every value written down, nothing by chance."""

from datetime import date
from decimal import Decimal

import factory

from libraries.models import Scope
from programmes.models import (
    LegalTask,
    Programme,
    ProgrammeIndicator,
    Requirement,
    RequirementResult,
)
from tests.factories.libraries import IndicatorFactory, ScopeFactory


class LegalTaskFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LegalTask

    code = factory.Sequence(lambda n: f"taak-{n}")
    order = factory.Sequence(lambda n: n)
    name = factory.Sequence(lambda n: f"Taak {n}")
    text = "Bibliotheken lenen aan elkaar."
    starts = date(2015, 1, 1)


class RequirementFactory(factory.django.DjangoModelFactory):
    """A percentage of which at least 80 is asked, for a network."""

    class Meta:
        model = Requirement

    code = factory.Sequence(lambda n: f"eis-{n}")
    legal_task = factory.SubFactory(LegalTaskFactory)
    asked_by = factory.SubFactory(ScopeFactory, kind=Scope.Kind.PROVINCE)
    measured_at = factory.SubFactory(ScopeFactory)
    order = factory.Sequence(lambda n: n)
    text = factory.Sequence(lambda n: f"Leden zijn tevreden over dienst {n}.")
    measure = Requirement.Measure.PERCENTAGE
    comparison = Requirement.Comparison.AT_LEAST
    norm = Decimal(80)
    indicator = factory.SubFactory(IndicatorFactory, unit="%")
    first_year = 2023


class RequirementResultFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RequirementResult

    requirement = factory.SubFactory(RequirementFactory)


class ProgrammeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Programme

    code = factory.Sequence(lambda n: f"programma-{n}")
    name = factory.Sequence(lambda n: f"Programma {n}")
    text = "Kinderen lezen samen."


class ProgrammeIndicatorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ProgrammeIndicator

    programme = factory.SubFactory(ProgrammeFactory)
    indicator = factory.SubFactory(IndicatorFactory)
    order = factory.Sequence(lambda n: n)
