"""Where a figure comes from: a publication, or who reported it, by function and never by name."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from biblionet.accounts.models import User
from libraries.models import Reading
from reports import standing


def source_of(reading: Reading) -> standing.Source:
    """Return who says so, and who accepted it."""
    publication = reading.publication
    return standing.Source(
        title=publication.title if publication else _reported_by(reading),
        url=reading.source_url or (publication.url if publication else ""),
        reading=reading.pk,
        author=_function(reading.author),
        approver=_function(reading.approver),
        accepted_on=_day(reading),
        printed_as=reading.printed_as,
        remark=reading.note,
    )


def alternative_of(reading: Reading) -> standing.Alternative:
    """Return what another source said."""
    return standing.Alternative(
        value=None if reading.value is None else plain(reading.value, reading.decimals),
        decimals=reading.decimals,
        qualifier=reading.qualifier,
        source=source_of(reading),
    )


def correction_of(reading: Reading) -> standing.Correction | None:
    """Return what a reading took the place of; None when it corrects nothing."""
    before = reading.revises
    if before is None or not reading.correction:
        return None
    return standing.Correction(
        state=str(before.state),  # type: ignore[arg-type]  # the same words
        value=None if before.value is None else plain(before.value, before.decimals),
        decimals=before.decimals,
        qualifier=before.qualifier,
        reason=reading.get_correction_display(),
    )


def say_the_same(one: Reading, other: Reading | None) -> bool:
    """Tell whether a source says what the chosen one says."""
    if other is None:
        return False
    return (one.state, one.value, one.qualifier) == (other.state, other.value, other.qualifier)


def plain(value: Decimal, decimals: int) -> str:
    """Write a number for JSON with the decimals as given: 19.0300 is "19.03"."""
    return f"{value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP):f}"


def _reported_by(reading: Reading) -> str:
    scope = reading.figure.scope
    return _("Reported by %(organisation)s") % {"organisation": (scope.owner or scope).name}


def _function(person: User | None) -> str:
    return person.function if person else ""


def _day(reading: Reading) -> str:
    return timezone.localdate(reading.accepted_at).isoformat() if reading.accepted_at else ""
