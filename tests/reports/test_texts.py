"""Texts in versions, placed in reports; outlines from files."""

import pytest
from django.core.exceptions import ValidationError

from biblionet.trail.models import Step
from libraries.models import Period
from reports import actions
from reports.models import Block, Outline, ReportText
from reports.resources import read_outlines, read_texts
from tests.factories.libraries import PeriodFactory
from tests.factories.reports import (
    BlockFactory,
    OutlineFactory,
    PlacingFactory,
    ReportFactory,
    RevisionFactory,
    TextFactory,
)

# Versions


def test_every_version_is_kept_and_the_same_words_make_none(people):
    text = TextFactory()

    first = actions.write_text(text=text, body="Een.  \n\nTwee.\n", by=people["editor"])
    same = actions.write_text(text=text, body=" Een.\n\nTwee. ", by=people["admin"])
    second = actions.write_text(text=text, body="Drie.", signed_as="Directeur ", by=None)

    assert (first.body, same, second.number) == ("Een.\n\nTwee.", first, 2)
    assert list(text.revisions.values_list("number", "body")) == [
        (2, "Drie."),
        (1, "Een.\n\nTwee."),
    ]
    assert second.signed_as == "Directeur"
    assert Step.objects.filter(verb="wrote").count() == 2


def test_who_was_overtaken_is_told_and_loses_nothing_of_the_other(people):
    text = RevisionFactory(body="Eerst.").text
    actions.write_text(text=text, body="Van de een.", based_on=1, by=people["editor"])

    with pytest.raises(ValidationError) as refused:
        actions.write_text(text=text, body="Van de ander.", based_on=1, by=people["admin"])

    assert refused.value.code == "changed"
    assert text.revisions.first().body == "Van de een."


def test_two_who_save_at_once_make_one_version(people):
    """The number is unique: the second of two equal inserts is told so."""
    text = TextFactory()
    latest = text.revisions.first

    class Late:
        """The text as somebody saw it just before another version came."""

        name, pk = text.name, text.pk

        class revisions:  # noqa: N801  # stands for the attribute of a text
            first = staticmethod(lambda: None)
            create = staticmethod(text.revisions.create)

    actions.write_text(text=text, body="Eerst.", by=None)
    with pytest.raises(ValidationError) as refused:
        actions.write_text(text=Late, body="Tegelijk.", by=None)

    assert refused.value.code == "changed"
    assert latest().body == "Eerst."


@pytest.mark.parametrize(
    ("reference", "is_known"),
    [
        ("{{MEMBERS|self|year}}", True),
        ("{{MEMBERS|organisation:noord|2023}}", True),
        ("{{MEMBERS|organisation:elders|2023}}", False),
        ("{{OTHERS|self|2023}}", False),
        ("{{7*7}}", True),
    ],
)
def test_a_reference_that_can_never_be_is_refused_when_it_is_typed(world, reference, is_known):
    world.indicator("MEMBERS")
    text = TextFactory(name="Voorwoord")

    if is_known:
        assert actions.write_text(text=text, body=reference, by=None).number == 1
        return
    with pytest.raises(ValidationError) as refused:
        actions.write_text(text=text, body=f"Er waren {reference}.", by=None)
    assert refused.value.code == "unknown_reference"
    assert refused.value.params == {"text": "Voorwoord", "reference": reference}


# Placing


def test_reports_share_the_text_of_the_same_key(world, people):
    outline = OutlineFactory()
    options = {"text": "terugblik-{year}"}
    block = BlockFactory(outline=outline, kind=Block.Kind.FOREWORD, key="voor", options=options)
    local = BlockFactory(outline=outline, kind=Block.Kind.TEXT, key="eigen")
    first, second = (
        ReportFactory(outline=outline, scope=one) for one in (world.north, world.south)
    )

    texts = [
        actions.text_for(report=one, block=each, by=people["editor"])
        for one in (first, second)
        for each in (block, local)
    ]

    assert texts[0] == texts[2]
    assert [text.key for text in texts[:2]] == [
        "terugblik-2023",
        f"{outline.code}-eigen-2023-noord",
    ]
    assert texts[3].key.endswith("-zuid")
    assert actions.text_for(report=first, block=block, by=None) == texts[0]


def test_only_blocks_of_text_hold_a_text(world):
    report = world.report()
    heading = report.outline.blocks.get()

    with pytest.raises(ValidationError) as refused:
        actions.text_for(report=report, block=heading, by=None)

    assert refused.value.code == "no_text_block"


def test_placing_another_text_takes_the_place(world):
    placed = PlacingFactory()
    other = TextFactory()

    again = actions.place_text(report=placed.report, block=placed.block, text=other, by=None)
    same = actions.place_text(report=placed.report, block=placed.block, text=other, by=None)

    assert (again, same) == (placed, placed)
    assert ReportText.objects.get().text == other
    assert Step.objects.filter(verb="placed a text in").count() == 1


# Opening


def test_opening_places_the_texts_that_are_there_also_later_ones(world):
    outline = OutlineFactory()
    BlockFactory(outline=outline, kind="text", key="een", options={"text": "een-{year}"})
    BlockFactory(outline=outline, kind="text", key="twee", options={"text": "twee-{year}-{scope}"})
    TextFactory(key="een-2023")
    given = {"outline": outline, "scope": world.network, "period": world.year, "by": None}

    report = actions.open_report(**given)
    TextFactory(key="twee-2023-net")
    again = actions.open_report(**given)

    assert again == report
    assert set(report.texts.values_list("text__key", flat=True)) == {"een-2023", "twee-2023-net"}
    assert Step.objects.filter(verb="opened").count() == 1


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"kind": "municipal"}, "other_kind"),
        ({"first_year": 2024}, "other_year"),
        ({"last_year": 2022}, "other_year"),
        ({"last_year": 2023}, None),
    ],
)
def test_an_outline_fits_its_kind_and_years_only(world, fields, code):
    given = {"scope": world.network, "period": world.year, "by": None}
    outline = OutlineFactory(**fields)
    if code is None:
        assert actions.open_report(outline=outline, **given)
        return
    with pytest.raises(ValidationError) as refused:
        actions.open_report(outline=outline, **given)
    assert refused.value.code == code


def test_a_report_is_about_a_calendar_year(world):
    day = PeriodFactory(kind=Period.Kind.REFERENCE_DATE)

    with pytest.raises(ValidationError) as refused:
        actions.open_report(outline=OutlineFactory(), scope=world.network, period=day, by=None)

    assert refused.value.code == "no_year"


# Outlines


def outline_values(**changes):
    return {
        "code": "proef", "kind": "provincial", "title": "Proef {year}", "subtitle": "",
        "first_year": 2020, "last_year": None, "language": "nl", "source": "", **changes,
    }  # fmt: skip


def rows(*keys):
    return [
        {"key": key, "kind": "heading", "level": 1, "title": key, "options": {}} for key in keys
    ]


@pytest.mark.django_db
def test_an_outline_is_put_in_order_and_blocks_keep_their_rows():
    assert actions.put_outline(values=outline_values(), blocks=rows("a", "b", "c"), by=None)
    kept = dict(Block.objects.values_list("key", "pk"))

    assert not actions.put_outline(values=outline_values(), blocks=rows("a", "b", "c"), by=None)
    assert actions.put_outline(
        values=outline_values(title="Anders"), blocks=rows("c", "d", "a"), by=None
    )

    outline = Outline.objects.get()
    assert outline.title == "Anders"
    assert list(outline.blocks.values_list("key", flat=True)) == ["c", "d", "a"]
    assert {key: pk for key, pk in Block.objects.values_list("key", "pk") if key != "d"} == {
        key: kept[key] for key in "ac"
    }


@pytest.mark.django_db
@pytest.mark.parametrize("change", [{"options": {"unknown": 1}}, {"kind": "poem"}])
def test_a_block_that_cannot_be_is_refused(change):
    with pytest.raises(ValidationError):
        actions.put_outline(values=outline_values(), blocks=[{**rows("a")[0], **change}], by=None)

    assert not Block.objects.exists()


# Files


def test_a_file_that_says_something_unknown_is_refused(tmp_path):
    (tmp_path / "x.toml").write_text('code = "x"\ncolour = "red"\nblocks = []\n')
    (tmp_path / "x.md").write_text("Alleen tekst.")

    with pytest.raises(ValueError, match="an outline has no colour"):
        list(read_outlines(tmp_path))
    with pytest.raises(ValueError, match="the lines above the text are missing"):
        list(read_texts(tmp_path))
