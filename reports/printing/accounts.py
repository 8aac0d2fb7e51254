"""Sets what is accounted for: the activity plan, the funder's requirements, ratios, coverage."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from biblionet.kit.numbers import NO_BREAK, qualify, write_money, write_number
from reports.printing import change, grids, words
from reports.printing.places import Place
from reports.printing.progress import directed
from reports.printing.setting import Notes, Setting
from reports.standing import (
    Checklist,
    CoverageBlock,
    Fact,
    Performances,
    RatioRow,
    Ratios,
    RequirementLine,
    Row,
)

# ── the activity plan ─────────────────────────────────────────────────────────────────────────


def set_performances(setting: Setting, place: Place, block: Performances) -> SafeString:
    """Set the lines of the activity plan: aimed, realised, money and why it differs."""
    lines = [
        (line, _money(line.budget, setting), _money(line.spent, setting)) for line in block.lines
    ]
    return setting.render("performances", place=place, block=block, lines=lines)


def _money(amount: str | None, setting: Setting) -> str:
    return "–" if amount is None else write_money(Decimal(amount), language=setting.language)


# ── requirements ──────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Asked:
    """One requirement: what is asked, what was measured, what follows, what was claimed."""

    text: str
    norm: str
    measured: SafeString | str
    computed: str
    verdict: str
    claim: str
    mark: str
    explanation: str


def set_checklist(setting: Setting, place: Place, block: Checklist) -> SafeString:
    """Set the requirements by legal task; a claim is quoted with its source, never computed."""
    notes = Notes(setting.language)
    groups: dict[str, list[Asked]] = {}
    for line in block.lines:
        groups.setdefault(line.task, []).append(_asked(setting, line, notes))
    return setting.render(
        "requirements", place=place, block=block, groups=groups.items(), notes=notes
    )


def _asked(setting: Setting, line: RequirementLine, notes: Notes) -> Asked:
    fact = setting.facts[line.measured] if line.measured else None
    return Asked(
        text=line.text,
        norm=_norm(setting, line),
        measured=_measured(setting, fact, notes),
        computed=line.computed,
        verdict={
            "met": pgettext("requirement", "met"),
            "not_met": pgettext("requirement", "not met"),
        }.get(line.computed, pgettext("requirement", "cannot be determined")),
        claim={
            "met": pgettext("requirement", "ticked as met"),
            "not_met": pgettext("requirement", "marked as not met"),
        }.get(line.claim, ""),
        mark=_claim_mark(line, notes),
        explanation=line.explanation,
    )


def _norm(setting: Setting, line: RequirementLine) -> str:
    """Say the norm in words; a requirement may ask for something that has none."""
    if line.norm is None:
        return pgettext("requirement", "no norm")
    if line.measure == "yes_no":
        return _("yes") if Decimal(line.norm) else _("no")
    number = write_number(Decimal(line.norm).normalize() + 0, language=setting.language)
    unit = "%" if line.unit == "%" else f"{NO_BREAK}{line.unit}" if line.unit else ""
    return directed(f"{number}{unit}", line.comparison)


def _measured(setting: Setting, fact: Fact | None, notes: Notes) -> SafeString | str:
    return setting.figure(fact, marks=notes.mark(fact)) if fact else _("not measured")


def _claim_mark(line: RequirementLine, notes: Notes) -> str:
    """Give a claim the letter of its source: it is a quotation."""
    source = line.claim_source
    if source is None or line.claim not in {"met", "not_met"}:
        return ""
    remark = _("As published in %(title)s.") % {"title": source.title}
    if source.remark:
        remark = f"{remark} {words.sentence(source.remark)}"
    return notes.letter(remark)


# ── ratios ────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Compared:
    """A line of two years: the cells of the table, the difference and the growth."""

    line: grids.Line
    difference: str
    growth: str


def set_ratios(setting: Setting, place: Place, block: Ratios) -> SafeString:
    """Set two years side by side, with what changed; nothing is computed from a gap."""
    columns = (str(block.year), str(block.year - 1))
    rows = [Row(row.label, (row.this_year, row.year_before)) for row in block.rows]
    table = grids.compose(setting, columns=columns, rows=rows, row_header="")
    (grid,) = table.grids
    lines = [
        Compared(line, *_change(setting, row))
        for line, row in zip(grid.lines, block.rows, strict=True)
    ]
    return setting.render("ratios", place=place, block=block, grid=grid, table=table, lines=lines)


def _change(setting: Setting, row: RatioRow) -> tuple[str, str]:
    this, before = (
        setting.facts[code] if code else None for code in (row.this_year, row.year_before)
    )
    amount = change.difference(this, before)
    if amount is None or this is None or before is None:
        return "–", "–"
    decimals = max(this.decimals, before.decimals)
    written = _signed(amount / this.multiplier, decimals, setting.language)
    if this.unit == "%":
        written = _("%(number)s percentage points") % {"number": written}
    share = change.growth(this, before)
    grown = "–" if share is None else _signed(share, 1, setting.language) + "%"
    rough = "about" if change.is_rough(this, before) else "exact"
    return (
        qualify(written, rough, language=setting.language),
        grown if share is None else qualify(grown, rough, language=setting.language),
    )


def _signed(number: Decimal, decimals: int, language: str) -> str:
    written = write_number(number, language=language, decimals=decimals)
    return f"+{written}" if number > 0 else written


# ── coverage ──────────────────────────────────────────────────────────────────────────────────


def set_coverage(setting: Setting, place: Place, block: CoverageBlock) -> SafeString:
    """Set who delivered what: nothing adds up silently."""
    rows = [
        (row.label, words.covered(row.coverage), words.not_in(row.coverage), row)
        for row in block.rows
    ]
    return setting.render("coverage", place=place, block=block, rows=rows)
