"""Components for templates. A component without a body is an include, one with a body a block tag."""

from typing import Any

from django import template
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
