"""What every block is set with: the dossier, where it appears, and how a figure is put down."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reports.printing import words
from reports.printing.places import PlacedChapter, Spot, first_told, lay_out
from reports.standing import ActionProgress, Dossier, Fact, Imprint

Medium = Literal["paper", "screen"]

# The page of a printed figure in the portal; a test holds it against the addresses of the site.
FIGURE_PATH = "/rapporten/editie/{edition}/{code}/"


def figure_address(imprint: Imprint, code: str) -> str:
    """Return the address of a printed figure's own page in the portal."""
    return imprint.address.rstrip("/") + FIGURE_PATH.format(edition=imprint.edition, code=code)


@dataclass(frozen=True, slots=True)
class Setting:
    """A report being set for paper or screen."""

    dossier: Dossier
    imprint: Imprint
    medium: Medium
    facts: Mapping[str, Fact]
    chapters: tuple[PlacedChapter, ...]
    told: Mapping[ActionProgress, Spot]

    @classmethod
    def of(cls, dossier: Dossier, imprint: Imprint, medium: Medium) -> "Setting":
        chapters = lay_out(dossier)
        return cls(dossier, imprint, medium, dossier.by_code, chapters, first_told(chapters))

    @property
    def language(self) -> str:
        return self.dossier.language

    @property
    def on_paper(self) -> bool:
        return self.medium == "paper"

    def render(self, template: str, **context: Any) -> SafeString:
        """Set a template of templates/reports/print/."""
        return render_to_string(f"reports/print/{template}.html", {"setting": self, **context})

    def find(self, codes: Iterable[str | None]) -> list[Fact]:
        """Return the figures behind codes; KeyError for a code that the dossier lacks."""
        return [self.facts[code] for code in codes if code is not None]

    def address(self, code: str) -> str:
        """Return where a figure's page is: in full on paper, within the site on a screen."""
        if self.on_paper:
            return figure_address(self.imprint, code)
        return FIGURE_PATH.format(edition=self.imprint.edition, code=code)

    def figure(self, fact: Fact, *, written: str = "", marks: str = "") -> SafeString:
        """Put a figure down: its value as a link to its page, with its marks behind it."""
        is_missing = fact.number is None and not words.contested(fact, language=self.language)
        return format_html(
            '<a class="{}" href="{}" title="{}">{}</a>{}{}',
            "fig missing" if is_missing else "fig",
            self.address(fact.code),
            words.identity(fact),
            written or words.write_fact(fact, language=self.language),
            format_html('<span class="star">{}</span>', star(fact)) if star(fact) else "",
            format_html('<sup class="mark">{}</sup>', marks) if marks else "",
        )


def star(fact: Fact) -> str:
    """Mark a value that may still change as statistics offices do: * or **."""
    if not words.is_provisional(fact):
        return ""
    return "**" if fact.finality == "further_provisional" else "*"


@dataclass(slots=True)
class Notes:
    """The notes under a table: the same words get the same letter."""

    language: str
    written: list[str] = field(default_factory=list)
    has_star: bool = False
    has_two_stars: bool = False
    has_dash: bool = False

    def mark(self, fact: Fact, *, explained: bool = True) -> str:
        """Return the letters behind a figure, keeping what they stand for."""
        remarks = [*words.warnings(fact, language=self.language)]
        if explained:
            remarks += words.other_values(fact, language=self.language)
            remarks += words.explanations(fact, language=self.language)
        self.has_star |= star(fact) == "*"
        self.has_two_stars |= star(fact) == "**"
        return " ".join(self.letter(remark) for remark in remarks)

    def letter(self, remark: str) -> str:
        """Return the letter of a remark: a … z, then aa, ab …"""
        if remark not in self.written:
            self.written.append(remark)
        return letters(self.written.index(remark))

    @property
    def items(self) -> list[tuple[str, str]]:
        return [(letters(place), remark) for place, remark in enumerate(self.written)]


def letters(place: int) -> str:
    """Count in letters: 0 is a, 26 is aa."""
    first, last = divmod(place, 26)
    return (letters(first - 1) if first else "") + chr(ord("a") + last)


def sources_of(facts: Iterable[Fact], *, most: int = 4) -> list[str]:
    """Return the titles behind figures, each once; nothing when there are too many to read."""
    titles = dict.fromkeys(source.title for fact in facts for source in fact.sources)
    return list(titles) if len(titles) <= most else []


def lines(parts: Iterable[str]) -> SafeString:
    """Put texts under each other."""
    return format_html_join(SafeString("<br>"), "{}", ((part,) for part in parts))
