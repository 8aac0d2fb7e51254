"""Build a questionnaire in the portal: its sections, questions, options and checks."""

from programmes.actions.building.checks import add_check, change_check, remove_check
from programmes.actions.building.copies import copy_questionnaire
from programmes.actions.building.files import (
    Preview,
    load_questionnaire,
    preview_questionnaire,
)
from programmes.actions.building.questionnaires import (
    change_questionnaire,
    make_questionnaire,
    remove_questionnaire,
)
from programmes.actions.building.questions import (
    add_question,
    change_question,
    move_question,
    remove_question,
    set_options,
)
from programmes.actions.building.sections import (
    add_section,
    change_section,
    move_section,
    remove_section,
)

__all__ = [
    "Preview",
    "add_check",
    "add_question",
    "add_section",
    "change_check",
    "change_question",
    "change_questionnaire",
    "change_section",
    "copy_questionnaire",
    "load_questionnaire",
    "make_questionnaire",
    "move_question",
    "move_section",
    "preview_questionnaire",
    "remove_check",
    "remove_question",
    "remove_questionnaire",
    "remove_section",
    "set_options",
]
