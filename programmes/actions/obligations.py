"""The statutory calendar: what is due is kept, copied to a next year, and said to be met."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from biblionet.accounts.models import User
from biblionet.kit.dates import PartialDate
from biblionet.trail.actions import record
from libraries.actions.loading import Putting
from libraries.models import Period, Scope
from libraries.overviews import Map
from programmes import rules
from programmes.actions.asking import scope_at, without
from programmes.models import Fulfilment, Obligation, Questionnaire, Return
from programmes.overviews import owed_by
from programmes.standing import same_day_in

Row = Mapping[str, Any]
LONGEST_CODE = Obligation._meta.get_field("code").max_length or 0
LONGEST_WORDS = Obligation._meta.get_field("ends_words").max_length or 0


@dataclass(frozen=True, slots=True)
class Terms:
    """What is typed of an obligation; a day may be known in words only."""

    name: str
    body: str
    period: Period | None = None
    asked_of: Scope | None = None
    questionnaire: Questionnaire | None = None
    starts: PartialDate | None = None
    starts_words: str = ""
    ends: PartialDate | None = None
    ends_words: str = ""
    is_deadline: bool = True
    days_inside: int = 0
    note: str = ""
    source_url: str = ""


# Loading


def put_obligations(putting: Putting, rows: Iterable[Row]) -> None:
    """Put the rows of the calendar, after the questionnaires that answer some of them."""
    questionnaires = {one.code: one for one in Questionnaire.objects.all()}
    for row in rows:
        values = without(row, "code", "about", "asked_of", "questionnaire")
        if row["asked_of"]:
            values["asked_of"] = scope_at(row["asked_of"])
        if row["about"]:
            values["period"] = year_named(row["about"])
        if row["questionnaire"]:
            values["questionnaire"] = questionnaires[row["questionnaire"]]
        putting.put(Obligation, {"code": row["code"]}, values)


def year_named(name: str, *, is_example: bool = False) -> Period:
    """Return the year '2023', or the school year '2015/2016'; made when there is none yet."""
    year = int(name[:4])
    kind, first, last = Period.Kind.CALENDAR_YEAR, date(year, 1, 1), date(year, 12, 31)
    if "/" in name:
        kind, first, last = Period.Kind.SCHOOL_YEAR, date(year, 8, 1), date(year + 1, 7, 31)
    period, _is_new = Period.objects.get_or_create(
        kind=kind, start=first, is_example=is_example, defaults={"end": last}
    )
    return period


# Keeping the calendar


@transaction.atomic
def add_obligation(*, terms: Terms, by: User) -> Obligation:
    """Add what is due; its code follows from its name and year."""
    _require_keeper(by)
    obligation = Obligation(code=_free_code(terms.name, terms.period))
    _write(obligation, terms)
    record("added", obligation, by=by)
    return obligation


@transaction.atomic
def change_obligation(*, obligation: Obligation, terms: Terms, by: User) -> Obligation:
    """Change what is due; nothing happens when it says the same."""
    _require_keeper(by)
    before = _kept(obligation)
    _write(obligation, terms)
    changed = [name for name, value in _kept(obligation).items() if value != before[name]]
    if changed:
        was = {name: str(before[name]) for name in changed}
        record("changed", obligation, by=by, fields=changed, before=was)
    return obligation


@transaction.atomic
def copy_to_year(*, obligation: Obligation, year: int, by: User | None) -> Obligation:
    """Propose the same about another year: the same days, which say that they are to be confirmed.

    It is answered by the version of its questionnaire that is asked over that year, if any.
    """
    if by is not None:
        _require_keeper(by)
    if obligation.period is None:
        raise ValidationError(
            _("This comes back every year by itself: there is no year to copy it from."),
            code="no_year",
        )
    about = obligation.period
    moved = year - about.start.year
    if not moved:
        raise ValidationError(_("Choose another year."), code="same_year")
    name = f"{year}/{year + 1}" if about.kind == Period.Kind.SCHOOL_YEAR else str(year)
    period = year_named(name, is_example=about.is_example)
    code = _code_in(obligation.code, about, period)
    if Obligation.objects.filter(code=code).exists():
        raise ValidationError(_("This is in the calendar of that year already."), code="there")
    copy = Obligation(code=code)
    starts, starts_words = _moved(obligation.starts, obligation.starts_words, moved)
    ends, ends_words = _moved(obligation.ends, obligation.ends_words, moved)
    terms = Terms(
        name=obligation.name,
        body=obligation.body,
        period=period,
        asked_of=obligation.asked_of,
        questionnaire=_asked_over(obligation.questionnaire, period),
        starts=starts,
        starts_words=starts_words,
        ends=ends,
        ends_words=ends_words,
        is_deadline=obligation.is_deadline,
        days_inside=obligation.days_inside,
        note=obligation.note,
        source_url=obligation.source_url,
    )
    _write(copy, terms)
    record("copied obligation", copy, by=by, copied=obligation.code)
    return copy


def _asked_over(questionnaire: Questionnaire | None, period: Period) -> Questionnaire | None:
    """Return the version of a questionnaire that is asked over a period: itself, or what follows.

    None when there is none yet.
    """
    in_use = {one.pk for one in Questionnaire.objects.asked_over(period)}
    while questionnaire and questionnaire.pk not in in_use:
        questionnaire = questionnaire.followed_by.order_by("starts", "pk").first()
    return questionnaire


def _moved(day: PartialDate | None, words: str, years: int) -> tuple[PartialDate | None, str]:
    """Return the same day so many years later, and the words that say it is a proposal."""
    if day is None:
        return None, words
    first = same_day_in(day.first, day.first.year + years)
    moved = PartialDate(first, day.precision)
    with translation.override(settings.LANGUAGE_CODE):
        told = _("%(day)s (to be confirmed)") % {"day": moved}
    return moved, told


def _write(obligation: Obligation, terms: Terms) -> None:
    for name, day in (("starts", terms.starts), ("ends", terms.ends)):
        setattr(obligation, f"{name}_on", day.first if day else None)
        setattr(obligation, f"{name}_precision", day.precision if day else "day")
    for name in Terms.__dataclass_fields__:
        if name not in ("starts", "ends"):
            value = getattr(terms, name)
            setattr(obligation, name, value.strip() if isinstance(value, str) else value)
    first, last = terms.starts, terms.ends
    if first and last and last.last < first.first:
        raise ValidationError({"ends": _("The end lies before the start.")})
    obligation.full_clean()
    obligation.save()


def _kept(obligation: Obligation) -> dict[str, Any]:
    return {field.attname: getattr(obligation, field.attname) for field in obligation._meta.fields}


def _code_in(code: str, about: Period, period: Period) -> str:
    """Return the code of the same thing in another year: 'wsob-bezit-2024'."""
    stem = code.removesuffix("-voorbeeld").removesuffix(f"-{about.start.year}")
    return _coded(stem, period)


def _coded(stem: str, period: Period | None) -> str:
    if period is None:
        return stem[:LONGEST_CODE]
    end = f"-{period.start.year}" + ("-voorbeeld" if period.is_example else "")
    return stem[: LONGEST_CODE - len(end)].rstrip("-") + end


def _free_code(name: str, period: Period | None) -> str:
    """Return a code that nothing has yet."""
    stem = slugify(name)[:60].strip("-") or "datum"
    taken = set(Obligation.objects.filter(code__startswith=stem).values_list("code", flat=True))
    code, number = _coded(stem, period), 2
    while code in taken:
        code, number = _coded(f"{stem}-{number}", period), number + 1
    return code


def _require_keeper(by: User) -> None:
    if not rules.can_keep_calendar(by):
        raise ValidationError(
            _("Only the support institution keeps the calendar."), code="not_allowed"
        )


# Saying that it was met


@transaction.atomic
def mark_met(
    *, obligation: Obligation, scope: Scope, met_on: date, by: User, note: str = ""
) -> Fulfilment:
    """Say that somebody who owes it met it, on a day that is there."""
    _require_speaker(by, scope)
    today = timezone.localdate()
    owing = {one.pk for one in owed_by(obligation, Map(), today=today)}
    if scope.pk not in owing:
        raise ValidationError(
            _("%(scope)s does not owe this.") % {"scope": scope.label}, code="not_owed"
        )
    if _is_answered_here(obligation, scope):
        raise ValidationError(
            _("This is met by handing in the questionnaire. Hand it in."), code="questionnaire"
        )
    if met_on > today:
        raise ValidationError({"met_on": _("This day has not come yet.")}, code="future")
    fulfilment = Fulfilment(
        obligation=obligation, scope=scope, met_on=met_on, note=note.strip(), by=by
    )
    fulfilment.full_clean()
    fulfilment.save()
    record("marked as met", fulfilment, by=by, scope=scope.owner_code, met_on=str(met_on))
    return fulfilment


@transaction.atomic
def unmark(*, fulfilment: Fulfilment, by: User) -> None:
    """Take back that something was met; the trail keeps what was said."""
    _require_speaker(by, fulfilment.scope)
    record(
        "marked as not met",
        fulfilment,
        by=by,
        scope=fulfilment.scope.owner_code,
        met_on=str(fulfilment.met_on),
        note=fulfilment.note,
    )
    fulfilment.delete()


def _require_speaker(by: User, scope: Scope) -> None:
    if not rules.can_say_met(by, scope):
        raise ValidationError(
            _("%(who)s does not answer for %(scope)s.") % {"who": by, "scope": scope.label},
            code="not_allowed",
        )


def _is_answered_here(obligation: Obligation, scope: Scope) -> bool:
    """There is a return that says by itself whether it was met."""
    if obligation.questionnaire_id is None:
        return False
    given = Return.objects.filter(
        questionnaire=obligation.questionnaire_id, period=obligation.period_id
    )
    return given.filter(scope=scope).exists() or given.filter(scope__owner=scope.pk).exists()
