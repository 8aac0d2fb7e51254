"""Pages about reports: what they show, to whom, and what bad input does."""

import pytest
from django.urls import reverse

from biblionet.kit import files
from reports import actions, printing
from reports.models import Block, Build
from tests.factories.reports import (
    BlockFactory,
    BuildFactory,
    EditionFactory,
    OutlineFactory,
    ReportFactory,
)

TABLE = {
    "kind": Block.Kind.FIGURE_TABLE,
    "options": {"indicators": ["MEMBERS"], "scopes": ["network", "members"], "rows": "scopes",
                "columns": "indicators"},
}  # fmt: skip


@pytest.fixture
def report(world):
    world.figure(world.indicator("MEMBERS"), world.north, 1931)
    return world.report(TABLE, {"kind": "text", "key": "leeg", "title": "Nog te doen"})


@pytest.fixture
def edition(report, people):
    return actions.freeze(report=report, by=people["editor"])


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


# The list


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_no_more_when_longer(client, world, people, count, django_assert_num_queries):
    for _ in range(count):
        edition = EditionFactory(
            report=ReportFactory(scope=world.north, outline=OutlineFactory(kind="organisation"))
        )
        BuildFactory(edition=edition)
    client.force_login(people["director"])
    client.get(reverse("reports:reports"))  # what is remembered between pages

    with django_assert_num_queries(7):
        response = client.get(reverse("reports:reports"))

    assert len(response.context["rows"]) == count


def test_the_list_is_narrowed_by_year_kind_and_place(client, world, people, report, own_report):
    client.force_login(people["staff"])
    page = reverse("reports:reports")

    def listed(**query):
        return {row.report for row in client.get(page, query).context["rows"]}

    assert listed() == {report, own_report}
    assert listed(year="2023", kind="organisation") == {own_report}
    assert listed(place="noord") == {own_report}
    assert listed(place="nergens") == set()
    assert listed(year="1999", kind="poem") == {report, own_report}  # no such choices


def test_somebody_without_reports_is_told_what_will_be_here(client, people):
    response = get(client, people["former"], "reports")

    assert response.context["rows"] == ()
    assert "bn-empty" in response.content.decode()


# A report


def test_a_report_tells_what_it_lacks(client, people, report):
    response = get(client, people["editor"], "report", report.pk)

    assert [one.block.key for one in response.context["missing"]] == ["leeg"]
    assert response.context["may_order"]
    assert reverse("reports:block_text", args=[report.pk, "leeg"]) in response.content.decode()


def test_a_director_of_the_network_reads_and_cannot_order(client, people, report):
    response = get(client, people["director"], "report", report.pk)

    assert (response.status_code, response.context["may_order"]) == (200, False)
    assert response.context["texts"] == ()
    assert client.post(reverse("reports:order", args=[report.pk])).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_ordering_freezes_and_leads_to_the_production(client, people, report):
    client.force_login(people["staff"])
    address = reverse("reports:order", args=[report.pk])

    first, second = client.post(address), client.post(address)

    build = Build.objects.get()
    assert first.headers["Location"] == second.headers["Location"] == build.get_absolute_url()
    assert (build.ordered_by, build.edition.frozen_by) == (people["staff"], people["staff"])


def test_editions_stand_newest_first(client, people, report):
    for number in (2, 1, 3):
        EditionFactory(report=report, number=number)
    client.force_login(people["staff"])

    rows = client.get(report.get_absolute_url()).context["rows"]

    assert [row.edition.number for row in rows] == [3, 2, 1]


def test_a_report_that_cannot_be_made_says_why(client, world, people, report):
    world.say(report, "In [gemeente].", key="open", name="Het voorwoord")
    client.force_login(people["staff"])

    response = client.post(reverse("reports:order", args=[report.pk]))

    assert response.status_code == 422
    assert "Het voorwoord: [gemeente]" in response.content.decode()
    assert not Build.objects.exists()


def test_the_example_is_marked(client, world, people):
    report = ReportFactory(scope=world.network, period__is_example=True)

    response = get(client, people["staff"], "report", report.pk)

    assert response.context["example_year"] == 2023


# An edition


def test_an_edition_shows_chapters_figures_and_digest(client, people, edition):
    response = get(client, people["director"], "edition", edition.pk)
    page = response.content.decode()

    assert edition.digest[:16] in page
    assert reverse("reports:chapter", args=[edition.pk, "hoofdstuk"]) in page
    assert [figure.code for figure, _fact in response.context["page"].facts] == [
        "F-0001",
        "F-0002",
        "F-0003",
    ]


def test_a_chapter_on_screen_says_what_paper_says(client, people, edition):
    response = get(client, people["director"], "chapter", edition.pk, "hoofdstuk")

    shown = printing.chapter_html(edition.dossier, edition.imprint, "hoofdstuk")
    assert shown in response.content.decode()
    assert "1.931" in shown
    assert get(client, people["director"], "chapter", edition.pk, "nergens").status_code == 404


def test_chapters_lead_to_each_other(client, world, people, report):
    for key in ("twee", "drie"):
        BlockFactory(outline=report.outline, key=key)
    edition = actions.freeze(report=report, by=None)

    response = get(client, people["staff"], "chapter", edition.pk, "twee")

    assert response.context["before"].key == "hoofdstuk"
    assert response.context["after"].key == "drie"


def test_a_printed_figure_can_be_followed_to_its_parts(client, people, edition):
    total = get(client, people["director"], "published_figure", edition.pk, "F-0001")
    part = get(client, people["director"], "published_figure", edition.pk, "F-0002")

    assert [one.code for one in total.context["printed"].parts] == ["F-0002"]
    assert [one.code for one in part.context["printed"].part_of] == ["F-0001"]
    assert part.context["has_page"]
    total_page = " ".join(total.content.decode().split())
    assert "F-0002</a> Bibliotheek Noord (Members, 2023): 1.931" in total_page
    assert "F-0001</a> Het netwerk (Members, 2023): 1.931" in part.content.decode()
    for page in (total, part):
        main = page.content.decode().partition("<main")[2]
        assert "MEMBERS" not in main
        assert "noord" not in main.replace("rapporten", "")
    assert "1.931" in part.content.decode()


def test_the_address_of_a_printed_figure_is_the_one_on_paper(edition):
    paper = printing.figure_address(edition.imprint, "F-0002")

    assert paper.endswith(reverse("reports:published_figure", args=[edition.pk, "F-0002"]))


def test_a_figure_tells_where_it_was_printed(client, people, edition):
    figure = edition.figures.get(code="F-0002").figure

    ours = get(client, people["director"], "figure", figure.pk)
    theirs = get(client, people["former"], "figure", figure.pk)

    assert [one.code for one in ours.context["printed"]] == ["F-0002"]
    assert (theirs.status_code, theirs.context["printed"]) == (200, ())
    assert get(client, people["former"], "figure", 10**9).status_code == 404
