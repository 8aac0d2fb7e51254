"""From laid-out pages to one file: tagged whole, archive file and accessible file at once."""

from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path

from biblionet.kit.pdf import variant
from biblionet.kit.pdf.artifacts import mark_artifacts
from biblionet.kit.pdf.layout import LaidOut
from biblionet.kit.pdf.tags import whole_tags


def write(laid_out: LaidOut, target: Path, on_page: Callable[[int], None]) -> Mapping[str, int]:
    """Write all pages; return what the file must hold of each element, for its checks."""
    running = mark_artifacts(laid_out.pages)
    variant.mark_as_accessible(laid_out.source.metadata)
    drawn = count(1)
    with whole_tags(lambda: on_page(next(drawn))):
        laid_out.source.copy(laid_out.pages).write_pdf(
            target, pdf_variant=variant.ENGINE_VARIANT, finisher=variant.finish
        )
    return {**laid_out.counts, "Running": running}
