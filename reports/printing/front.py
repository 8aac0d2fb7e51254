"""Sets what stands before the first chapter: cover, contents, and how to read the report."""

from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from biblionet.kit.numbers import Missing, qualify, speak_missing, write_missing
from reports.printing import back
from reports.printing.setting import Setting

ONE_PAGE = 32  # entries that fit on a page of contents at full size


def set_cover(setting: Setting) -> SafeString:
    """Set the cover: what, about whom, when, by whom, and which version."""
    return setting.render(
        "cover",
        version=capfirst(setting.imprint.version),
        is_concept=setting.imprint.state == "concept",
    )


def set_contents(setting: Setting) -> SafeString:
    """Set the table of contents: chapters and their sections."""
    chapters = setting.chapters
    entries = len(chapters) + sum(len(list(placed.sections)) for placed in chapters)
    return setting.render("contents", is_long=entries > ONE_PAGE)


def set_guide(setting: Setting) -> SafeString:
    """Set how to read the report: every mark and word that stands for something."""
    return setting.render(
        "guide", marks=list(_marks(setting.language)), version=back.version_of(setting)
    )


def _marks(language: str) -> list[tuple[str, str]]:
    shown = {reason: write_missing(reason, language=language) for reason in Missing}
    over, almost, about = (
        qualify("", word, language=language).strip() for word in ("over", "almost", "about")
    )
    return [
        ("0", _("Counted, and the answer was zero.")),
        (shown[Missing.NO_DATA], _("There is no figure here: it was not asked or not found.")),
        (shown[Missing.NOT_REPORTED], _("Asked, but nobody reported it. It does not mean zero.")),
        (
            shown[Missing.NOT_APPLICABLE],
            capfirst(speak_missing(Missing.NOT_APPLICABLE, language=language)) + ".",
        ),
        (shown[Missing.NOT_YET_KNOWN], _("The figure comes later.")),
        (shown[Missing.WITHHELD], _("The figure exists, but is not made public.")),
        ("*", _("Provisional: the figure may still change.")),
        ("**", _("Further provisional: checked once more, but not definitive.")),
        (
            f"{over}, {almost}, {about}",
            _("The source rounded the figure in words. We keep those words."),
        ),
        (
            _("39 or 45"),
            _("Sources contradict each other and nobody has chosen yet. The note names them."),
        ),
        (
            _("3 of 4 organisations"),
            _("What a sum covers. The sum leaves out who did not report, and says who that is."),
        ),
        (
            "F-0001",
            _("The code of a figure. The annex gives its definition and source under that code."),
        ),
    ]
