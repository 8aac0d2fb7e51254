"""Sets running text: paragraphs, lists, figures in sentences and their notes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reports.printing import words
from reports.printing.setting import Setting
from reports.standing import Fact, Paragraph, Run, TextBlock


@dataclass(slots=True)
class Footnotes:
    """Notes to sentences: at the foot of a page of paper, under the text on a screen."""

    setting: Setting
    anchor: str
    written: list[str] = field(default_factory=list)

    def add(self, remark: str) -> SafeString:
        """Return what stands in the sentence for a note."""
        if self.setting.on_paper:
            return format_html('<span class="footnote">{}</span>', remark)
        self.written.append(remark)
        number = len(self.written)
        return format_html(
            '<sup class="mark"><a href="#{}-n{}" id="{}-r{}">{}</a></sup>',
            self.anchor,
            number,
            self.anchor,
            number,
            number,
        )

    @property
    def items(self) -> list[tuple[str, str, int, str]]:
        """Anchor of the note, anchor to go back to, number, words."""
        return [
            (f"{self.anchor}-n{number}", f"{self.anchor}-r{number}", number, remark)
            for number, remark in enumerate(self.written, start=1)
        ]


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, or the items of one list."""

    content: tuple[SafeString, ...]
    is_list: bool


def set_text(setting: Setting, block: TextBlock, anchor: str) -> tuple[list[Piece], Footnotes]:
    """Set the paragraphs of a text; items that follow each other become one list."""
    notes = Footnotes(setting, anchor)
    pieces = []
    for is_list, group in groupby(block.paragraphs, key=lambda paragraph: paragraph.is_item):
        content = tuple(_paragraph(setting, paragraph, notes) for paragraph in group)
        if is_list:
            pieces.append(Piece(content, is_list=True))
        else:
            pieces += [Piece((one,), is_list=False) for one in content]
    return pieces, notes


def _paragraph(setting: Setting, paragraph: Paragraph, notes: Footnotes) -> SafeString:
    return format_html_join("", "{}", _runs(setting, paragraph.runs, notes))


def _runs(
    setting: Setting, runs: Sequence[Run], notes: Footnotes
) -> Iterator[tuple[SafeString | str]]:
    said = "".join(run.text for run in runs)
    for run in runs:
        if run.fact:
            yield (_emphasise(_figure(setting, setting.facts[run.fact], said, notes), run),)
        elif run.link.startswith(("https://", "http://")):
            link = format_html('<a class="link" href="{}">{}</a>', run.link, run.text)
            yield (_emphasise(link, run),)
        else:
            yield (_emphasise(run.text, run),)


def _emphasise(content: SafeString | str, run: Run) -> SafeString | str:
    if run.bold:
        content = format_html("<strong>{}</strong>", content)
    return format_html("<em>{}</em>", content) if run.italic else content


def _figure(setting: Setting, fact: Fact, said: str, notes: Footnotes) -> SafeString:
    """Put a figure in a sentence, with its year when neither report nor paragraph says it."""
    year = str(fact.year)
    is_said = fact.year == setting.dossier.year or year in said
    remarks = list(words.warnings(fact, language=setting.language))
    return format_html(
        "{}{}{}",
        setting.figure(fact),
        "" if is_said else f" ({year})",
        notes.add(" ".join(remarks)) if remarks else "",
    )
