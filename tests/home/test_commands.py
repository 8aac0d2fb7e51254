"""The commands that fill the portal, and empty it of what was made up."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from biblionet.accounts.models import User
from libraries.models import Membership, Period

pytestmark = [pytest.mark.usefixtures("drenthe"), pytest.mark.django_db]


def say(command: str, **options: object) -> str:
    """Run a command and return what it said."""
    said = StringIO()
    call_command(command, stdout=said, **options)
    return said.getvalue()


def rows() -> dict[str, int]:
    """Count everything but people and what follows from signing in."""
    ours = {"libraries", "programmes", "goals", "reports", "trail"}
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.app_label in ours
    }


def test_loading_again_changes_nothing_and_says_so():
    before = rows()

    said = say("load_data", without_example=True)

    assert {line.split(": ")[1] for line in said.splitlines()} == {"niets veranderd"}
    assert rows() == before


def test_loading_says_what_it_did_kind_by_kind():
    Membership.objects.all().delete()
    apps.get_model("programmes.legaltask").objects.filter(code="ibl").update(name="Anders")

    said = say("load_data", without_example=True)

    assert "Wettelijke taken: 1 nieuw of veranderd" in said.splitlines()
    assert "Gemeenten: niets veranderd" in said.splitlines()


def test_there_is_one_demonstration_account_for_each_role_and_organisation():
    said = say("add_demo_accounts", password="een-wachtwoord-van-ons")

    people = User.objects.filter(is_demo=True)
    roles = Membership.objects.filter(user__in=people).values_list("role", "scope__code")
    members = {"bind", "dnk", "facet", "hoogeveen"}
    assert set(roles) == {
        *((role, code) for role in ("manager", "director") for code in members),
        *((role, "poi") for role in ("poi_staff", "poi_editor", "poi_admin")),
    }
    assert all(person.check_password("een-wachtwoord-van-ons") for person in people)
    assert "manager.facet@demo.invalid" in said
    assert "Bibliotheekmanager Facet Emmen (demo)" in said


def test_demonstration_accounts_are_made_once_and_keep_their_password():
    first = say("add_demo_accounts")
    second = say("add_demo_accounts")

    assert first == second
    assert User.objects.filter(is_demo=True).count() == 11


@pytest.mark.parametrize("command", ["add_demo_accounts", "load_example"])
def test_production_has_no_demonstration(settings, command):
    settings.PRODUCTION = True

    with pytest.raises(CommandError):
        say(command)

    assert not User.objects.filter(is_demo=True).exists()


def test_loading_in_production_leaves_the_example_out(settings):
    settings.PRODUCTION = True

    said = say("load_data")

    assert "Geen voorbeeldjaar: dit is productie." in said
    assert not Period.objects.example().exists()


def test_removing_what_is_not_there_is_no_mistake():
    before = rows()

    assert say("remove_example") == "Voorbeeldjaar: dat is er niet.\n"
    assert rows() == before


def test_without_organisations_there_is_nobody_to_make(monkeypatch):
    monkeypatch.setattr("biblionet.home.management.demo.posts", lambda: iter(()))

    with pytest.raises(CommandError, match="load_data"):
        say("add_demo_accounts")
