"""The reports over the example year, gathered whole, and the example taken away."""

import pytest

from libraries.models import Period
from reports import actions, standing
from reports.dossier import gather
from reports.models import Edition, Report
from tests.reports.test_gathering import MOST_QUERIES, queries_of


@pytest.mark.django_db
def test_every_block_of_the_example_is_full(example_year):
    reports = list(Report.objects.filter(period__is_example=True).with_labels())
    kinds: set[str] = set()
    for report in reports:
        dossier = gather(report)
        blocks = [block for chapter in dossier.chapters for block in chapter.blocks]
        kinds |= {type(block).__name__ for block in blocks}
        texts = [block for block in blocks if isinstance(block, standing.TextBlock)]
        assert all(block.paragraphs for block in texts)
        assert dossier.is_example
    (queries,) = {queries_of(report) for report in reports}

    assert queries <= MOST_QUERIES
    assert len(reports) == 17
    assert kinds >= {
        "TextBlock",
        "FigureTable",
        "ChartBlock",
        "Infographic",
        "ObjectiveOverview",
        "Performances",
        "Checklist",
        "Ratios",
        "CoverageBlock",
        "ListBlock",
        "Annex",
        "Colophon",
    }


@pytest.mark.django_db
def test_the_example_shows_every_remark_a_figure_can_have(example_year):
    facts = [
        fact
        for report in Report.objects.filter(period__is_example=True)
        for fact in gather(report).facts
    ]

    assert {fact.state for fact in facts} == {
        "value", "not_reported", "not_applicable", "not_yet_known", "withheld",
    }  # fmt: skip
    assert any(not fact.is_settled for fact in facts)
    assert any(fact.coverage and not fact.coverage.is_whole for fact in facts)
    assert any(fact.explanation for fact in facts)
    assert {fact.qualifier for fact in facts} >= {"exact", "about", "over"}


@pytest.mark.django_db
def test_removing_the_example_leaves_what_is_real(example_year):
    before = set(Report.objects.real().values_list("pk", flat=True))
    example = Report.objects.filter(period__is_example=True).first()
    actions.order_build(edition=actions.freeze(report=example, by=None), by=None)

    removed = actions.remove_example()

    assert set(Report.objects.values_list("pk", flat=True)) == before
    assert len(removed["reports.report"]) == 17
    assert len(removed["reports.edition"]) == len(removed["reports.build"]) == 1
    assert not Edition.objects.exists()
    assert Period.objects.filter(is_example=True).exists()  # of another app
    assert actions.remove_example() == {}
