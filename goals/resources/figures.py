"""The figures of an objective as a sheet."""

from biblionet.kit.sheets import Sheet
from goals.illustrations import target_of
from goals.overviews import ShownFigure
from libraries.resources.trends import sheet_of


def sheet_of_figure(figure: ShownFigure) -> Sheet:
    """Return a trend with its targets: of all together, or of each organisation."""
    target, of_each = target_of(figure), figure.aims is not None and figure.aims.of_each
    return sheet_of(
        figure.trend,
        whole_target=None if of_each else target,
        each_target=target if of_each else None,
    )
