"""The press reads its own files only: nothing an author writes makes it look elsewhere."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pikepdf
import pytest

from biblionet.kit.pdf import Chapter, Document, PdfError, Problem
from biblionet.kit.pdf.checks.reading import File
from tests.kit.pdf.conftest import Press
from tests.kit.pdf.sample import PHOTO, document, fonts, of_html

pytestmark = [
    pytest.mark.walk,
    # The engine never closes its own colour profile, when it runs inside a test.
    pytest.mark.filterwarnings(
        "ignore:Exception ignored in.*sRGB2014.icc:pytest.PytestUnraisableExceptionWarning"
    ),
]

CANARY = "kanariegeel"
CANARY_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="20">'
    f'<title>x</title><text y="15" font-family="Source Sans 3">{CANARY}</text></svg>'
)

# Everything by which HTML, CSS or SVG can ask for something; {} is the address.
VECTORS = {
    "img": '<img src="{}" alt="x">',
    "img-set": '<img src="photo.jpg" srcset="{} 2x" alt="x">',
    "picture": '<picture><source srcset="{}"><img src="photo.jpg" alt="x"></picture>',
    "object": '<object data="{}" type="image/svg+xml">x</object>',
    "embed": '<embed src="{}" type="image/svg+xml">',
    "iframe": '<iframe src="{}"></iframe>',
    "video": '<video src="{}" poster="{}"></video><audio src="{}"></audio>',
    "input": '<input type="image" src="{}" alt="x">',
    "link-sheet": '<link rel="stylesheet" href="{}">',
    "link-attachment": '<link rel="attachment" href="{}" title="x">',
    "a-attachment": '<p><a rel="attachment" href="{}">x</a></p>',
    "refresh": '<meta http-equiv="refresh" content="0; url={}">',
    "base": '<base href="{}"><img src="x.svg" alt="x">',
    "import": '<style>@import url("{}");</style>',
    "font-face": '<style>@font-face { font-family: x; src: url("{}") }</style>',
    "colour-profile": '<style>@color-profile --x { src: url("{}"); components: a, b }</style>',
    "background": "<p style=\"background-image: url('{}')\">x</p>",
    "list-image": "<ul style=\"list-style-image: url('{}')\"><li>x</li></ul>",
    "content": '<style>.x::before { content: url("{}") }</style><p class="x">x</p>',
    "border-image": "<p style=\"border: 5px solid; border-image: url('{}') 30\">x</p>",
    "mask-border": "<p style=\"mask-border: url('{}') 30\">x</p>",
    "page-background": '<style>@page { background: url("{}") }</style>',
    "margin-box": '<style>@page { @top-left { content: url("{}") } }</style>',
    "svg-image": '<svg viewBox="0 0 9 9"><image href="{}" width="9" height="9"/></svg>',
    "svg-xlink": '<svg viewBox="0 0 9 9"><image xlink:href="{}" width="9" height="9"/></svg>',
    "svg-use": '<svg viewBox="0 0 9 9"><use href="{}#a"/></svg>',
    "svg-style": '<svg viewBox="0 0 9 9"><style>@import url("{}");</style></svg>',
    "svg-fill": '<svg viewBox="0 0 9 9"><path d="M0 0H9V9Z" fill="url({}#a)"/></svg>',
    "svg-filter": '<svg viewBox="0 0 9 9"><filter id="f"><feImage href="{}"/></filter></svg>',
}


@dataclass
class Listener:
    """A web server on this machine that counts who comes by."""

    port: int
    hits: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    """Serve the canary, and a redirect to it."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known.hits.append(self.path)
            self.send_response(302 if self.path.startswith("/redirect") else 200)
            self.send_header("Location", f"http://127.0.0.1:{known.port}/canary.svg")
            self.send_header("Content-Type", "image/svg+xml")
            self.end_headers()
            self.wfile.write(CANARY_SVG.encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    known = Listener(server.server_port)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield known
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def canary(tmp_path: Path) -> Path:
    """Give a file that no document names."""
    path = tmp_path / "canary.svg"
    path.write_text(CANARY_SVG)
    return path


def of_body(body: str, **more: Path) -> Document:
    """Make the smallest document that can be printed."""
    font = fonts()["fonts/SourceSans3-Regular.ttf"]
    css = '@font-face { font-family: "Source Sans 3"; src: url(font.ttf) }'
    files = {
        "font.ttf": font,
        "photo.jpg": PHOTO,
        **{f"{name}.svg": path for name, path in more.items()},
    }
    chapter = Chapter("only", f"<h1>Kop</h1>{body}")
    return replace(document(), css=css, chapters=(chapter,), files=files)


def print_here(printed: Document, target: Path) -> None:
    """Print in this process, so that only the fetcher stands between a document and the world."""
    from biblionet.kit.pdf import layout, writing

    writing.write(layout.lay_out(printed, lambda _done: None), target, lambda _done: None)


def outcome(printed: Document, target: Path) -> str:
    """Print and return everything the file holds; nothing when the press refused."""
    from weasyprint.urls import FatalURLFetchingError

    try:
        print_here(printed, target)
    except (FatalURLFetchingError, PdfError):
        return ""
    with pikepdf.open(target) as pdf:
        streams = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Stream)]
        drawn = [drawing.text for drawing in File(pdf, {}).drawings]
        stored = [s.read_bytes() for s in streams if s.get("/Subtype") != "/Image"]
    return b"\n".join(stored).decode("latin-1") + "\n".join(drawn)


def addresses(listener: Listener, canary: Path) -> dict[str, str]:
    here = f"127.0.0.1:{listener.port}"
    return {
        "http": f"http://{here}/canary.svg",
        "redirect": f"http://{here}/redirect",
        "file": canary.as_uri(),
    }


def test_the_listener_hears(listener: Listener) -> None:
    heard = len(listener.hits)
    with urlopen(f"http://127.0.0.1:{listener.port}/redirect") as answer:
        assert CANARY in answer.read().decode()
    assert len(listener.hits) == heard + 2
    listener.hits.clear()


def test_the_canary_would_be_seen(canary: Path, tmp_path: Path) -> None:
    named = of_body('<img src="canary.svg" alt="x">', canary=canary)
    assert CANARY in outcome(named, tmp_path / "seen.pdf")


@pytest.mark.night
def test_the_vectors_are_real(
    listener: Listener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without our fetcher the engine goes out for most of them."""
    from weasyprint.urls import URLFetcher

    from biblionet.kit.pdf import fetch, layout

    class Careless(fetch.OwnFiles):
        def __call__(self, url: str) -> Any:
            return super().__call__(url) if url.startswith(fetch.BASE) else URLFetcher()(url)

    monkeypatch.setattr(layout, "OwnFiles", Careless)
    listener.hits.clear()
    for name, vector in VECTORS.items():
        address = f"http://127.0.0.1:{listener.port}/{name}?"
        outcome(of_body(vector.replace("{}", address)), tmp_path / "printed.pdf")
    gone_out = {hit.strip("/").partition("?")[0] for hit in listener.hits}
    assert len(gone_out) >= 14, gone_out
    assert {"img", "link-sheet", "import", "link-attachment", "svg-image"} <= gone_out


@pytest.mark.parametrize("kind", ["http", "file"])
@pytest.mark.parametrize("vector", VECTORS)
def test_nothing_else_is_read(
    vector: str, kind: str, listener: Listener, canary: Path, tmp_path: Path
) -> None:
    listener.hits.clear()
    address = addresses(listener, canary)[kind]
    body = VECTORS[vector].replace("{}", address)
    assert CANARY not in outcome(of_body(body), tmp_path / "printed.pdf")
    assert listener.hits == []


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost:{port}/x.svg",
        "http://[::1]:{port}/x.svg",
        "http://2130706433:{port}/x.svg",
        "http://0x7f000001:{port}/x.svg",
        "http://127.0.0.1.nip.io:{port}/x.svg",
        "http://photo.jpg@127.0.0.1:{port}/x.svg",
        "http://127.0.0.1:{port}/redirect",
        "//127.0.0.1:{port}/x.svg",
        "HTTP://127.0.0.1:{port}/x.svg",
        "https://127.0.0.1:{port}/x.svg",
        "ftp://127.0.0.1:{port}/x.svg",
        "gopher://127.0.0.1:{port}/x.svg",
        "FILE:{canary}",
        "file://localhost{canary}",
        "{canary}",
        "../../../../../../../..{canary}",
        "..%2f..%2f..{canary}",
        "\\\\127.0.0.1\\share\\x.svg",
        "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><text>kanariegeel</text></svg>",
        "photo.jpg?x",
        "photo.jpg%00.svg",
        "PHOTO.JPG",
        "./photo.jpg/../other.jpg",
        "",
    ],
)
def test_no_spelling_of_another_address_is_allowed(
    address: str, listener: Listener, canary: Path, tmp_path: Path
) -> None:
    listener.hits.clear()
    spelled = address.format(port=listener.port, canary=canary)
    body = f'<img src="{spelled}" alt="x"><p style="background: url({spelled})">x</p>'
    assert CANARY not in outcome(of_body(body), tmp_path / "printed.pdf")
    assert listener.hits == []


@pytest.mark.parametrize(
    "inside",
    [
        '<image href="{}" width="9" height="9"/>',
        '<style>@import url("{}");</style>',
        '<style>@font-face { font-family: x; src: url("{}") }</style>',
        '<use href="{}#a"/>',
        "<text>&canary;</text>",
    ],
)
@pytest.mark.parametrize("kind", ["http", "file"])
def test_an_uploaded_drawing_cannot_read_either(
    inside: str, kind: str, listener: Listener, canary: Path, tmp_path: Path
) -> None:
    listener.hits.clear()
    address = addresses(listener, canary)[kind]
    uploaded = tmp_path / "uploaded.svg"
    uploaded.write_text(
        f'<!DOCTYPE svg [<!ENTITY canary SYSTEM "{address}">]>'
        '<svg xmlns="http://www.w3.org/2000/svg" width="99" height="99">'
        + inside.replace("{}", address)
        + "</svg>"
    )
    drawn = of_body('<img src="uploaded.svg" alt="x">', uploaded=uploaded)
    assert CANARY not in outcome(drawn, tmp_path / "printed.pdf")
    assert listener.hits == []


def test_the_caller_is_told_which_address_was_refused(press: Press) -> None:
    with pytest.raises(PdfError) as refused:
        press(of_html('<h1>Kop</h1><img src="http://127.0.0.1:9/x.png" alt="x">'))
    assert refused.value.problem is Problem.FETCH
    assert "http://127.0.0.1:9/x.png" in refused.value.detail


def test_the_process_has_no_network_at_all() -> None:
    """The second fence: even code that would open a socket cannot."""
    code = (
        "from biblionet.kit.pdf import fences; fences.refuse_network();"
        "import socket; socket.create_connection(('127.0.0.1', 9))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert "PermissionError: the process that prints has no network" in ended.stderr
