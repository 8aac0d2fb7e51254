"""Puts a whole report together for the press, and one chapter for the screen."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override

from biblionet.kit import pdf
from reports.printing import back, front
from reports.printing.blocks import set_block
from reports.printing.places import PlacedChapter
from reports.printing.setting import Setting
from reports.standing import Dossier, Imprint

STATIC = Path(settings.BASE_DIR) / "static"
SHEET = Path(__file__).with_name("report.css")
# What the style sheet may ask for, by the name it uses.
FILES = {
    f"{folder}/{path.name}": path
    for folder, pattern in (("fonts", "*.ttf"), ("img/report", "*.svg"))
    for path in sorted((STATIC / folder).glob(pattern))
}


def typeset(dossier: Dossier, imprint: Imprint) -> pdf.Document:
    """Set a frozen report in type: everything the press needs, and nothing from anywhere else.

    Reads the dossier, the imprint and our own static files; asks the database nothing. The same
    input gives the same document. Raises KeyError when a block names a figure the dossier lacks.
    """
    setting = Setting.of(dossier, imprint, "paper")
    with override(dossier.language):
        return pdf.Document(
            title=dossier.title,
            language=dossier.language,
            author=dossier.owner,
            description=f"{dossier.subtitle or dossier.title}. {back.version_of(setting)}.",
            created=imprint.frozen_at,
            css=SHEET.read_text(encoding="utf-8") + running_heads(setting),
            chapters=tuple(_chapters(setting)),
            files=FILES,
        )


def chapter_html(dossier: Dossier, imprint: Imprint, chapter_key: str) -> SafeString:
    """Set one chapter for a web page: the same words and figures, without inline styles.

    Raises KeyError when there is no such chapter.
    """
    setting = Setting.of(dossier, imprint, "screen")
    chapters = {placed.chapter.key: placed for placed in setting.chapters}
    with override(dossier.language):
        return _chapter(setting, chapters[chapter_key])


def _chapters(setting: Setting) -> Iterator[pdf.Chapter]:
    yield pdf.Chapter("cover", front.set_cover(setting))
    yield pdf.Chapter("contents", front.set_contents(setting))
    yield pdf.Chapter("guide", front.set_guide(setting))
    for one in setting.chapters:
        yield pdf.Chapter(one.chapter.key, _chapter(setting, one))


def _chapter(setting: Setting, placed: PlacedChapter) -> SafeString:
    blocks = [set_block(setting, place) for place in placed.places]
    return setting.render("chapter", placed=placed, blocks=blocks)


def running_heads(setting: Setting) -> str:
    """Write the part of the style sheet that says what stands above and below every page."""
    dossier = setting.dossier
    example = _("Example") if dossier.is_example else ""
    head = " · ".join(filter(None, (dossier.title, example)))
    rules = [
        f"@page {{ @top-left {{ content: {css_text(head)} }}",
        f"@bottom-left {{ content: {css_text(back.version_of(setting))} }} }}",
    ]
    return "\n".join(rules)


def css_text(text: str) -> str:
    """Write a text as a string of a style sheet: every sign that could mean something as a code."""
    return '"' + "".join(c if c.isalnum() else f"\\{ord(c):x} " for c in text) + '"'
