"""What was found of an answer, as people read it: the fact, then the question."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from libraries.overviews import written
from programmes.models import Check
from programmes.overviews.slots import Sheet, Slot
from programmes.standing import Finding

Kind = Check.Kind


def findings_in_words(slot: Slot) -> tuple[str, ...]:
    """Return a sentence for each thing found of an answer, in the language of the page."""
    return tuple(_told(slot, finding) for finding in slot.findings)


def _told(slot: Slot, finding: Finding) -> str:
    if finding.kind == Kind.PARTS:
        return _(
            "The parts together (%(parts)s) are more than the total (%(total)s). "
            "Change one of them."
        ) % {"parts": written(finding.other), "total": written(finding.amount)}
    if finding.kind == Kind.SUM:
        return _(
            "The parts together are %(parts)s, and the total is %(total)s. Is this right? "
            "Then say in a sentence what makes the difference."
        ) % {"parts": written(finding.other), "total": written(finding.amount)}
    if finding.kind == Kind.RANGE:
        return _("%(value)s is not what is usual here. Is this right?") % {
            "value": written(finding.amount)
        }
    if finding.kind == Kind.RATIO:
        return _out_of_proportion(finding)
    if finding.kind == Kind.REQUIRED:
        return _(
            "Your answer to “%(beside)s” asks for this one. Enter it, or say why there is none."
        ) % {"beside": finding.beside}
    then = slot.compared_with
    when = then.figure.period.when if then else ""
    if finding.kind == Kind.ZERO:
        return _("This is 0, and %(when)s it was %(value)s. Is this right?") % {
            "when": when,
            "value": written(finding.other),
        }
    told = {"percent": written(abs(finding.amount), decimals=0), "when": when}
    if finding.amount > 0:
        return _("This is %(percent)s%% more than %(when)s. Is this right?") % told
    return _("This is %(percent)s%% less than %(when)s. Is this right?") % told


def _out_of_proportion(finding: Finding) -> str:
    if not finding.other:
        return _("There is something here, and “%(beside)s” is 0. Is this right?") % {
            "beside": finding.beside
        }
    return _(
        "Beside “%(beside)s” (%(other)s) this is %(ratio)s times as much, which is unusual. "
        "Is this right?"
    ) % {
        "beside": finding.beside,
        "other": written(finding.other),
        "ratio": written(finding.amount, decimals=2),
    }


def problems_in_words(slot: Slot) -> tuple[str, ...]:
    """Return what keeps an answer from being submitted: it is missing, wrong or not explained."""
    return (
        *([_missing(slot)] if slot.is_missing else ()),
        *([_silent(slot)] if slot.is_silent else ()),
        *([_unanswered()] if slot.is_unanswered else ()),
        *(findings_in_words(slot) if _is_open(slot) else ()),
    )


def _is_open(slot: Slot) -> bool:
    """Something was found of an answer that has to be mended or explained."""
    return slot.is_answered and (slot.is_wrong or slot.is_unexplained)


def _missing(slot: Slot) -> str:
    if slot.is_figure:
        return _("Enter a number, or say why there is none.")
    return _("Give an answer, or say why there is none.")


def _silent(slot: Slot) -> str:
    if slot.is_figure:
        return _("Say in a sentence why there is no number.")
    return _("Say in a sentence why there is no answer.")


def _unanswered() -> str:
    return _(
        "The POI sent this back and nothing was changed since. Change it, or write why it is right."
    )


def sheet_in_words(sheet: Sheet) -> tuple[str, ...]:
    """Return a sentence for each thing found of all answers together."""
    return tuple(
        ngettext(
            "%(count)s number is the same as in the period before. Did you look at it again?",
            "%(count)s numbers are the same as in the period before. Did you look at them again?",
            int(finding.amount),
        )
        % {"count": int(finding.amount)}
        for finding in sheet.findings
    )
