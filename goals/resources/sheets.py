"""Sheets of the administration: what a row is called, and how it names others."""

from typing import Any

from import_export.fields import Field
from import_export.widgets import ForeignKeyWidget, Widget

from biblionet.trail.resources import RecordedResource
from goals.models import (
    Action,
    ActionLink,
    Assignment,
    Framework,
    Objective,
    ObjectiveAlias,
    ObjectiveIndicator,
    Performance,
    Pillar,
    Target,
)
from libraries.models import Indicator, Period, Scope


def by_code(model: type, attribute: str) -> Field:
    """A column that names another row by its code."""
    return Field(attribute, attribute, widget=ForeignKeyWidget(model, "code"))


class PairWidget(Widget):  # type: ignore[misc]  # import_export has no stubs
    """A row named by two words with a slash between: 'plan-2019-2022/doelstelling-3'."""

    def __init__(self, model: type, first: str, second: str) -> None:
        super().__init__()
        self.model, self.first, self.second = model, first, second

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        """Return the row; ValueError when there is none with these two words."""
        if not value:
            return None
        first, _slash, second = str(value).partition("/")
        try:
            return self.model.objects.get(  # type: ignore[attr-defined]  # every model has it
                **{self.first: first, self.second: second}
            )
        except (self.model.DoesNotExist, ValueError) as nothing:  # type: ignore[attr-defined]  # idem
            raise ValueError(f"{value}?") from nothing

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """Return the two words."""
        return "/".join(str(_follow(value, path)) for path in (self.first, self.second) if value)


def _follow(value: Any, path: str) -> Any:
    for step in path.split("__"):
        value = getattr(value, step)
    return value


class PeriodWidget(Widget):  # type: ignore[misc]  # import_export has no stubs
    """A period named by kind, first day and world: 'calendar_year/2025-01-01/example'."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Period | None:
        """Return the period; ValueError when there is none."""
        if not value:
            return None
        kind, start, *world = str(value).split("/")
        found = Period.objects.filter(kind=kind, start=start, is_example=world == ["example"])
        period = found.first()
        if period is None:
            raise ValueError(f"{value}?")
        return period

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """Return kind, first day and world."""
        if value is None:
            return ""
        return f"{value.kind}/{value.start}{'/example' if value.is_example else ''}"


def objective_column() -> Field:
    return Field("objective", "objective", widget=PairWidget(Objective, "framework__code", "code"))


def scope_column() -> Field:
    return Field("scope", "scope", widget=PairWidget(Scope, "kind", "code"))


def period_column() -> Field:
    return Field("period", "period", widget=PeriodWidget())


class FrameworkResource(RecordedResource):
    """Frameworks by code."""

    class Meta(RecordedResource.Meta):
        model = Framework
        exclude = ("id",)


class PillarResource(RecordedResource):
    """Pillars by framework and order."""

    framework = by_code(Framework, "framework")

    class Meta(RecordedResource.Meta):
        model = Pillar
        import_id_fields: tuple[str, ...] = ("framework", "order")
        exclude = ("id",)


class ObjectiveResource(RecordedResource):
    """Objectives by framework and code."""

    framework = by_code(Framework, "framework")
    pillar = Field("pillar", "pillar", widget=PairWidget(Pillar, "framework__code", "order"))

    class Meta(RecordedResource.Meta):
        model = Objective
        import_id_fields: tuple[str, ...] = ("framework", "code")
        exclude = ("id",)


class ObjectiveAliasResource(RecordedResource):
    """Other names of objectives."""

    objective = objective_column()

    class Meta(RecordedResource.Meta):
        model = ObjectiveAlias
        import_id_fields: tuple[str, ...] = ("objective", "name")
        exclude = ("id",)


class ObjectiveIndicatorResource(RecordedResource):
    """Which indicators show how far an objective came."""

    objective = objective_column()
    indicator = by_code(Indicator, "indicator")

    class Meta(RecordedResource.Meta):
        model = ObjectiveIndicator
        import_id_fields: tuple[str, ...] = ("objective", "indicator")
        exclude = ("id",)


class ActionResource(RecordedResource):
    """Actions by code."""

    class Meta(RecordedResource.Meta):
        model = Action
        exclude = ("id", "objectives")


class ActionLinkResource(RecordedResource):
    """Actions under objectives."""

    action = by_code(Action, "action")
    objective = objective_column()
    period = period_column()

    class Meta(RecordedResource.Meta):
        model = ActionLink
        import_id_fields: tuple[str, ...] = ("action", "objective")
        exclude = ("id",)


class AssignmentResource(RecordedResource):
    """Who reports on what."""

    objective = objective_column()
    action = by_code(Action, "action")
    scope = scope_column()
    period = period_column()

    class Meta(RecordedResource.Meta):
        model = Assignment
        import_id_fields: tuple[str, ...] = ("objective", "action", "scope")
        exclude = ("id",)


class TargetResource(RecordedResource):
    """Targets by what they are about."""

    indicator = by_code(Indicator, "indicator")
    objective = objective_column()
    action = by_code(Action, "action")
    scope = scope_column()
    period = period_column()

    class Meta(RecordedResource.Meta):
        model = Target
        import_id_fields: tuple[str, ...] = (
            "indicator",
            "objective",
            "action",
            "scope",
            "period",
        )
        exclude = ("id",)


class PerformanceResource(RecordedResource):
    """Lines of the activity plan by action and year."""

    action = by_code(Action, "action")
    period = period_column()

    class Meta(RecordedResource.Meta):
        model = Performance
        import_id_fields: tuple[str, ...] = ("action", "period")
        exclude = ("id",)
