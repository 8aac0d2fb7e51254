"""A small report that uses everything the press can do."""

from dataclasses import replace
from pathlib import Path

from biblionet.kit.pdf import Chapter, Document

HERE = Path(__file__).parent
PHOTO = HERE / "photo.jpg"
FONTS = Path(__file__).parents[4] / "static/fonts"

_PARAGRAPH = (
    "In elk dorp kreeg de bibliotheek een vaste middag voor wie moeite heeft met lezen of met "
    "digitale zaken. Vrijwilligers vroegen de bezoekers wat zij zochten, en schreven op wat zij "
    "vonden. Daardoor weten we nu beter welke ondersteuning werkt: een gesprek aan tafel, een "
    "boek om mee te nemen, en een afspraak voor de week daarna."
)


def fonts() -> dict[str, Path]:
    """Give the fonts of the house the names that style sheets use."""
    return {f"fonts/{path.name}": path for path in FONTS.glob("*.ttf")}


def document(*, paragraphs: int = 22, rows: int = 90) -> Document:
    """Make the sample; by default its paragraphs and its table run over several pages."""
    text = "\n".join(f"<p>{number}. {_PARAGRAPH}</p>" for number in range(1, paragraphs + 1))
    table = "\n".join(
        f'<tr><th scope="row">Vestiging {row}</th><td class="number">{1000 + row}</td>'
        f'<td class="number">{1010 + 2 * row}</td><td class="number">{10 + row}</td></tr>'
        for row in range(1, rows + 1)
    )
    return Document(
        title="Jaarverslag 2025 – voorbeeld",
        language="nl",
        author="Bibliotheken van Drenthe",
        description="Voortgang en cijfers van alle bibliotheken",
        created="2026-02-03T10:00:00+01:00",
        css=_read("sample.css"),
        chapters=(
            Chapter("front", _read("front.html")),
            Chapter("text", _read("text.html").replace("{paragraphs}", text)),
            Chapter("figures", _read("figures.html").replace("{rows}", table)),
        ),
        files={**fonts(), "photo.jpg": PHOTO},
    )


def of_html(*bodies: str, css: str = "") -> Document:
    """Make a document of these chapters, in the fonts and the style of the sample."""
    chapters = tuple(Chapter(f"chapter {n}", body) for n, body in enumerate(bodies, start=1))
    sample = document()
    return replace(sample, chapters=chapters, css=sample.css + css)


def _read(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")
