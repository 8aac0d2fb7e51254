"""The real figures: as their file has them, and out and in again."""

import pytest

from libraries.models import Import, Membership, Organisation, Reading
from libraries.overviews import Choice
from libraries.overviews.lists import said_of
from libraries.resources.figures import figures_file
from libraries.resources.loading import DATA
from tests.factories.libraries import MembershipFactory
from tests.libraries.importing import bring_in, counts
from tests.libraries.test_import_command import command

pytestmark = [pytest.mark.usefixtures("drenthe"), pytest.mark.django_db]


@pytest.fixture
def staff():
    support = Organisation.objects.get(form=Organisation.Form.SUPPORT)
    return MembershipFactory(scope=support, role=Membership.Role.POI_STAFF).user


def test_the_published_figures_are_the_same_as_those_that_were_loaded(staff):
    assert command(DATA / "statistics.csv", staff)[-1] == "new=0 changed=0 same=202 refused=0"
    assert not Import.objects.exists()


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods"])
def test_all_of_them_go_out_and_come_in_without_a_change(staff, tmp_path, kind):
    path = tmp_path / f"cijfers.{kind}"
    path.write_bytes(figures_file(said_of(staff, Choice()), kind))

    batch = bring_in(path, staff)

    assert counts(batch) == (0, 0, Reading.objects.in_force().count(), 0)
