"""Sets how far objectives and actions came, by organisation, with what each of them said."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from goals.models import ProgressUpdate
from reports.printing import words
from reports.printing.places import DEEPEST, Place
from reports.printing.setting import Notes, Setting
from reports.standing import (
    ActionProgress,
    Coverage,
    ObjectiveOverview,
    ObjectiveProgress,
    Progress,
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What one organisation said: the sign and word of its rating, and its sentence."""

    scope: str
    rating: str
    word: str
    note: str
    poi_reason: str
    period: str

    @property
    def is_silent(self) -> bool:
        return not self.rating and not self.note


@dataclass(frozen=True, slots=True)
class Standings:
    """What all said of one objective or action; `silence` replaces an empty table."""

    rows: tuple[Standing, ...]
    silence: str
    covered: str
    has_periods: bool


@dataclass(frozen=True, slots=True)
class Aim:
    """A target beside what came of it."""

    name: str
    where: str
    aimed: str
    reached: SafeString


def set_objectives(setting: Setting, place: Place, block: ObjectiveOverview) -> SafeString:
    """Set a framework: objectives in order, grouped by pillar where it has pillars."""
    notes = Notes(setting.language)
    level = min(place.level or place.under, DEEPEST - 1) + 1
    pillars = ["", *(objective.pillar for objective in block.objectives)]
    objectives = [
        {
            "pillar": objective.pillar if objective.pillar != before else "",
            **_objective(setting, objective, notes, f"{place.anchor}-o{number}"),
        }
        for number, (before, objective) in enumerate(
            zip(pillars, block.objectives, strict=False), start=1
        )
    ]
    return setting.render(
        "objectives",
        place=place,
        level=level,
        objectives=objectives,
        notes=notes,
        silence="" if _was_asked(block) else _nobody(setting),
    )


def _was_asked(block: ObjectiveOverview) -> bool:
    """Tell whether anybody was to report on any of the objectives or their actions."""
    return not block.objectives or any(
        objective.progress or any(action.progress for action in objective.actions)
        for objective in block.objectives
    )


def _nobody(setting: Setting) -> str:
    return _("Nothing was reported on these objectives for %(year)s.") % {
        "year": setting.dossier.year
    }


def _objective(
    setting: Setting, objective: ObjectiveProgress, notes: Notes, anchor: str
) -> dict[str, object]:
    """Put an objective down; actions without a table of their own are a plain list.

    Those are the ones on which nobody was to report, and those told under another objective.
    """
    own = [one for one in objective.actions if one.progress and setting.told[one].anchor == anchor]
    return {
        "anchor": anchor,
        "objective": objective,
        "text": "" if objective.text in objective.title else objective.text,
        "aliases": words.enumerate_words(objective.aliases) if objective.aliases else "",
        "standings": _standings(setting, objective.progress, objective.coverage),
        "aims": _aims(setting, objective, notes),
        "quiet_actions": [
            (words.sentence(one.text), setting.told[one] if one.progress else None)
            for one in objective.actions
            if one not in own
        ],
        "actions": [_action(setting, one) for one in own],
    }


def _action(setting: Setting, action: ActionProgress) -> dict[str, object]:
    return {
        "text": action.text,
        "standings": _standings(setting, action.progress, action.coverage),
    }


def _standings(
    setting: Setting, progress: Sequence[Progress], coverage: Coverage | None
) -> Standings:
    rows = tuple(_standing(one) for one in progress)
    speaking = [row for row in rows if not row.is_silent]
    return Standings(
        rows=rows,
        silence="" if speaking else _silence(setting, rows),
        covered=words.gap(coverage) if coverage and coverage.expected > 1 and speaking else "",
        has_periods=len({row.period for row in speaking if row.period}) > 1,
    )


def _silence(setting: Setting, rows: Sequence[Standing]) -> str:
    year = setting.dossier.year
    if not rows:
        return ""
    names = words.enumerate_words(row.scope for row in rows)
    return _("Nothing was reported on this for %(year)s by %(names)s.") % {
        "year": year,
        "names": names,
    }


def _standing(one: Progress) -> Standing:
    known = one.rating in ProgressUpdate.Rating.values
    return Standing(
        scope=one.scope,
        rating=one.rating,
        word=str(ProgressUpdate.Rating(one.rating).label) if known else one.rating,
        note=one.note,
        poi_reason=one.poi_reason,
        period=one.period,
    )


def _aims(setting: Setting, objective: ObjectiveProgress, notes: Notes) -> list[Aim]:
    """Put each target beside its figure, in the unit of that figure."""
    aims = []
    for code, value, direction in objective.targets:
        fact = setting.facts[code]
        aimed = words.write_value(fact, value, words.decimals_of(value), language=setting.language)
        aims.append(
            Aim(
                name=fact.name,
                where=f"{fact.scope_name}, {words.period_of(fact)}",
                aimed=directed(aimed, direction),
                reached=setting.figure(fact, marks=notes.mark(fact)),
            )
        )
    return aims


def directed(written: str, direction: str) -> str:
    """Say whether a value is to be reached, kept under, or met exactly."""
    pattern = {
        "at_least": _("at least %(value)s"),
        "min": _("at least %(value)s"),
        "at_most": _("at most %(value)s"),
        "target": _("aims at %(value)s"),
    }.get(direction, "%(value)s")
    return pattern % {"value": written}
