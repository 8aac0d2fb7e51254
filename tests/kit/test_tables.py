"""Files that anybody may send: bombs and traps are refused before a reader opens them."""

import io
import resource
import struct
import subprocess
import sys
import time
import zipfile

import openpyxl
import pytest

from biblionet.kit.tables import UnreadableFileError, recognise
from biblionet.kit.tables.archives import MOST_UNPACKED
from tests.processes import ROOT

SHEET = "xl/worksheets/sheet1.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def workbook() -> dict[str, bytes]:
    """Return the parts of a sound workbook of two rows."""
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    book.active.append([1, "x"])
    written = io.BytesIO()
    book.save(written)
    with zipfile.ZipFile(written) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(path, parts, **more):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in (parts | more).items():
            package.writestr(name, content)
    return path


def sheet(inside: str) -> bytes:
    return f'<?xml version="1.0"?><worksheet {MAIN}>{inside}</worksheet>'.encode()


def declared(tmp_path):
    parts = workbook()
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c>'
    parts[SHEET] = sheet(f'<dimension ref="A1:XFD1048576"/><sheetData>{cells}</row></sheetData>')
    return packed(tmp_path / "b.xlsx", parts)


def large(tmp_path):
    parts = workbook()
    parts[SHEET] = sheet("<sheetData>" + "<row/>" * 200_000 + "</sheetData>") + b" " * MOST_UNPACKED
    return packed(tmp_path / "b.xlsx", parts)


def tight(tmp_path):
    parts = workbook()
    parts[SHEET] = sheet("<sheetData/>") + b" " * 20_000_000
    return packed(tmp_path / "b.xlsx", parts)


def lying(tmp_path):
    """A part that says in the directory that it is small, and is not."""
    path = tight(tmp_path)
    content = bytearray(path.read_bytes())
    size = struct.pack("<I", len(sheet("<sheetData/>")) + 20_000_000)
    while (place := content.find(size)) >= 0:
        content[place : place + 4] = struct.pack("<I", 500)
    path.write_bytes(content)
    return path


def overlapping(tmp_path):
    """Two names for the same bytes."""
    path = packed(tmp_path / "b.xlsx", workbook())
    with zipfile.ZipFile(path) as package:
        members = package.infolist()
    content = bytearray(path.read_bytes())
    first, second = members[-2].header_offset, members[-1].header_offset
    central = content.rfind(b"PK\x01\x02")
    assert struct.unpack_from("<I", content, central + 42)[0] == second
    struct.pack_into("<I", content, central + 42, first)
    path.write_bytes(content)
    return path


def entities(tmp_path):
    parts = workbook()
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    parts[SHEET] = bomb + b"<worksheet>&b;</worksheet>"
    return packed(tmp_path / "b.xlsx", parts)


def hidden_entities(tmp_path):
    parts = workbook()
    text = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [<!ENTITY a "a">]><worksheet/>'
    parts[SHEET] = text.encode("utf-16")
    return packed(tmp_path / "b.xlsx", parts)


def many_sheets(tmp_path):
    parts = workbook()
    more = {f"xl/worksheets/sheet{n}.xml": sheet("<sheetData/>") for n in range(2, 10_001)}
    return packed(tmp_path / "b.xlsx", parts | more)


def many_named_sheets(tmp_path):
    parts = workbook()
    names = "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="rId1"/>' for n in range(10_000))
    space = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    parts["xl/workbook.xml"] = (
        f"<workbook {MAIN} {space}><sheets>{names}</sheets></workbook>".encode()
    )
    return packed(tmp_path / "b.xlsx", parts)


def macros(tmp_path):
    return packed(tmp_path / "b.xlsx", workbook(), **{"xl/vbaProject.bin": b"x"})


def links(tmp_path):
    return packed(
        tmp_path / "b.xlsx", workbook(), **{"xl/externalLinks/externalLink1.xml": b"<x/>"}
    )


def encrypted(tmp_path):
    path = packed(tmp_path / "b.xlsx", workbook())
    content = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = content.find(mark)
        content[start + place] |= 1
    path.write_bytes(content)
    return path


def encrypted_by_office(tmp_path):
    path = tmp_path / "b.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"EncryptedPackage" * 100)
    return path


def cut(tmp_path):
    path = packed(tmp_path / "b.xlsx", workbook())
    path.write_bytes(path.read_bytes()[:-200])
    return path


def repeated_ods(tmp_path):
    """A row that is repeated a million times, with a thousand cells each."""
    space = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    cell = '<table:table-cell office:value-type="float" office:value="1" '
    cell += 'table:number-columns-repeated="{}"/>'
    row = '<table:table-row table:number-rows-repeated="1048576">{}</table:table-row>'
    body = row.format(cell.format(50))
    content = (
        f'<?xml version="1.0"?><office:document-content {space}><office:body><office:spreadsheet>'
        f'<table:table table:name="s">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    parts = {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}
    return packed(tmp_path / "b.ods", parts, **{"content.xml": content.encode()})


TRAPS = {
    "declared": (declared, "rows"),
    "large": (large, "bomb"),
    "tight": (tight, "bomb"),
    "lying": (lying, "broken"),
    "overlapping": (overlapping, "bomb"),
    "entities": (entities, "entities"),
    "hidden entities": (hidden_entities, "broken"),
    "many sheets": (many_sheets, "sheets"),
    "many named sheets": (many_named_sheets, "sheets"),
    "macros": (macros, "macros"),
    "links": (links, "links"),
    "encrypted": (encrypted, "encrypted"),
    "encrypted by the office": (encrypted_by_office, "kind"),
    "cut": (cut, "broken"),
    "repeated": (repeated_ods, "rows"),
}
READ = """
import resource, sys, time
from pathlib import Path
from django.conf import settings
settings.configure(USE_I18N=False)  # the portal itself takes a second to start, and is not asked
from biblionet.kit.tables import UnreadableFileError, recognise
before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
try:
    for line in recognise(Path(sys.argv[1])).lines():
        pass
    code = "read"
except UnreadableFileError as refusal:
    code = refusal.code
    assert len(refusal.sentence) > 20
grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
print(code, time.process_time() - start, grown)
"""


@pytest.mark.parametrize("trap", TRAPS)
def test_a_trap_is_refused_quickly_and_in_little_memory(tmp_path, trap):
    make, code = TRAPS[trap]
    path = make(tmp_path)

    done = subprocess.run(
        [sys.executable, "-c", READ, str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env={},
    )

    said, seconds, megabytes = done.stdout.split()
    assert said == code
    assert int(megabytes) < 200
    assert float(seconds) < 2


def test_a_sound_workbook_is_read(tmp_path):
    table = recognise(packed(tmp_path / "a.xlsx", workbook()))

    assert (table.kind, table.sheets) == ("xlsx", ("Sheet",))
    assert [line.cells for line in table.lines()] == [["a", "b"], [1, "x"]]


def test_a_kind_is_known_by_what_is_in_a_file_whatever_it_is_called(tmp_path):
    path = packed(tmp_path / "cijfers.csv", workbook())

    assert recognise(path).kind == "xlsx"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"%PDF-1.7", "kind"),
        (b"PK\x05\x06" + b"\0" * 18, "kind"),
        (b"een kolom\n1\n", "delimiter"),
        (b"a;b,c;d,e\n", "delimiter"),
        (b"a;b\n\x81\x8d\n", "encoding"),
        (b"\xff\xfea", "encoding"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path, content, code):
    path = tmp_path / "bestand"
    path.write_bytes(content)

    with pytest.raises(UnreadableFileError) as refusal:
        recognise(path)

    assert refusal.value.code == code


def test_quotes_that_do_not_fit_name_the_row(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b'a;b\n1;2\n"1"x;2\n')

    with pytest.raises(UnreadableFileError) as refusal:
        list(recognise(path).lines())

    assert refusal.value.sentence == "In rij 3 van dit bestand kloppen de aanhalingstekens niet."


def test_a_package_that_is_no_spreadsheet_is_refused(tmp_path):
    with pytest.raises(UnreadableFileError) as refusal:
        recognise(packed(tmp_path / "a.zip", {"word/document.xml": b"<x/>"}))

    assert refusal.value.code == "kind"


def test_reading_a_large_file_takes_little_memory(tmp_path):
    path = tmp_path / "a.csv"
    with path.open("w") as out:
        out.write("a;b\n")
        out.writelines(f"{number};tekst van rij {number}\n" for number in range(200_000))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()

    assert sum(1 for _line in recognise(path).lines()) == 200_001

    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024 < 40
    assert time.perf_counter() - start < 60
