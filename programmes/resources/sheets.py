"""Sheets of the administration: what a row is called, and how it names others."""

from import_export.fields import Field
from import_export.widgets import ForeignKeyWidget

from biblionet.trail.resources import RecordedResource
from libraries.models import Indicator
from programmes.models import (
    LegalTask,
    Obligation,
    Programme,
    ProgrammeIndicator,
    Questionnaire,
    Requirement,
)


def by_code(model: type, attribute: str) -> Field:
    """A column that names another row by its code."""
    return Field(attribute, attribute, widget=ForeignKeyWidget(model, "code"))


class LegalTaskResource(RecordedResource):
    """Legal tasks by code."""

    class Meta(RecordedResource.Meta):
        model = LegalTask
        exclude = ("id",)


class RequirementResource(RecordedResource):
    """Requirements by code; who asks and where is measured is not changed by a sheet."""

    legal_task = by_code(LegalTask, "legal_task")
    indicator = by_code(Indicator, "indicator")

    class Meta(RecordedResource.Meta):
        model = Requirement
        exclude = ("id", "asked_by", "measured_at")


class ProgrammeResource(RecordedResource):
    """Programmes by code."""

    class Meta(RecordedResource.Meta):
        model = Programme
        exclude = ("id", "indicators")


class ProgrammeIndicatorResource(RecordedResource):
    """Indicators of programmes, by both codes."""

    programme = by_code(Programme, "programme")
    indicator = by_code(Indicator, "indicator")

    class Meta(RecordedResource.Meta):
        model = ProgrammeIndicator
        import_id_fields: tuple[str, ...] = ("programme", "indicator")
        exclude = ("id",)


class ObligationResource(RecordedResource):
    """The statutory calendar by code; a sheet leaves from whom it is due, and about what."""

    questionnaire = by_code(Questionnaire, "questionnaire")

    class Meta(RecordedResource.Meta):
        model = Obligation
        exclude = ("id", "asked_of", "period")
