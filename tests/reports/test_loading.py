"""Loading outlines and texts again, after people wrote. Apart: the data are there for a module."""

import pytest

from reports import actions
from reports.models import Report, Text
from reports.resources import load
from tests.factories.accounts import UserFactory


@pytest.mark.django_db
def test_loading_twice_changes_nothing_and_leaves_what_people_wrote(drenthe):
    text = Text.objects.get(key="terugblik-2023")
    actions.write_text(text=text, body="Van een redacteur.", by=UserFactory())

    assert set(load(None).values()) == {0}
    assert text.revisions.first().body == "Van een redacteur."
    assert Report.objects.real().count() == 17
