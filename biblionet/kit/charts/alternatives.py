"""Says in words what a chart shows, from the same numbers."""

from collections.abc import Sequence

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from biblionet.kit.charts.values import Bar, Progress, Series, Shares, Style, Target, Value, known
from biblionet.kit.numbers import Missing, speak_missing


def describe_bars(bars: Sequence[Bar], title: str, style: Style, target: Target | None) -> str:
    """Name the highest and the lowest, what is missing and what was aimed for."""
    there = [bar for bar in bars if not isinstance(bar.value, Missing)]
    with override(style.language):
        if not there:
            return _("%(title)s: no data.") % {"title": title}
        highest = max(there, key=lambda bar: known([bar.value]))
        lowest = min(there, key=lambda bar: known([bar.value]))
        sentences = [
            _("%(title)s: highest is %(highest)s with %(most)s, lowest %(lowest)s with %(least)s.")
            % {
                "title": title,
                "highest": highest.label,
                "most": style.write_bar(highest),
                "lowest": lowest.label,
                "least": style.write_bar(lowest),
            }
            if len(there) > 1
            else f"{title}: {highest.label} {style.write_bar(highest)}."
        ]
        sentences += _about_target(target, style)
        sentences += _about_missing([(bar.label, bar.value) for bar in bars], style)
    return " ".join(sentences)


def describe_lines(
    periods: Sequence[str],
    series: Sequence[Series],
    title: str,
    style: Style,
    target: Target | None,
    starts: frozenset[int] = frozenset(),
) -> str:
    """Say from what to what each line goes; over a break nothing rises or falls."""
    with override(style.language):
        sentences = [f"{title}:", *(_about_line(one, periods, style, starts) for one in series)]
        sentences += _about_target(target, style)
    return " ".join(sentences)


def _about_line(one: Series, periods: Sequence[str], style: Style, starts: frozenset[int]) -> str:
    there = [
        (place, value) for place, value in enumerate(one.values) if not isinstance(value, Missing)
    ]
    if not there:
        return _("%(label)s: no data.") % {"label": one.label}
    (begin, start), (finish, end) = there[0], there[-1]
    first, last = periods[begin], periods[finish]
    words = {
        "label": one.label,
        "start": style.write(start),
        "first": first,
        "end": style.write(end),
        "last": last,
    }
    if first == last:
        return _("%(label)s is %(end)s in %(last)s.") % words
    if any(begin < place <= finish for place in starts | one.starts):
        return _("%(label)s is %(start)s in %(first)s and %(end)s in %(last)s.") % words
    if start < end:
        return _("%(label)s rises from %(start)s in %(first)s to %(end)s in %(last)s.") % words
    if start > end:
        return _("%(label)s falls from %(start)s in %(first)s to %(end)s in %(last)s.") % words
    return _("%(label)s is %(end)s in %(last)s, as in %(first)s.") % words


def describe_shares(rows: Sequence[Shares], parts: Sequence[str], title: str, style: Style) -> str:
    """Name the largest part of every row."""
    sentences = [f"{title}:"]
    missing: list[tuple[str, Value]] = []
    with override(style.language):
        for row in rows:
            numbers = known(row.values)
            if len(numbers) < len(row.values) or not any(numbers):
                missing.append((row.label, _why(row.values)))
                continue
            largest = numbers.index(max(numbers))
            sentences.append(
                _("%(label)s is mostly %(part)s (%(value)s).")
                % {
                    "label": row.label,
                    "part": parts[largest],
                    "value": style.write(numbers[largest]),
                }
            )
        sentences += _about_missing(missing, style)
    return " ".join(sentences)


def describe_progress(rows: Sequence[Progress], title: str, style: Style) -> str:
    """Say of every row where it stands and where it was to stand."""
    with override(style.language):
        sentences = [
            _("%(label)s: now %(now)s, target %(target)s.")
            % {
                "label": row.label,
                "now": style.write(row.now),
                "target": style.write(row.target),
            }
            for row in rows
        ]
    return " ".join([f"{title}:", *sentences])


def _about_target(target: Target | None, style: Style) -> list[str]:
    last = known(target.values)[-1:] if target else []
    return [f"{target.label}: {style.write(value)}." for value in last if target]


def _why(values: Sequence[Value]) -> Missing:
    """Return why a row cannot be drawn: the one reason its values give, or else no data."""
    reasons = {value for value in values if isinstance(value, Missing)}
    return reasons.pop() if len(reasons) == 1 else Missing.NO_DATA


def _about_missing(rows: Sequence[tuple[str, Value]], style: Style) -> list[str]:
    """Name whom a value is missing of, under each reason by itself."""
    absent: dict[Missing, list[str]] = {}
    for label, value in rows:
        if isinstance(value, Missing):
            absent.setdefault(value, []).append(label)
    return [
        f"{capfirst(speak_missing(reason, language=style.language))}: {', '.join(labels)}."
        for reason, labels in absent.items()
    ]
