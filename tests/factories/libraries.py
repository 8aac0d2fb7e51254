"""Rows of libraries for tests; every value written down, nothing by chance."""

from datetime import date
from decimal import Decimal

import factory
from django.utils import timezone

from libraries.models import (
    Branch,
    Definition,
    Figure,
    Indicator,
    Membership,
    Municipality,
    NetworkMember,
    Organisation,
    Period,
    Publication,
    Reading,
    Scope,
    ServiceArea,
)
from tests.factories.accounts import UserFactory

Kind = Scope.Kind


class ScopeFactory(factory.django.DjangoModelFactory):
    """A network, province or country; organisations and places have factories of their own."""

    class Meta:
        model = Scope

    kind = Kind.NETWORK
    code = factory.Sequence(lambda n: f"scope-{n}")
    name = factory.Sequence(lambda n: f"Netwerk {n}")


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    code = factory.Sequence(lambda n: f"org-{n}")
    name = factory.Sequence(lambda n: f"Bibliotheek {n}")
    form = Organisation.Form.LIBRARY


class SupportFactory(OrganisationFactory):
    """The provincial support institution."""

    code = "poi"
    name = "Ondersteuningsinstelling"
    short_name = "POI"
    form = Organisation.Form.SUPPORT

    class Meta:
        django_get_or_create = ("code",)


class MunicipalityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Municipality

    code = factory.Sequence(lambda n: f"GM{n:04}")
    name = factory.Sequence(lambda n: f"Gemeente {n}")
    province_code = "PV99"


class ServiceAreaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ServiceArea

    owner = factory.SubFactory(OrganisationFactory)
    place = factory.SubFactory(MunicipalityFactory)
    code = factory.LazyAttribute(lambda area: f"{area.owner.code}:{area.place.code}")
    name = factory.LazyAttribute(lambda area: f"{area.place.name} ({area.owner.name})")


class BranchFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Branch

    owner = factory.SubFactory(OrganisationFactory)
    place = factory.SubFactory(MunicipalityFactory)
    code = factory.Sequence(lambda n: f"branch-{n}")
    name = factory.Sequence(lambda n: f"Vestiging {n}")
    village = factory.Sequence(lambda n: f"Dorp {n}")
    sort = Branch.Sort.BRANCH


class NetworkMemberFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = NetworkMember

    network = factory.SubFactory(ScopeFactory)
    organisation = factory.SubFactory(OrganisationFactory)


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    scope = factory.SubFactory(OrganisationFactory)
    role = Membership.Role.MANAGER
    starts = date(2019, 1, 1)


class PeriodFactory(factory.django.DjangoModelFactory):
    """The calendar year 2023, never opened; `is_opened=True` opens it."""

    class Meta:
        model = Period
        django_get_or_create = ("kind", "start", "is_example")

    kind = Period.Kind.CALENDAR_YEAR
    start = date(2023, 1, 1)
    end = factory.LazyAttribute(
        lambda period: (
            period.start
            if period.kind == Period.Kind.REFERENCE_DATE
            else date(period.start.year, 12, 31)
        )
    )
    is_example = False

    class Params:
        is_opened = factory.Trait(
            opened_at=factory.LazyFunction(timezone.now), opened_by=factory.SubFactory(UserFactory)
        )


class IndicatorFactory(factory.django.DjangoModelFactory):
    """A flow that each organisation reports each year, and that may be added up."""

    class Meta:
        model = Indicator
        skip_postgeneration_save = True

    code = factory.Sequence(lambda n: f"INDICATOR_{n}")
    name = factory.Sequence(lambda n: f"Kengetal {n}")
    unit = "aantal"
    nature = Indicator.Nature.FLOW
    period_kind = Period.Kind.CALENDAR_YEAR
    over_places = Indicator.OverPlaces.SUM
    over_time = Indicator.OverTime.SUM
    level = Kind.ORGANISATION
    lowest = Decimal(0)
    definition = factory.RelatedFactory(
        "tests.factories.libraries.DefinitionFactory", factory_related_name="indicator"
    )


class DefinitionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Definition

    indicator = factory.SubFactory(IndicatorFactory, definition=None)
    version = 1
    text = "Wat er geteld wordt."


class PublicationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Publication

    code = factory.Sequence(lambda n: f"publicatie-{n}")
    title = factory.Sequence(lambda n: f"Publicatie {n}")
    publisher = "Uitgever"


class FigureFactory(factory.django.DjangoModelFactory):
    """A figure without readings, by the first definition of its indicator."""

    class Meta:
        model = Figure

    indicator = factory.SubFactory(IndicatorFactory)
    definition = factory.LazyAttribute(lambda figure: figure.indicator.definitions.first())
    scope = factory.SubFactory(OrganisationFactory)
    period = factory.SubFactory(PeriodFactory)


class ReadingFactory(factory.django.DjangoModelFactory):
    """A published reading of 100, in force; the figure is not settled by this."""

    class Meta:
        model = Reading

    figure = factory.SubFactory(FigureFactory)
    value = Decimal(100)
    source = Reading.Source.PUBLICATION
    publication = factory.SubFactory(PublicationFactory)
    workflow = Reading.Workflow.ACCEPTED
    accepted_at = factory.LazyFunction(timezone.now)


class EntryFactory(ReadingFactory):
    """A typed reading of 100: a draft; `is_submitted` and `is_accepted` take it further."""

    source = Reading.Source.ENTRY
    publication = None
    author = factory.SubFactory(UserFactory)
    workflow = Reading.Workflow.DRAFT
    accepted_at = None

    class Params:
        is_submitted = factory.Trait(
            workflow=Reading.Workflow.SUBMITTED, submitted_at=factory.LazyFunction(timezone.now)
        )
        is_accepted = factory.Trait(
            workflow=Reading.Workflow.ACCEPTED,
            accepted_at=factory.LazyFunction(timezone.now),
            approver=factory.SubFactory(UserFactory),
        )
