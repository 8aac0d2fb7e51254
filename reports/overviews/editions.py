"""One edition: its chapters, its register of figures, and the story of one printed figure."""

from dataclasses import dataclass

from biblionet.accounts.models import User
from libraries.models import Figure
from reports.models import Edition, PublishedFigure
from reports.standing import Dossier, Fact


@dataclass(frozen=True, slots=True)
class EditionPage:
    """What an edition holds."""

    edition: Edition
    dossier: Dossier
    figures: tuple[PublishedFigure, ...]

    @property
    def facts(self) -> list[tuple[PublishedFigure, Fact]]:
        """The register beside the frozen facts."""
        known = self.dossier.by_code
        return [(figure, known[figure.code]) for figure in self.figures]


@dataclass(frozen=True, slots=True)
class Kin:
    """Another figure of the same edition, by its frozen names."""

    published: PublishedFigure
    fact: Fact

    @property
    def code(self) -> str:
        return self.fact.code


@dataclass(frozen=True, slots=True)
class PrintedFigure:
    """A figure as an edition printed it, with the parts of a sum and its own page."""

    published: PublishedFigure
    fact: Fact
    parts: tuple[Kin, ...]
    part_of: tuple[Kin, ...]
    figure: Figure | None


def edition_page(edition: Edition) -> EditionPage:
    """Return the contents of an edition; one query."""
    return EditionPage(edition, edition.dossier, tuple(edition.figures.all()))


def printed_figure(edition: Edition, code: str) -> PrintedFigure:
    """Return a printed figure by its code; PublishedFigure.DoesNotExist when there is none."""
    register = {one.code: one for one in edition.figures.select_related("figure")}
    if code not in register:
        raise PublishedFigure.DoesNotExist
    facts = edition.dossier.by_code
    sums = [fact.code for fact in facts.values() if code in fact.parts]
    return PrintedFigure(
        published=register[code],
        fact=facts[code],
        parts=tuple(Kin(register[one], facts[one]) for one in facts[code].parts),
        part_of=tuple(Kin(register[one], facts[one]) for one in sums),
        figure=register[code].figure,
    )


def printed_in(figure: Figure, user: User) -> tuple[PublishedFigure, ...]:
    """Return where somebody may see that a figure was printed, the newest edition first."""
    return tuple(
        PublishedFigure.objects.filter(figure=figure, edition__in=Edition.objects.visible_to(user))
        .select_related(
            "edition__report__outline", "edition__report__scope", "edition__report__period"
        )
        .defer("edition__contents")
        .order_by("-edition__frozen_at", "code")
    )
