"""Pages about reports: what they show, to whom, and what bad input does."""

import pytest
from django.urls import reverse

from biblionet.kit import files
from reports import actions, printing
from reports.models import Block, Build, TextRevision
from tests.factories.reports import (
    BlockFactory,
    BuildFactory,
    EditionFactory,
    OutlineFactory,
    ReportFactory,
    RevisionFactory,
    TextFactory,
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
    assert "1.931" in part.content.decode()


def test_the_address_of_a_printed_figure_is_the_one_on_paper(edition):
    paper = printing.figure_address(edition.imprint, "F-0002")

    assert paper.endswith(reverse("reports:published_figure", args=[edition.pk, "F-0002"]))


def test_a_figure_tells_where_it_was_printed(client, people, edition):
    figure = edition.figures.get(code="F-0002").figure

    ours = get(client, people["director"], "figure", figure.pk)
    theirs = get(client, people["former"], "figure", figure.pk)

    assert [one.code for one in ours.context["printed"]] == ["F-0002"]
    assert (theirs.status_code, theirs.context["printed"]) == (200, [])
    assert get(client, people["former"], "figure", 10**9).status_code == 404


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


# Texts


def test_texts_are_seen_by_the_poi_and_written_by_editors(client, people):
    text = RevisionFactory(body="**Vet** {{7*7}} <script>").text
    read, write = ("text", text.key), ("write_text", text.key)
    status = {
        who: tuple(get(client, people[who], *page).status_code for page in (read, write))
        for who in ("staff", "editor", "manager", "director")
    }

    assert status == {
        "staff": (200, 403), "editor": (200, 200), "manager": (404, 404), "director": (404, 404),
    }  # fmt: skip
    page = get(client, people["staff"], *read).content.decode()
    assert "<strong>Vet</strong> {{7*7}} &lt;script&gt;" in page


def test_a_text_is_saved_as_a_new_version(client, people):
    text = RevisionFactory().text
    client.force_login(people["editor"])
    address = reverse("reports:write_text", args=[text.key])

    response = client.post(address, {"body": "Nieuw.", "based_on": 1})

    assert response.headers["Location"] == text.get_absolute_url()
    assert text.revisions.first().body == "Nieuw."
    assert "Een alinea." in client.get(text.get_absolute_url()).content.decode()


def test_who_was_overtaken_sees_both_and_saves_on_purpose(client, people):
    text = RevisionFactory(body="Eerst.").text
    actions.write_text(text=text, body="Van de ander.", by=None)
    client.force_login(people["editor"])
    address = reverse("reports:write_text", args=[text.key])

    refused = client.post(address, {"body": "Van mij.", "based_on": 1})
    page = refused.content.decode()
    saved = client.post(address, {"body": "Van mij.", "based_on": 2})

    assert (refused.status_code, saved.status_code) == (409, 302)
    assert "Van de ander." in page
    assert "Van mij." in page
    assert 'name="based_on" value="2"' in page
    assert TextRevision.objects.count() == 3


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({"body": "", "based_on": 0}, 422),
        ({"body": "x" * 20_001, "based_on": 0}, 422),
        ({"body": "{{X|self|2023}}", "based_on": 0}, 422),
        ({"body": "x"}, 422),
        ({"body": "x", "based_on": "y"}, 422),
    ],
)
def test_what_cannot_be_saved_is_said(client, people, typed, status):
    text = TextFactory()
    client.force_login(people["editor"])

    response = client.post(reverse("reports:write_text", args=[text.key]), typed)

    assert response.status_code == status
    assert not text.revisions.exists()


def test_a_block_without_a_text_gets_one_to_write(client, people, report):
    client.force_login(people["editor"])
    address = reverse("reports:block_text", args=[report.pk, "leeg"])

    response = client.post(address)

    text = report.texts.get().text
    assert response.headers["Location"] == reverse("reports:write_text", args=[text.key])
    assert client.get(text.get_absolute_url()).status_code == 200
    for key, status in (("hoofdstuk", 404), ("nergens", 404)):
        other = reverse("reports:block_text", args=[report.pk, key])
        assert client.post(other).status_code == status
    client.force_login(people["staff"])
    assert client.post(address).status_code == 403


# Outlines


def test_outlines_show_what_every_block_asks_for(client, people, report):
    listed = get(client, people["manager"], "outlines").content.decode()
    shown = get(client, people["manager"], "outline", report.outline.code).content.decode()

    assert report.outline.get_absolute_url() in listed
    assert "<code>MEMBERS</code>" in shown
    assert get(client, people["manager"], "outline", "nergens").status_code == 404
