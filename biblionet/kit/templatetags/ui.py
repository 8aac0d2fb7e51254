"""Components for templates: without a body an include or a short tag, with a body a block tag."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms, template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from biblionet.kit import numbers
from biblionet.kit.fields import colon_after, current_language, say_about

register = template.Library()
Number = Decimal | int


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw one symbol of static/img/icons.svg, for the eye only: a word always stands beside it."""
    return format_html(
        '<svg class="bn-icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("img/icons.svg"),
        name,
    )


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(*labels_and_urls: str) -> dict[str, Any]:
    """Show the way here: label, address, label, address, and last the label of this page."""
    *steps, here = labels_and_urls
    return {"steps": list(zip(steps[::2], steps[1::2], strict=True)), "here": here}


@register.filter
def first_input(field: forms.BoundField) -> str:
    """Return the id an error should lead to: the input itself, or the first of a group."""
    widget_id = field.field.widget.attrs.get("id") or field.auto_id
    return f"{widget_id}_0" if field.use_fieldset else field.id_for_label or widget_id


@register.filter
def about(words: object, label: object) -> str:
    """Put before a message what it is about: "Naam: dit veld is verplicht"."""
    return say_about(label, words)


@register.filter
def colon(label: object) -> str:
    """Return what stands behind a label that is a link, before what is said of it."""
    return colon_after(label)


# Figures. Written in the language of the page; reports call biblionet.kit.numbers themselves.


@register.filter
def number(value: Number | None, decimals: int | None = None) -> str:
    """Write 1931 as "1.931"; a missing value as a dash."""
    return _written_or_dash(value, numbers.write_number, decimals)


@register.filter
def percentage(value: Number | None, decimals: int = 1) -> str:
    """Write 95.5 as "95,5%"; a missing value as a dash."""
    return _written_or_dash(value, numbers.write_percentage, decimals)


@register.filter
def money(value: Number | None, decimals: int | None = None) -> str:
    """Write 1250 as "€ 1.250"; a missing value as a dash."""
    return _written_or_dash(value, numbers.write_money, decimals)


def _written_or_dash(value: Number | None, write: Any, decimals: int | None) -> str:
    if value is None or value == "":
        return missing(numbers.Missing.NO_DATA)
    return str(write(value, language=current_language(), decimals=decimals))


@register.filter
def spoken_number(value: Number) -> str:
    """Write a number in words, to hear a zero too many."""
    return numbers.in_words(value, language=current_language())


@register.simple_tag
def missing(reason: str = "no_data") -> SafeString:
    """Say why there is no value: "–", "n.v.t." or words; what is short is spoken in full."""
    language = current_language()
    shown = numbers.write_missing(reason, language=language)
    spoken = numbers.speak_missing(reason, language=language)
    if shown == spoken:
        return format_html('<span class="bn-missing">{}</span>', shown)
    return format_html(
        '<span class="bn-missing"><span aria-hidden="true">{}</span>'
        '<span class="govuk-visually-hidden">{}</span></span>',
        shown,
        spoken,
    )


@register.simple_tag
def figure_value(
    value: Number | None,
    *,
    state: str = "value",
    unit: str = "",
    decimals: int | None = None,
    multiplier: int = 1,
    qualifier: str = "exact",
    provisional: bool = False,
    url: str = "",
) -> SafeString:
    """Show one value as the source gives it, or why it is missing; `url` leads to its story."""
    if value is None:
        reason = numbers.Missing.NO_DATA if state == "value" else numbers.Missing(state)
        return _drawn("figure-value", reason=reason, url=url)
    language = current_language()
    if unit == "%":
        written = numbers.write_number(value, language=language, decimals=decimals) + "%"
    elif unit == "€":
        written = numbers.write_money(
            value, language=language, decimals=decimals, multiplier=multiplier
        )
    else:
        written = numbers.write_number(value, language=language, decimals=decimals)
    return _drawn(
        "figure-value",
        written=numbers.qualify(written, qualifier, language=language),
        unit="" if unit in {"%", "€"} else unit,
        provisional=provisional,
        url=url,
    )


@register.inclusion_tag("components/deadline-chip.html")
def deadline_chip(on: date, *, today: date, what: str = "", done: bool = False) -> dict[str, Any]:
    """Show until when: the date, how many days are left, and loudly when it has passed."""
    days = (on - today).days
    return {"on": on, "days": days, "late": -days, "what": what, "done": done}


@register.inclusion_tag("components/completeness-meter.html")
def completeness(part: int, whole: int, noun: str, words: str = "") -> dict[str, Any]:
    """Show "3 van 4 organisaties" with a bar.

    `noun` is what is counted, in the plural; `words` says the whole where it may be one.
    """
    width = 100 * part // whole if whole else 0
    return {"part": part, "whole": whole, "noun": noun, "words": words, "width": width}


@register.inclusion_tag("components/sorted-heading.html", takes_context=True)
def sorted_heading(
    context: template.Context, label: str, name: str, now: str, *, is_number: bool = False
) -> dict[str, Any]:
    """Head a column with a link that sorts by it, and turns the order of the column it is in.

    `now` is the name a list is sorted by, with a minus before it from high to low.
    """
    is_here, is_down = now.removeprefix("-") == name, now.startswith("-")
    return {
        "label": label,
        "name": f"-{name}" if is_here and not is_down else name,
        "order": ("descending" if is_down else "ascending") if is_here else "",
        "is_number": is_number,
        "query": context["request"].GET,
    }


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: template.Context, page: Any) -> dict[str, Any]:
    """Show the pages around a Django page; other parts of the query stay as they are."""
    pages = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"page": page, "pages": list(pages), "query": context["request"].GET}


# With a body


@register.simple_block_tag
def banner(content: SafeString, *, title: str, tone: str = "info") -> SafeString:
    """Tell something important about this page. Tones: info, success."""
    return _component("banner", content, title=title, tone=tone)


@register.simple_block_tag
def inset(content: SafeString) -> SafeString:
    """Set a quote, an example or an aside apart from the text."""
    return _component("inset", content)


@register.simple_block_tag
def panel(content: SafeString, *, title: str, tone: str = "plain", level: int = 2) -> SafeString:
    """Put what belongs together in a box under a heading. Tones: plain, soft."""
    return _component("panel", content, title=title, tone=tone, level=level)


@register.simple_block_tag
def disclosure(content: SafeString, *, summary: str, open: bool = False) -> SafeString:  # noqa: A002  # named after the attribute it sets
    """Fold away what few need."""
    return _component("disclosure", content, summary=summary, open=open)


@register.simple_block_tag
def table(
    content: SafeString, *, caption: str, small: bool = False, fixed: bool = False
) -> SafeString:
    """Wrap thead and tbody in a table that scrolls by itself on a narrow screen."""
    return _component("table", content, caption=caption, small=small, fixed=fixed)


@register.simple_block_tag
def empty_state(content: SafeString, *, title: str) -> SafeString:
    """Say what will be here, and in the body what to do next."""
    return _component("empty-state", content, title=title)


@register.simple_block_tag
def lock_notice(content: SafeString, *, title: str) -> SafeString:
    """Say why something is locked; the body says by whom, what is still possible, whom to ask."""
    return _component("lock-notice", content, title=title)


@register.simple_block_tag(takes_context=True)
def filter_form(context: template.Context, content: SafeString, *, label: str) -> SafeString:
    """Wrap the fields of a filter in a GET form with its button and a way back to everything."""
    request = context.get("request")
    path = request.path if request else ""
    return _component("filter-form", content, label=label, path=path)


def _component(name: str, content: SafeString, **arguments: object) -> SafeString:
    return _drawn(name, content=content, **arguments)


def _drawn(name: str, **arguments: object) -> SafeString:
    """Draw a component without the line end of its file, which would come before a full stop."""
    return mark_safe(render_to_string(f"components/{name}.html", arguments).strip())  # noqa: S308  # a template's own output
