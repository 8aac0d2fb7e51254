"""Components for templates: without a body an include, with a body a block tag."""

from typing import Any

from django import forms, template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


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
