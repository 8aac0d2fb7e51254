"""The questions of a questionnaire as a list for a spreadsheet."""

from django.utils.translation import gettext as _

from biblionet.kit.sheets import Cell, Sheet
from programmes.overviews import QuestionLine, QuestionnairePage


def sheet_of_questions(page: QuestionnairePage) -> Sheet:
    """Return a row for each question, in order."""
    return Sheet(
        title=page.questionnaire.name,
        header=(
            _("Section"),
            _("Number"),
            _("Question"),
            _("Answer in"),
            _("Options"),
            _("About"),
            _("Asked of each"),
            _("Part"),
            _("How often"),
            _("Has to be answered"),
            _("What do you count?"),
            _("Version of the definition"),
            _("Where the number comes from"),
            _("Checks"),
            _("Source"),
        ),
        rows=[
            _row(f"{one.section.number} {one.section.title}".strip(), line)
            for one in page.sections
            for line in one.questions
        ],
    )


def _row(section: str, line: QuestionLine) -> tuple[Cell, ...]:
    question = line.question
    return (
        section,
        question.number,
        str(question),
        line.kind,
        "; ".join(option.name for option in line.options),
        line.period,
        line.place,
        line.part,
        line.frequency,
        _("yes") if question.is_required else _("no"),
        line.counts,
        line.definition.version if line.definition else None,
        question.hint,
        " ".join(check.words for check in line.checks),
        line.source_url,
    )
