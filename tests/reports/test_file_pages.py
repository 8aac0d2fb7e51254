"""Files on the web: how far they are, who gets them, and what bad input does."""

import pytest
from django.urls import reverse

from biblionet.kit import files
from reports.models import Build
from tests.factories.reports import (
    BuildFactory,
    EditionFactory,
    OutlineFactory,
    ReportFactory,
)


@pytest.fixture
def own_report(world):
    """The report of one library organisation, with a finished file."""
    return ReportFactory(scope=world.north, outline=OutlineFactory(kind="organisation"))


@pytest.fixture
def file(own_report, settings, tmp_path):
    settings.PRIVATE_DIR = tmp_path / "files"
    kept = files.keep([b"%PDF-1.7 geheim"])
    edition = EditionFactory(report=own_report)
    return BuildFactory(is_done=True, edition=edition, sha256=kept.sha256, size=15, pages=3)


def get(client, user, name, *args):
    client.force_login(user)
    return client.get(reverse(f"reports:{name}", args=args))


# Files


def test_a_file_is_handed_out_whole_under_a_name_that_says_what_it_is(client, people, file):
    response = get(client, people["director"], "download", file.pk)

    assert b"".join(response.streaming_content) == b"%PDF-1.7 geheim"
    assert response.headers["ETag"] == f'"{file.sha256}"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    name = response.headers["Content-Disposition"]
    assert name.startswith('attachment; filename="jaarverslag-2023-')
    assert name.endswith('-concept-1.pdf"')


def test_who_has_the_file_gets_no_bytes(client, people, file):
    client.force_login(people["director"])
    address = reverse("reports:download", args=[file.pk])

    response = client.get(address, headers={"If-None-Match": f'"{file.sha256}"'})

    assert (response.status_code, response.content) == (304, b"")


def test_a_file_that_is_gone_is_not_there(client, people, file):
    files.discard(file.sha256)

    assert get(client, people["director"], "download", file.pk).status_code == 404
    page = get(client, people["director"], "build", file.pk)
    assert reverse("reports:order_file", args=[file.edition_id]) in page.content.decode()


@pytest.mark.parametrize("state", [state for state in Build.State if state != "done"])
def test_nothing_is_handed_out_before_it_is_done(client, world, people, own_report, state):
    traits = {"running": {"is_running": True}, "failed": {"is_failed": True}, "queued": {}}[state]
    build = BuildFactory(edition=EditionFactory(report=own_report), **traits)

    assert get(client, people["director"], "download", build.pk).status_code == 404


def test_the_fragment_asks_for_itself_until_all_is_over(client, people, own_report):
    build = BuildFactory(edition=EditionFactory(report=own_report), is_running=True, stage="layout",
                         done=3, total=12)  # fmt: skip
    fragment = reverse("reports:build_progress", args=[build.pk])

    running = get(client, people["manager"], "build_progress", build.pk).content.decode()
    Build.objects.update(
        state="failed",
        failure="font",
        failure_details="No such font",
        token=None,
        lease_until=None,
        finished_at="2024-01-01T00:00Z",
    )
    ended = get(client, people["manager"], "build_progress", build.pk).content.decode()
    details = get(client, people["staff"], "build_progress", build.pk).content.decode()

    assert f'hx-get="{fragment}"' in running
    assert 'hx-target="#production"' in running
    assert (running.count('id="production"'), ended.count('id="production"')) == (1, 1)
    assert "hx-get" not in ended
    assert ("No such font" in ended, "No such font" in details) == (False, True)


@pytest.mark.django_db(transaction=True)
def test_after_a_failure_the_director_orders_the_same_edition_again(client, people, own_report):
    failed = BuildFactory(edition=EditionFactory(report=own_report), is_failed=True)
    address = reverse("reports:order_file", args=[failed.edition_id])
    client.force_login(people["manager"])
    assert client.post(address).status_code == 403
    client.force_login(people["director"])

    response = client.post(address)

    assert response.headers["Location"] == Build.objects.first().get_absolute_url()
    assert Build.objects.count() == 2


# Others


@pytest.mark.parametrize("who", ["neighbour", "other director", "former"])
def test_what_is_about_somebody_else_does_not_exist(client, people, file, who):
    report, edition = file.edition.report, file.edition
    client.force_login(people[who])
    doors = [
        ("report", report.pk), ("edition", edition.pk), ("chapter", edition.pk, "een"),
        ("published_figure", edition.pk, "F-0001"), ("build", file.pk),
        ("build_progress", file.pk), ("download", file.pk),
    ]  # fmt: skip

    found = {name: client.get(reverse(f"reports:{name}", args=args)) for name, *args in doors}
    posted = [
        client.post(reverse(f"reports:{name}", args=[pk])).status_code
        for name, pk in (("order", report.pk), ("order_file", edition.pk))
    ]

    assert {name: response.status_code for name, response in found.items()} == dict.fromkeys(
        found, 404
    )
    assert posted == [404, 404]
    assert not any(b"geheim" in response.content for response in found.values())


@pytest.mark.parametrize("number", [0, 2**31, 2**63, 10**30])
@pytest.mark.parametrize("name", ["report", "edition", "build", "download", "figure"])
def test_numbers_that_cannot_be_are_not_found(client, people, name, number):
    assert get(client, people["admin"], name, number).status_code == 404
