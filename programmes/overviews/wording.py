"""Questions and checks as people read them: when, where and how something is asked and weighed."""

from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from libraries.models import Figure, Period, Scope
from libraries.overviews import written
from programmes.models import Check, Question, Questionnaire
from programmes.overviews.asking import kind_of

Kind = Check.Kind
Severity = Check.Severity


def check_in_words(check: Check) -> str:
    """Return one sentence: when something is found, and what happens then."""
    return _("%(when)s: %(then)s.") % {"when": _when(check), "then": _then(check)}


def _when(check: Check) -> str:
    match check.kind:
        case Kind.JUMP:
            return _jump(check)
        case Kind.ZERO:
            return _zero(check)
        case Kind.PARTS:
            return _("The parts together are more than the total")
        case Kind.SUM:
            return _sum(check)
        case Kind.SAME:
            return ngettext(
                "More than %(least)s answer is the same as in the period before",
                "More than %(least)s answers are the same as in the period before",
                check.least,
            ) % {"least": check.least}
        case Kind.RANGE:
            return _("The answer is not %(bounds)s") % {"bounds": bounds_in_words(check)}
        case Kind.RATIO:
            return _("The answer divided by %(other)s is not %(bounds)s") % {
                "other": _name_of(check.other),
                "bounds": bounds_in_words(check),
            }
    return _called(check)


def _jump(check: Check) -> str:
    words = {"percent": check.percent, "least": written_least(check)}
    if check.least:
        return _("More than %(percent)s%% and at least %(least)s different from a year before") % (
            words
        )
    return _("More than %(percent)s%% different from a year before") % words


def _zero(check: Check) -> str:
    if check.least > 1:
        return _("The answer is 0, and before it was %(least)s or more") % {
            "least": written_least(check)
        }
    return _("The answer is 0, and before it was not")


def _sum(check: Check) -> str:
    if check.least > 1:
        return _("The parts differ %(least)s or more from the total") % {
            "least": written_least(check)
        }
    return _("The parts do not add up to the total")


def _called(check: Check) -> str:
    other = _name_of(check.other)
    if check.wanted == "yes":
        return _("%(other)s is answered with yes, and nothing is answered here") % {"other": other}
    if check.wanted == "no":
        return _("%(other)s is answered with no, and nothing is answered here") % {"other": other}
    if check.wanted:
        return _("%(other)s is answered with “%(wanted)s”, and nothing is answered here") % {
            "other": other,
            "wanted": check.wanted,
        }
    return _("There is an answer to %(other)s, and nothing is answered here") % {"other": other}


def _then(check: Check) -> str:
    if check.kind == Kind.REQUIRED:
        return _("then this has to be answered")
    if check.severity == Severity.ERROR:
        return _("then it has to be changed")
    if check.severity == Severity.ATTENTION:
        return _("then we ask for a sentence")
    return _("then we only say so")


def written_least(check: Check) -> str:
    return written(Decimal(check.least))


def bounds_in_words(check: Check) -> str:
    """Return between what an answer is usual: 'between 1 and 5', '10 or more'."""
    if check.low is None and check.high is not None:
        return _("%(high)s or less") % {"high": written(check.high.normalize())}
    if check.high is None and check.low is not None:
        return _("%(low)s or more") % {"low": written(check.low.normalize())}
    if check.low is not None and check.high is not None:
        return _("between %(low)s and %(high)s") % {
            "low": written(check.low.normalize()),
            "high": written(check.high.normalize()),
        }
    return "–"


def _name_of(question: Question | None) -> str:
    if question is None:
        return "–"
    return f"{question.number} ({question})" if question.number else f"“{question}”"


def period_in_words(question: Question, questionnaire: Questionnaire) -> str:
    """Return over what a question is asked: a year, a day, a quarter."""
    return str(Period.Kind(kind_of(question, Period(kind=questionnaire.period_kind))).label)


def place_in_words(question: Question, questionnaire: Questionnaire) -> str:
    """Return of what each place a question is asked."""
    return str(Scope.Kind(question.level_at(questionnaire.answered_by)).label)


def part_in_words(question: Question) -> str:
    """Return which part of a combined institution is asked; empty when the usual one is."""
    return str(Figure.Part(question.part).label) if question.part else ""


def frequency_in_words(question: Question) -> str:
    """Return how often a question is asked, when that is not each time."""
    if question.every == 1:
        return ""
    return ngettext(
        "once in %(count)s year, counted from %(year)s",
        "once in %(count)s years, counted from %(year)s",
        question.every,
    ) % {"count": question.every, "year": question.since}


def deadline_in_words(questionnaire: Questionnaire) -> str:
    """Return by when it is due: a day, or so many days after the period."""
    if questionnaire.deadline:
        return date_format(questionnaire.deadline)
    return ngettext(
        "%(count)s day after the period",
        "%(count)s days after the period",
        questionnaire.days_after,
    ) % {"count": questionnaire.days_after}
