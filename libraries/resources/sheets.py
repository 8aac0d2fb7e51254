"""Sheets of the administration: what a row is called, and how it names others."""

import re
from decimal import Decimal
from typing import Any

from django.db import models
from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.widgets import ForeignKeyWidget, Widget

from biblionet.accounts.models import User
from biblionet.trail.resources import RecordedResource
from libraries.models import (
    Branch,
    Definition,
    EarlierName,
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

PLACE = ("code", "name", "short_name")


def by_code(model: type[models.Model], attribute: str) -> Field:
    """A column that names another row by its code."""
    return Field(attribute, attribute, widget=ForeignKeyWidget(model, "code"))


class ScopeWidget(Widget):  # type: ignore[misc]  # import_export has no stubs
    """A scope named by kind and code: 'organisation:facet'."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Scope | None:
        """Return the scope; ValueError when there is none of this kind and code."""
        if not value:
            return None
        kind, _colon, code = str(value).partition(":")
        scope = Scope.objects.filter(kind=kind, code=code).first()
        if scope is None:
            raise ValueError(f"{value}?")
        return scope

    def render(self, value: Scope | None, obj: Any = None, **kwargs: Any) -> str:
        """Return kind and code."""
        return f"{value.kind}:{value.code}" if value else ""


class PlainNumberWidget(Widget):  # type: ignore[misc]  # import_export has no stubs
    """A number with a decimal point, whatever the language of the page: files have one notation."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Decimal | None:
        """Return the number; ValueError for any other notation."""
        text = "" if value is None else str(value).strip()
        if not text:
            return None
        if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text):
            raise ValueError(f"{text}?")
        return Decimal(text)

    def render(self, value: Decimal | None, obj: Any = None, **kwargs: Any) -> str:
        """Return the number without zeros that nobody gave."""
        if value is None:
            return ""
        return (
            f"{value.quantize(Decimal(1)) if value == value.to_integral() else value.normalize():f}"
        )


def number(path: str, column: str) -> Field:
    """A column with a number."""
    return Field(path, column, widget=PlainNumberWidget())


class ScopeResource(RecordedResource):
    class Meta(RecordedResource.Meta):
        model = Scope
        fields = ("kind", *PLACE)
        import_id_fields = ("kind", "code")


class OrganisationResource(RecordedResource):
    part_of = by_code(Organisation, "part_of")

    class Meta(RecordedResource.Meta):
        model = Organisation
        fields = (
            *PLACE,
            "form",
            "part_of",
            "is_legal_entity",
            "is_combined",
            "role",
            "seat",
            "active_from_on",
            "active_from_precision",
            "active_from_words",
            "note",
            "source_url",
        )


class MunicipalityResource(RecordedResource):
    class Meta(RecordedResource.Meta):
        model = Municipality
        fields = (*PLACE, "province_code", "source_url")


class ServiceAreaResource(RecordedResource):
    owner = by_code(Organisation, "owner")
    place = by_code(Municipality, "place")

    class Meta(RecordedResource.Meta):
        model = ServiceArea
        fields = (*PLACE, "owner", "place", "starts", "ends")


class BranchResource(RecordedResource):
    owner = by_code(Organisation, "owner")
    place = by_code(Municipality, "place")

    class Meta(RecordedResource.Meta):
        model = Branch
        fields = (
            *PLACE,
            "owner",
            "place",
            "sort",
            "village",
            "is_local_vindplaats",
            "opened_on",
            "opened_precision",
            "opened_words",
            "closed_on",
            "closed_precision",
            "closed_words",
            "seen_on",
            "seen_precision",
            "seen_words",
            "note",
            "source_url",
        )


class EarlierNameResource(RecordedResource):
    scope = Field("scope", "scope", widget=ScopeWidget())

    class Meta(RecordedResource.Meta):
        model = EarlierName
        fields = ("scope", "name", "until_on", "until_precision", "until_words", "source_url")
        import_id_fields = ("scope", "until_on")


class NetworkMemberResource(RecordedResource):
    network = Field("network", "network", widget=ScopeWidget())
    organisation = by_code(Organisation, "organisation")

    class Meta(RecordedResource.Meta):
        model = NetworkMember
        fields = ("network", "organisation", "starts", "ends")
        import_id_fields = ("network", "organisation")


class IndicatorResource(RecordedResource):
    numerator = by_code(Indicator, "numerator")
    denominator = by_code(Indicator, "denominator")
    part_of = by_code(Indicator, "part_of")
    follows = by_code(Indicator, "follows")
    lowest = number("lowest", "lowest")
    highest = number("highest", "highest")

    class Meta(RecordedResource.Meta):
        model = Indicator
        exclude = ("id",)


class DefinitionResource(RecordedResource):
    indicator = by_code(Indicator, "indicator")

    class Meta(RecordedResource.Meta):
        model = Definition
        fields = ("indicator", "version", "text", "valid_from", "source_url")
        import_id_fields = ("indicator", "version")


class PublicationResource(RecordedResource):
    class Meta(RecordedResource.Meta):
        model = Publication
        exclude = ("id",)


class MembershipResource(RecordedResource):
    user = Field("user", "user", widget=ForeignKeyWidget(User, "email"))
    scope = Field("scope", "scope", widget=ScopeWidget())

    class Meta(RecordedResource.Meta):
        model = Membership
        fields = ("user", "scope", "role", "starts", "ends")
        import_id_fields = ("user", "scope", "role", "starts")


class FigureResource(ModelResource):  # type: ignore[misc]  # import_export has no stubs
    """Figures out, one row each, with the current reading; they never come in this way."""

    indicator = by_code(Indicator, "indicator")
    scope = Field("scope", "scope", widget=ScopeWidget())
    definition = Field("definition__version", "definition")
    period = Field("period__name", "period")
    is_example = Field("period__is_example", "is_example")
    state = Field("current__state", "state")
    value = number("current__value", "value")
    decimals = Field("current__decimals", "decimals")
    qualifier = Field("current__qualifier", "qualifier")
    publication = Field("current__publication__code", "publication")

    class Meta:
        model = Figure
        fields = (
            "indicator",
            "definition",
            "part",
            "scope",
            "period",
            "is_example",
            "state",
            "value",
            "decimals",
            "qualifier",
            "publication",
            "chosen_reason",
        )


class ReadingResource(ModelResource):  # type: ignore[misc]  # import_export has no stubs
    """Accepted readings out; they never come in this way."""

    indicator = Field("figure__indicator__code", "indicator")
    scope = Field("figure__scope", "scope", widget=ScopeWidget())
    period = Field("figure__period__name", "period")
    value = number("value", "value")
    publication = Field("publication__code", "publication")

    class Meta:
        model = Reading
        fields = (
            "indicator",
            "scope",
            "period",
            "state",
            "value",
            "decimals",
            "qualifier",
            "method",
            "finality",
            "source",
            "publication",
            "source_url",
            "printed_as",
            "note",
        )


class PeriodResource(ModelResource):  # type: ignore[misc]  # import_export has no stubs
    """Periods out; opening and closing happens on their own page."""

    class Meta:
        model = Period
        fields = ("kind", "start", "end", "is_example", "opened_at", "closed_at")
