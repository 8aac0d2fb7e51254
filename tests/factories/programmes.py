"""Rows of programmes for tests; every value written down, nothing by chance."""

from datetime import date
from decimal import Decimal

import factory

from libraries.models import Period, Scope
from programmes.models import (
    Check,
    CollectionProfile,
    Delegation,
    Fulfilment,
    LegalTask,
    Obligation,
    Option,
    Programme,
    ProgrammeIndicator,
    Question,
    Questionnaire,
    Requirement,
    RequirementResult,
    Return,
    Section,
)
from tests.factories.accounts import UserFactory
from tests.factories.libraries import (
    IndicatorFactory,
    OrganisationFactory,
    PeriodFactory,
    ScopeFactory,
)

LAYOUTS = {
    Period.Kind.QUARTER: Questionnaire.Layout.ROWS,
    Period.Kind.MONTH: Questionnaire.Layout.MONTHS,
}


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
    scope = factory.SelfAttribute("requirement.measured_at")


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


class QuestionnaireFactory(factory.django.DjangoModelFactory):
    """Asked every quarter of the members of a network, each answering once."""

    class Meta:
        model = Questionnaire

    code = factory.Sequence(lambda n: f"vragen-{n}")
    name = factory.Sequence(lambda n: f"Vragen {n}")
    period_kind = Period.Kind.QUARTER
    layout = factory.LazyAttribute(lambda o: LAYOUTS.get(o.period_kind, Questionnaire.Layout.FORM))
    asked_of = factory.SubFactory(ScopeFactory)


class SectionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Section

    questionnaire = factory.SubFactory(QuestionnaireFactory)
    order = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Onderdeel {n}")


class QuestionFactory(factory.django.DjangoModelFactory):
    """Asks what flows in a year, of the organisation itself."""

    class Meta:
        model = Question

    section = factory.SubFactory(SectionFactory)
    order = factory.Sequence(lambda n: n + 1)
    indicator = factory.SubFactory(IndicatorFactory)


class OptionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Option

    question = factory.SubFactory(QuestionFactory, indicator=None, kind="choice", text="Welke?")
    order = factory.Sequence(lambda n: n + 1)
    code = factory.Sequence(lambda n: f"keuze-{n}")
    name = factory.Sequence(lambda n: f"Keuze {n}")


class CheckFactory(factory.django.DjangoModelFactory):
    """Asks a sentence when an answer differs more than a fifth, and at least ten."""

    class Meta:
        model = Check

    questionnaire = factory.SubFactory(QuestionnaireFactory)
    kind = Check.Kind.JUMP
    severity = Check.Severity.ATTENTION
    percent = 20
    least = 10


class ReturnFactory(factory.django.DjangoModelFactory):
    """Handed out over the year 2023; `period` says which quarter."""

    class Meta:
        model = Return

    questionnaire = factory.SubFactory(QuestionnaireFactory)
    scope = factory.SubFactory(OrganisationFactory)
    period = factory.SubFactory(PeriodFactory)
    deadline = date(2024, 1, 14)


class ObligationFactory(factory.django.DjangoModelFactory):
    """Due to the KB about 2023, on 13 March 2024, from a network's members."""

    class Meta:
        model = Obligation

    code = factory.Sequence(lambda n: f"plicht-{n}")
    name = factory.Sequence(lambda n: f"Plicht {n}")
    body = Obligation.Body.KB
    period = factory.SubFactory(PeriodFactory)
    asked_of = factory.SubFactory(ScopeFactory)
    ends_on = date(2024, 3, 13)


class FulfilmentFactory(factory.django.DjangoModelFactory):
    """Met on 11 March 2024."""

    class Meta:
        model = Fulfilment

    obligation = factory.SubFactory(ObligationFactory)
    scope = factory.SubFactory(OrganisationFactory)
    met_on = date(2024, 3, 11)
    by = factory.SubFactory(UserFactory)


class DelegationFactory(factory.django.DjangoModelFactory):
    """A colleague was asked for a section; name the return and a section of its form."""

    class Meta:
        model = Delegation

    given = factory.SubFactory(ReturnFactory)
    section = factory.SubFactory(SectionFactory)
    colleague = factory.SubFactory(UserFactory)
    asked_by = factory.SubFactory(UserFactory)


class CollectionProfileFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CollectionProfile

    code = factory.Sequence(lambda n: f"profiel-{n}")
    order = factory.Sequence(lambda n: n)
    name = factory.Sequence(lambda n: f"Profiel {n}")
