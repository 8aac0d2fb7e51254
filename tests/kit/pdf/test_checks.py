"""Every rule finds the fault it is for: a good file, spoiled in one place, is looked at again."""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from biblionet.kit.pdf import PdfError, Problem, check
from biblionet.kit.pdf.checks import RULES
from tests.kit.pdf.conftest import Printed

Spoil = Callable[[pikepdf.Pdf], None]
SPOILED: list[tuple[str, Spoil]] = []


def spoils(code: str) -> Callable[[Spoil], Spoil]:
    """Note that a function plants the fault that a rule is for."""

    def note(spoil: Spoil) -> Spoil:
        SPOILED.append((code, spoil))
        return spoil

    return note


def elements(pdf: pikepdf.Pdf, *kinds: str) -> list[Any]:
    """Find the structure elements of some kinds, in reading order."""

    def walk(element: Any) -> Iterator[Any]:
        if str(element.S)[1:] in kinds:
            yield element
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, Array) else [kids]:
            if isinstance(kid, Dictionary) and "/S" in kid:
                yield from walk(kid)

    return list(walk(pdf.Root.StructTreeRoot.K[0]))


def links(pdf: pikepdf.Pdf) -> list[Any]:
    return [annotation for page in pdf.pages for annotation in page.obj.get("/Annots", [])]


def outer_link(pdf: pikepdf.Pdf) -> Any:
    return next(link for link in links(pdf) if "/A" in link)


def fonts(pdf: pikepdf.Pdf) -> list[Any]:
    return list(pdf.pages[2].Resources.Font.values())


def in_metadata(pdf: pikepdf.Pdf, old: bytes, new: bytes) -> None:
    content = pdf.Root.Metadata.read_bytes()
    assert old in content
    pdf.Root.Metadata.write(content.replace(old, new))


def in_content(pdf: pikepdf.Pdf, old: bytes, new: bytes) -> None:
    content = pdf.pages[2].Contents.read_bytes()
    changed = re.sub(old, new, content, count=1)
    assert changed != content
    pdf.pages[2].Contents.write(changed)


def append(pdf: pikepdf.Pdf, content: bytes) -> None:
    pdf.pages[2].Contents.write(pdf.pages[2].Contents.read_bytes() + b"\n" + content)


def add_latin_font(pdf: pikepdf.Pdf) -> None:
    pdf.pages[2].Resources.Font["/Plain"] = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica
    )


@spoils("archive")
def another_archive_standard(pdf: pikepdf.Pdf) -> None:
    in_metadata(pdf, b'part="3"', b'part="2"')


@spoils("archive")
def no_metadata(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Metadata


@spoils("archive")
def broken_metadata(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Metadata.write(b"<not xml")


@spoils("accessible")
def not_marked_accessible(pdf: pikepdf.Pdf) -> None:
    in_metadata(pdf, b"<pdfuaid:part>1<", b"<pdfuaid:part>2<")


@spoils("extension")
def mark_not_described(pdf: pikepdf.Pdf) -> None:
    in_metadata(pdf, b">pdfuaid<", b">other<")


@spoils("title")
def title_not_shown(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.ViewerPreferences


@spoils("title")
def two_titles(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = "Iets anders"


@spoils("dates")
def two_dates(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/ModDate"] = "D:20200101000000Z"


@spoils("language")
def no_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang


@spoils("marked")
def not_marked(pdf: pikepdf.Pdf) -> None:
    pdf.Root.MarkInfo.Marked = False


@spoils("colours")
def no_colours(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents


@spoils("labels")
def no_labels(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.PageLabels


@spoils("bookmarks")
def no_bookmarks(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Outlines


@spoils("bookmarks")
def bookmark_without_text(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Outlines.First.Title = String(" ")


@spoils("script")
def opening_action(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


@spoils("script")
def link_that_starts_a_program(pdf: pikepdf.Pdf) -> None:
    outer_link(pdf).A = Dictionary(S=Name.Launch, F=String("calc.exe"))


@spoils("attachment")
def hidden_file(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["hidden.txt"] = b"hidden"


@spoils("font-embedded")
def font_left_out(pdf: pikepdf.Pdf) -> None:
    descriptor = fonts(pdf)[0].DescendantFonts[0].FontDescriptor
    for key in [key for key in descriptor if key.startswith("/FontFile")]:
        del descriptor[key]


@spoils("font-text")
def font_without_characters(pdf: pikepdf.Pdf) -> None:
    del fonts(pdf)[0].ToUnicode


@spoils("glyph")
def empty_box(pdf: pikepdf.Pdf) -> None:
    in_content(pdf, rb"<[0-9a-f]{4}>", b"<0000>")


@spoils("glyph")
def shape_without_character(pdf: pikepdf.Pdf) -> None:
    in_content(pdf, rb"<[0-9a-f]{4}>", b"<fffe>")


@spoils("smoothing")
def smooth_picture(pdf: pikepdf.Pdf) -> None:
    images = [o for o in pdf.objects if isinstance(o, pikepdf.Stream)]
    next(o for o in images if o.get("/Subtype") == "/Image").Interpolate = True


@spoils("untagged")
def loose_area(pdf: pikepdf.Pdf) -> None:
    append(pdf, b"0 0 10 10 re f")


@spoils("group")
def text_in_a_group(pdf: pikepdf.Pdf) -> None:
    add_latin_font(pdf)
    resources = Dictionary(Font=pdf.pages[2].Resources.Font)
    group = pdf.make_stream(b"BT /Plain 9 Tf (lost) Tj ET", Resources=resources)
    group.Type, group.Subtype, group.BBox = Name.XObject, Name.Form, Array([0, 0, 9, 9])
    pdf.pages[2].Resources.XObject["/Group"] = group
    append(pdf, b"/Span <</MCID 0>> BDC /Group Do EMC")


@spoils("running-heads")
def running_head_as_content(pdf: pikepdf.Pdf) -> None:
    in_content(pdf, rb"/Pagination", b"/Layout")


@spoils("tab-order")
def own_tab_order(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[2].obj["/Tabs"]


@spoils("link-text")
def link_called_by_its_address(pdf: pikepdf.Pdf) -> None:
    link = outer_link(pdf)
    link.Contents = link.A.URI


@spoils("link-text")
def link_without_name(pdf: pikepdf.Pdf) -> None:
    del links(pdf)[0].Contents


@spoils("link-target")
def link_to_nowhere(pdf: pikepdf.Pdf) -> None:
    next(link for link in links(pdf) if "/Dest" in link).Dest = String("nowhere")


@spoils("link-target")
@spoils("mail")
def link_to_a_mailbox(pdf: pikepdf.Pdf) -> None:
    outer_link(pdf).A.URI = String("mailto:directie@voorbeeld.nl")


@spoils("link-target")
def link_to_a_name_inside_the_document(pdf: pikepdf.Pdf) -> None:
    outer_link(pdf).A.URI = String("https://document.invalid/photo.jpg")


@spoils("annotation-flags")
def link_not_printed(pdf: pikepdf.Pdf) -> None:
    links(pdf)[0].F = 0


@spoils("annotation-flags")
def hidden_link(pdf: pikepdf.Pdf) -> None:
    links(pdf)[0].F = 4 | 2


@spoils("mail")
def printed_address(pdf: pikepdf.Pdf) -> None:
    add_latin_font(pdf)
    append(pdf, b"/Artifact BMC BT /Plain 9 Tf (directie@voorbeeld.nl) Tj ET EMC")


@spoils("tagged")
def no_structure(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot


@spoils("counts")
def paragraph_lost(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "P")[3].S = Name.Span


@spoils("way-back")
def marks_of_another_page(pdf: pikepdf.Pdf) -> None:
    pdf.pages[2].obj.StructParents = 3


@spoils("way-back")
def content_without_element(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "H2")[0].K = Array([])


@spoils("link-element")
def link_of_another_element(pdf: pikepdf.Pdf) -> None:
    one, another = links(pdf)[:2]
    one.StructParent = another.StructParent


@spoils("link-element")
def link_outside_the_structure(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "Link")[0].S = Name.Span


@spoils("figure")
def picture_without_description(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "Figure")[0].Alt


@spoils("figure")
def picture_with_blank_description(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "Figure")[1].Alt = String("  ")


@spoils("figure-place")
def picture_without_place(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "Figure")[0].A.BBox


@spoils("scope")
def head_of_nothing(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "TH")[5].A.Scope


@spoils("table-shape")
def cell_missing(pdf: pikepdf.Pdf) -> None:
    row = elements(pdf, "TR")[7]
    row.K = Array(list(row.K)[:-1])


@spoils("table-shape")
def span_too_wide(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "TD")[7].A.ColSpan = 2


@spoils("cell-heads")
def heads_turned_into_cells(pdf: pikepdf.Pdf) -> None:
    for head in elements(pdf, "TH"):
        head.S = Name.TD


@spoils("headings")
def level_skipped(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "H2")[0].S = Name.H3


@spoils("headings")
def no_first_level(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "H1")[0].S = Name.H2


@spoils("nesting")
def paragraph_in_a_list(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "LI")[0].S = Name.P


@spoils("nesting")
def row_outside_a_table(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "Table")[0].S = Name.Div


@spoils("note")
def note_without_name(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "Note")[0].ID


@spoils("note")
def two_notes_with_one_name(pdf: pikepdf.Pdf) -> None:
    one, another = elements(pdf, "Note")
    one.ID = another.ID


@spoils("empty")
def nothing_to_read(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "P")[3].K = Array([])


def broken_rules(path: Path, counts: Mapping[str, int]) -> set[str]:
    return {finding.rule for finding in check(path, counts=counts)}


@pytest.mark.parametrize(("code", "spoil"), SPOILED, ids=[f"{c}-{s.__name__}" for c, s in SPOILED])
def test_a_planted_fault_is_found(
    code: str, spoil: Spoil, sample: Printed, sample_counts: Mapping[str, int], tmp_path: Path
) -> None:
    running = {"Running": sum(1 for _ in running_texts(sample.path))}
    spoiled = tmp_path / "spoiled.pdf"
    with pikepdf.open(sample.path) as pdf:
        spoil(pdf)
        pdf.save(spoiled)
    assert code in broken_rules(spoiled, sample_counts | running)


def running_texts(path: Path) -> Iterator[bytes]:
    """Find the heads in the good file: three on every page but the cover, and repeated tables'."""
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            yield from re.findall(rb"/Pagination", page.Contents.read_bytes())


def test_a_locked_file_is_found(sample: Printed, tmp_path: Path) -> None:
    locked = tmp_path / "locked.pdf"
    with pikepdf.open(sample.path) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(owner="owner", user=""))
    assert "encryption" in broken_rules(locked, {})


def test_a_file_without_identifier_is_found(sample: Printed, tmp_path: Path) -> None:
    nameless = tmp_path / "nameless.pdf"
    content = sample.path.read_bytes()
    assert content.count(b"/ID [") == 1  # of the trailer; those of the notes are packed away
    nameless.write_bytes(content.replace(b"/ID [", b"/IX ["))
    assert broken_rules(nameless, {}) == {"identifier"}


def test_every_rule_has_a_planted_fault() -> None:
    codes = [rule.code for rule in RULES]
    assert len(set(codes)) == len(codes)
    assert {code for code, _ in SPOILED} | {"encryption", "identifier"} == set(codes)


def test_the_good_file_breaks_no_rule(sample: Printed, sample_counts: Mapping[str, int]) -> None:
    assert check(sample.path, counts=sample_counts) == ()


def test_what_is_no_pdf_is_said_to_be_none(tmp_path: Path) -> None:
    nothing = tmp_path / "nothing.pdf"
    nothing.write_bytes(b"no PDF at all")
    with pytest.raises(PdfError) as refused:
        check(nothing)
    assert refused.value.problem is Problem.TARGET
