"""The questionnaires of the project go out as files and come in again as they were."""

import pytest

from libraries.actions.loading import Putting
from programmes.actions.asking import put_questionnaire
from programmes.actions.building.documents import faults_in
from programmes.models import Questionnaire
from programmes.overviews import document_of, whole_of
from programmes.resources.files import read_text, write_file
from programmes.resources.loading import DATA, read_questionnaires

pytestmark = pytest.mark.django_db
FILES = read_questionnaires(DATA / "questionnaires")


def test_what_goes_out_as_a_file_comes_in_as_it_was(drenthe):
    for questionnaire in Questionnaire.objects.all():
        document = document_of(whole_of(questionnaire))
        again = read_text(write_file(document))

        assert again == document
        assert faults_in(again) == []
        putting = Putting()
        put_questionnaire(putting, again)
        assert {kind: rows for kind, rows in putting.changed.items() if rows} == {}


def test_the_files_of_the_project_have_no_faults(drenthe):
    assert len(FILES) == Questionnaire.objects.count()
    assert [fault for document in FILES for fault in faults_in(document)] == []
