"""Blocks that account for what was promised: objectives, the activity plan, requirements."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from goals.overviews import ActionOverview, ObjectiveOverview, ScopeProgress
from goals.overviews import Progress as Heard
from programmes.overviews import ChecklistLine
from reports import standing
from reports.dossier.material import Asked, Material


def objectives(material: Material, asked: Asked) -> Iterator[standing.Block]:
    """Yield each framework in use, or those the recipe names, with the progress of its scopes."""
    recipe, keys = asked.recipe, {scope.pk for scope in material.scopes(asked.recipe)}
    for overview in material.frameworks:
        framework = overview.framework
        if recipe.frameworks and framework.code not in recipe.frameworks:
            continue
        yield standing.ObjectiveOverview(
            key=f"{asked.block.key}-{framework.code}",
            title=material.fill_in(asked.block.title) or framework.name,
            framework=framework.name,
            objectives=tuple(_objective(material, one, keys) for one in overview.objectives),
        )


def performances(material: Material, asked: Asked) -> Iterator[standing.Block]:
    """Yield the lines of the activity plan: aimed beside realised, money in euros."""
    lines = {
        action.performance.pk: standing.PerformanceLine(
            action=action.action.text,
            aimed=action.performance.aimed,
            realised=action.performance.realised,
            budget=_amount(action.performance.budget),
            spent=_amount(action.performance.spent),
            explanation=action.performance.explanation,
        )
        for overview in material.frameworks
        for objective in overview.objectives
        for action in objective.actions
        if action.performance
    }
    yield standing.Performances(
        key=asked.block.key,
        title=material.fill_in(asked.block.title),
        lines=tuple(lines.values()),
    )


def requirements(material: Material, asked: Asked) -> Iterator[standing.Block]:
    yield standing.Checklist(
        key=asked.block.key,
        title=material.fill_in(asked.block.title),
        lines=tuple(_requirement(material, line) for line in material.checklist),
    )


def _objective(
    material: Material, one: ObjectiveOverview, keys: set[int]
) -> standing.ObjectiveProgress:
    objective = one.objective
    return standing.ObjectiveProgress(
        title=objective.title,
        text=objective.text,
        pillar=one.pillar,
        aliases=one.aliases,
        progress=_progress(material, one.progress, keys),
        coverage=_coverage(material, one.progress, keys),
        actions=tuple(_action(material, action, keys) for action in one.actions),
        targets=tuple(_targets(material, one, keys)),
    )


def _action(material: Material, one: ActionOverview, keys: set[int]) -> standing.ActionProgress:
    return standing.ActionProgress(
        text=one.action.text,
        progress=_progress(material, one.progress, keys),
        coverage=_coverage(material, one.progress, keys),
    )


def _of(heard: Heard, keys: set[int]) -> list[ScopeProgress]:
    return [one for one in heard.by_scope if one.scope.pk in keys]


def _progress(material: Material, heard: Heard, keys: set[int]) -> tuple[standing.Progress, ...]:
    return tuple(_said(material, one) for one in _of(heard, keys))


def _said(material: Material, one: ScopeProgress) -> standing.Progress:
    """Return what a scope said: the agreed rating, and its own beside it with the POI's reason."""
    name = material.places.name(material.places.all[one.scope.kind, one.scope.code])
    if one.update is None:
        return standing.Progress(scope=name)
    return standing.Progress(
        scope=name,
        period=one.update.period.name,
        rating=one.rating,
        note=one.note,
        poi_reason=one.update.poi_reason,
    )


def _coverage(material: Material, heard: Heard, keys: set[int]) -> standing.Coverage | None:
    """Say how many of those who were asked were heard; nothing when nobody was asked."""
    asked = _of(heard, keys)
    if not asked:
        return None
    silent = [one.scope for one in asked if one.update is None]
    return standing.Coverage(
        reported=len(asked) - len(silent),
        expected=len(asked),
        of=asked[0].scope.kind,
        missing=tuple(
            material.places.name(material.places.all[scope.kind, scope.code]) for scope in silent
        ),
    )


def _targets(
    material: Material, one: ObjectiveOverview, keys: set[int]
) -> Iterable[tuple[str, str, str]]:
    for aim in one.targets:
        target = aim.target
        if target.scope_id not in keys and target.scope_id != material.report.scope_id:
            continue
        code = material.ledger.code(target.indicator.code, target.scope, target.period.year)
        yield code, _at_least(target.value, target.indicator.decimals), target.direction


def _at_least(value: Decimal, decimals: int) -> str:
    """Write a value with the decimals of its indicator, or with more when it has more."""
    finest = value.normalize().as_tuple().exponent
    assert isinstance(finest, int)  # the database holds only numbers
    return f"{value:.{max(decimals, -finest)}f}"


def _requirement(material: Material, line: ChecklistLine) -> standing.RequirementLine:
    asked, figure = line.requirement, line.figure
    return standing.RequirementLine(
        task=asked.legal_task.name,
        text=asked.text,
        norm=_amount(asked.norm.normalize()) if asked.norm is not None else None,
        comparison=asked.comparison,
        unit=asked.indicator.unit,
        measure=asked.measure,
        measured=material.ledger.code(figure.indicator.code, figure.scope, figure.period.year)
        if figure
        else None,
        computed=line.computed.value,
        claim=line.claim,
        claim_source=_claimed_in(line),
        explanation=line.explanation,
    )


def _claimed_in(line: ChecklistLine) -> standing.Source | None:
    if line.claim_source is None:
        return None
    url = line.claim_url or line.claim_source.url
    return standing.Source(title=line.claim_source.title, url=url, remark=line.claim_note)


def _amount(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"
