"""Keep what publications say. A value that a file gives otherwise later becomes a new reading."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from biblionet.accounts.models import User
from biblionet.trail.actions import record
from libraries import rules
from libraries.actions.refusals import judged_by_the_database
from libraries.actions.settling import place_figure, settle
from libraries.models import Figure, Indicator, Period, Publication, Reading, Scope


@dataclass(frozen=True, slots=True)
class Quote:
    """One value as one publication gives it, with everything named by code."""

    indicator: str
    scope_kind: str
    scope: str
    year: int
    publication: str
    value: Decimal
    decimals: int
    qualifier: str
    method: str
    source_url: str
    printed_as: str
    note: str


@transaction.atomic
def put_quotes(*, quotes: Iterable[Quote]) -> dict[str, int]:
    """Keep every quote as a reading and settle its figure; return how many rows were new."""
    indicators = {one.code: one for one in Indicator.objects.prefetch_related("definitions")}
    scopes = {(one.kind, one.code): one for one in Scope.objects.select_related("owner")}
    publications = {one.code: one for one in Publication.objects.all()}
    counts = {model._meta.label_lower: 0 for model in (Period, Figure, Reading)}
    touched: dict[int, Figure] = {}
    before = {model: model._default_manager.count() for model in (Period, Figure)}
    for quote in quotes:
        try:
            indicator = indicators[quote.indicator]
            scope = scopes[quote.scope_kind, quote.scope]
            publication = publications[quote.publication]
        except KeyError as unknown:
            raise ValidationError(
                _("%(name)s is not known: add it first."),
                code="unknown",
                params={"name": unknown.args[0]},
            ) from None
        period = _period(indicator, quote.year)
        figure = place_figure(indicator=indicator, scope=scope, period=period)
        if _put_reading(figure, publication, quote):
            counts[Reading._meta.label_lower] += 1
            touched[figure.pk] = figure
    for figure in touched.values():
        settle(figure=figure)
    for model, count in before.items():
        counts[model._meta.label_lower] = model._default_manager.count() - count
    return counts


def _period(indicator: Indicator, year: int) -> Period:
    """Return the real period in which an indicator is counted: a year, or its last day."""
    is_day = indicator.period_kind == Period.Kind.REFERENCE_DATE
    is_school = indicator.period_kind == Period.Kind.SCHOOL_YEAR
    last = date(year, 7, 31) if is_school else date(year, 12, 31)
    first = last if is_day else date(year - 1, 8, 1) if is_school else date(year, 1, 1)
    period, _is_new = Period.objects.get_or_create(
        kind=indicator.period_kind, start=first, is_example=False, defaults={"end": last}
    )
    return period


def _put_reading(figure: Figure, publication: Publication, quote: Quote) -> bool:
    """Keep a quote; a reading that says something else now is revised, never changed.

    What somebody imported or undid since stays as it is.
    """
    values = {
        "value": quote.value,
        "decimals": quote.decimals,
        "qualifier": quote.qualifier,
        "method": quote.method or Reading.Method.UNKNOWN,
        "source_url": quote.source_url,
        "printed_as": quote.printed_as,
        "note": quote.note,
    }
    latest = figure.readings.heads().filter(publication=publication).first()
    if latest and latest.batch_id:  # somebody brought this in later: a file loaded again is older
        return False
    if latest and all(getattr(latest, name) == value for name, value in values.items()):
        return False
    reading = Reading(
        figure=figure,
        revises=latest,
        source=Reading.Source.PUBLICATION,
        publication=publication,
        workflow=Reading.Workflow.ACCEPTED,
        accepted_at=timezone.now(),
        **values,
    )
    reading.clean_fields(exclude=["figure", "publication"])
    with judged_by_the_database(reading):
        reading.save()
    record("quoted", reading, by=None, scope=figure.scope.owner_code)
    return True


@transaction.atomic
def import_reading(
    *,
    indicator: Indicator,
    scope: Scope,
    period: Period,
    value: Decimal,
    by: User,
    decimals: int = 0,
    method: str = Reading.Method.REGISTERED,
    note: str = "",
    part: str | None = None,
) -> Reading:
    """Keep a value that another system counted, beside what people typed; settles the figure."""
    if not rules.is_poi(by):
        raise ValidationError(
            _("Only the support institution imports figures."), code="not_allowed"
        )
    figure = place_figure(indicator=indicator, scope=scope, period=period, part=part)
    reading = Reading(
        figure=figure,
        revises=figure.readings.heads().filter(source=Reading.Source.IMPORT).first(),
        source=Reading.Source.IMPORT,
        value=value,
        decimals=decimals,
        method=method,
        note=note,
        author=by,
        workflow=Reading.Workflow.ACCEPTED,
        accepted_at=timezone.now(),
    )
    reading.clean_fields(exclude=["figure", "revises", "author"])
    with judged_by_the_database(reading):
        reading.save()
    record("imported", reading, by=by, scope=scope.owner_code)
    settle(figure=figure)
    return reading
