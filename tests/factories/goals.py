"""Rows of goals for tests; every value written down, nothing by chance."""

from datetime import date
from decimal import Decimal

import factory
from django.utils import timezone

from goals.models import (
    Action,
    ActionLink,
    Assignment,
    Framework,
    Objective,
    ObjectiveIndicator,
    Performance,
    Pillar,
    ProgressUpdate,
    Remark,
    Target,
)
from libraries.models import Period
from tests.factories.accounts import UserFactory
from tests.factories.libraries import IndicatorFactory, OrganisationFactory, PeriodFactory

State, Rating = ProgressUpdate.State, ProgressUpdate.Rating
ENDS = {1: (3, 31), 4: (6, 30), 7: (9, 30), 10: (12, 31)}


class QuarterFactory(PeriodFactory):
    """The last quarter of 2023, open; `is_closed=True` closes it."""

    kind = Period.Kind.QUARTER
    start = date(2023, 10, 1)
    end = factory.LazyAttribute(lambda one: date(one.start.year, *ENDS[one.start.month]))
    opened_at = factory.LazyFunction(timezone.now)
    opened_by = factory.SubFactory(UserFactory)

    class Params:
        is_closed = factory.Trait(
            closed_at=factory.LazyFunction(timezone.now), closed_by=factory.SubFactory(UserFactory)
        )


class FrameworkFactory(factory.django.DjangoModelFactory):
    """A framework in use from 2023 on, without an end."""

    class Meta:
        model = Framework

    code = factory.Sequence(lambda n: f"kader-{n}")
    name = factory.Sequence(lambda n: f"Kader {n}")
    in_use_from = date(2023, 1, 1)
    objective_word = "Doel"


class PillarFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Pillar

    framework = factory.SubFactory(FrameworkFactory)
    order = factory.Sequence(lambda n: n + 1)
    name = factory.Sequence(lambda n: f"Pijler {n}")


class ObjectiveFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Objective

    framework = factory.SubFactory(FrameworkFactory)
    code = factory.Sequence(lambda n: f"doel-{n}")
    order = factory.Sequence(lambda n: n + 1)
    text = factory.Sequence(lambda n: f"Iedereen leest {n}")


class ObjectiveIndicatorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ObjectiveIndicator

    objective = factory.SubFactory(ObjectiveFactory)
    indicator = factory.SubFactory(IndicatorFactory)
    order = factory.Sequence(lambda n: n + 1)


class ActionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Action

    code = factory.Sequence(lambda n: f"actie-{n}")
    text = factory.Sequence(lambda n: f"Voorlezen in dorp {n}")


class ActionLinkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ActionLink

    action = factory.SubFactory(ActionFactory)
    objective = factory.SubFactory(ObjectiveFactory)
    order = factory.Sequence(lambda n: n + 1)


class AssignmentFactory(factory.django.DjangoModelFactory):
    """An organisation that reports on an objective, always."""

    class Meta:
        model = Assignment

    objective = factory.SubFactory(ObjectiveFactory)
    scope = factory.SubFactory(OrganisationFactory)


class TargetFactory(factory.django.DjangoModelFactory):
    """At least 100 in 2023, for an objective."""

    class Meta:
        model = Target

    indicator = factory.SubFactory(IndicatorFactory)
    objective = factory.SubFactory(ObjectiveFactory)
    scope = factory.SubFactory(OrganisationFactory)
    period = factory.SubFactory(PeriodFactory)
    value = Decimal(100)


class PerformanceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Performance

    action = factory.SubFactory(ActionFactory)
    period = factory.SubFactory(PeriodFactory)
    aimed = "Tien dorpen bereikt."


class UpdateFactory(factory.django.DjangoModelFactory):
    """A draft about an objective that is on track; traits take it further."""

    class Meta:
        model = ProgressUpdate

    objective = factory.SubFactory(ObjectiveFactory)
    scope = factory.SubFactory(OrganisationFactory)
    period = factory.SubFactory(QuarterFactory)
    rating = Rating.ON_TRACK
    note = "We lazen voor."
    author = factory.SubFactory(UserFactory)

    class Params:
        is_handed_in = factory.Trait(
            submitted_at=factory.LazyFunction(timezone.now),
            submitted_by=factory.SelfAttribute("author"),
        )
        is_submitted = factory.Trait(is_handed_in=True, state=State.SUBMITTED)
        is_sent_back = factory.Trait(is_handed_in=True, state=State.SENT_BACK)
        is_accepted = factory.Trait(
            is_handed_in=True,
            state=State.ACCEPTED,
            accepted_at=factory.LazyFunction(timezone.now),
            accepted_by=factory.SubFactory(UserFactory),
        )


TRAITS = {
    State.DRAFT: {},
    State.SUBMITTED: {"is_submitted": True},
    State.SENT_BACK: {"is_sent_back": True},
    State.ACCEPTED: {"is_accepted": True},
}


def update_in(state: str, **values: object) -> ProgressUpdate:
    """Make an update in a state."""
    return UpdateFactory(**TRAITS[State(state)], **values)


class RemarkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Remark

    update_sent_back = factory.SubFactory(UpdateFactory, is_sent_back=True)
    round = 1
    text = "Hoeveel mensen deden mee?"
    by = factory.SubFactory(UserFactory)
