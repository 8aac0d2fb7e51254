"""Running text of a report: figures in sentences become codes, so text and table agree."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from libraries.models import Scope, Year
from reports import standing
from reports.dossier.places import Places
from reports.models import TextRevision

Need = tuple[str, Scope, Year]
CodeOf = Callable[[str, Scope, Year], str]


@dataclass(frozen=True, slots=True)
class Wording:
    """Resolves what a text refers to, in one report."""

    places: Places
    year: Year
    indicators: frozenset[str]

    def needs(self, revision: TextRevision) -> Iterator[Need]:
        """Yield the figures a text refers to. ValidationError when one cannot exist."""
        for reference in standing.references_in(revision.body):
            yield self._need(reference, revision)

    def paragraphs(self, revision: TextRevision, code_of: CodeOf) -> tuple[standing.Paragraph, ...]:
        """Return the text with a code in the place of each reference."""
        return tuple(
            standing.Paragraph(
                runs=tuple(self._run(piece, revision, code_of) for piece in passage.pieces),
                is_item=passage.is_item,
            )
            for passage in standing.read_text(revision.body)
        )

    def _run(self, piece: standing.Piece, revision: TextRevision, code_of: CodeOf) -> standing.Run:
        named = piece.reference
        return standing.Run(
            text=piece.text,
            fact=code_of(*self._need(named, revision)) if named else "",
            bold=piece.bold,
            italic=piece.italic,
            link=piece.link,
        )

    def _need(self, reference: standing.Reference, revision: TextRevision) -> Need:
        kind, _colon, code = reference.scope.partition(":")
        here = reference.scope == "self"
        scope = self.places.here if here else self.places.get(kind, code)
        if scope is None or reference.indicator not in self.indicators:
            raise ValidationError(
                _("The text “%(text)s” refers to %(reference)s, and there is no such figure."),
                code="unknown_reference",
                params={"text": revision.text.name, "reference": str(reference)},
            )
        year = Year(reference.year_in(self.year.number), is_example=self.year.is_example)
        return reference.indicator, scope, year


def refuse_placeholders(revisions: Iterator[TextRevision]) -> None:
    """Refuse to go on while a text still has something to fill in."""
    left = [
        f"{revision.text.name}: {', '.join(found)}"
        for revision in revisions
        if (found := standing.placeholders_in(revision.body))
    ]
    if left:
        raise ValidationError(
            _("Something was left to fill in: %(texts)s."),
            code="placeholder",
            params={"texts": "; ".join(left)},
        )
