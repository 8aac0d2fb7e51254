"""Put a plan in the database as its files give it. The second time nothing changes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import models, transaction

from biblionet.trail.actions import record
from goals.models import (
    Action,
    ActionLink,
    Framework,
    Objective,
    ObjectiveAlias,
    ObjectiveIndicator,
    Pillar,
)
from libraries.models import Indicator

M = TypeVar("M", bound=models.Model)
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """The rows of the files; a row names others by their codes."""

    frameworks: tuple[Row, ...]
    pillars: tuple[Row, ...]
    objectives: tuple[Row, ...]
    aliases: tuple[Row, ...]
    indicators: tuple[Row, ...]
    actions: tuple[Row, ...]


@dataclass(slots=True)
class Putting:
    """Puts rows one by one and counts which were new or changed."""

    counts: dict[str, int] = field(default_factory=dict)

    def put(self, model: type[M], key: Row, values: Row) -> M:
        """Make the row, or change what differs. An empty value changes nothing.

        So a date that people set later stays when the file does not know it.
        """
        known = {column: value for column, value in values.items() if value not in ("", None)}
        row, is_new = model._default_manager.get_or_create(**key, defaults=known)
        changed = {} if is_new else self._change(row, known)
        kind = model._meta.label_lower
        self.counts[kind] = self.counts.get(kind, 0) + int(is_new or bool(changed))
        if is_new or changed:
            record("loaded", row, by=None, **{column: str(new) for column, new in changed.items()})
        return row

    @staticmethod
    def _change(row: models.Model, known: Row) -> Row:
        changed = {column: new for column, new in known.items() if getattr(row, column) != new}
        for column, new in changed.items():
            setattr(row, column, new)
        if changed:
            row.save(update_fields=list(changed))
        return changed


@transaction.atomic
def put_plan(*, plan: Plan) -> dict[str, int]:
    """Put the plan with everything that hangs on it; count what is new or changed."""
    putting = Putting()
    frameworks = {
        row["code"]: putting.put(Framework, {"code": row["code"]}, row) for row in plan.frameworks
    }
    pillars = _put_pillars(putting, plan, frameworks)
    objectives = _put_objectives(putting, plan, frameworks, pillars)
    for row in plan.aliases:
        objective = objectives[row["framework"], row["objective"]]
        values = {column: row[column] for column in ("starts", "ends", "source")}
        key = {"objective": objective, "name": row["name"]}
        putting.put(ObjectiveAlias, key, values)
    _put_indicators(putting, plan, objectives)
    _put_actions(putting, plan, objectives)
    return putting.counts


def _put_pillars(
    putting: Putting, plan: Plan, frameworks: Mapping[str, Framework]
) -> dict[tuple[str, int], Pillar]:
    return {
        (row["framework"], row["order"]): putting.put(
            Pillar,
            {"framework": frameworks[row["framework"]], "order": row["order"]},
            {"name": row["name"]},
        )
        for row in plan.pillars
    }


def _put_objectives(
    putting: Putting,
    plan: Plan,
    frameworks: Mapping[str, Framework],
    pillars: Mapping[tuple[str, int], Pillar],
) -> dict[tuple[str, str], Objective]:
    placed = {}
    for row in plan.objectives:
        values = {column: row[column] for column in ("order", "text", "meaning", "source_url")}
        if row["pillar"]:
            values["pillar"] = pillars[row["framework"], row["pillar"]]
        key = {"framework": frameworks[row["framework"]], "code": row["code"]}
        placed[row["framework"], row["code"]] = putting.put(Objective, key, values)
    return placed


def _put_indicators(
    putting: Putting, plan: Plan, objectives: Mapping[tuple[str, str], Objective]
) -> None:
    """Link objectives to the indicators that are there: a plan may be loaded without figures."""
    codes = [row["indicator"] for row in plan.indicators]
    known = {one.code: one for one in Indicator.objects.filter(code__in=codes)}
    for row in plan.indicators:
        if row["indicator"] in known:
            objective = objectives[row["framework"], row["objective"]]
            key = {"objective": objective, "indicator": known[row["indicator"]]}
            putting.put(ObjectiveIndicator, key, {"order": row["order"]})


def _put_actions(
    putting: Putting, plan: Plan, objectives: Mapping[tuple[str, str], Objective]
) -> None:
    for row in plan.actions:
        action = putting.put(Action, {"code": row["code"]}, {"text": row["text"]})
        objective = objectives[row["framework"], row["objective"]]
        key = {"action": action, "objective": objective}
        putting.put(ActionLink, key, {"order": row["order"]})
