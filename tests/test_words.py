"""The Dutch words: complete, compiled, plain, and about what the code really says."""

import ast
import re
from functools import cache
from pathlib import Path

import polib
import pytest
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / "locale" / "nl" / "LC_MESSAGES" / "django.po"
CODE = ("biblionet", "libraries", "programmes", "goals", "reports")
# How many of the arguments are words: context, singular, plural.
CALLS = {
    "_": 1,
    "gettext": 1,
    "gettext_lazy": 1,
    "gettext_noop": 1,
    "ngettext": 2,
    "ngettext_lazy": 2,
    "pgettext": 2,
    "pgettext_lazy": 2,
    "npgettext": 3,
    "npgettext_lazy": 3,
}
FORBIDDEN = re.compile(
    r"\b(middels|teneinde|conform|derhalve|betreffende|reeds|dient te|u|uw)\b|!", re.IGNORECASE
)
MOST_WORDS = 25
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\{\w+\}")

Words = tuple[str, str]  # context and message


@cache
def catalogue() -> polib.POFile:
    return polib.pofile(str(PO))


def translations() -> list[tuple[polib.POEntry, str]]:
    """Return every entry with each of its Dutch texts."""
    return [
        (entry, text)
        for entry in catalogue()
        for text in (entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr])
    ]


def said(source: str) -> set[Words]:
    """Return what a piece of Python marks for translation."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        words = [
            argument.value for argument in node.args[: CALLS.get(name, 0)] if is_text(argument)
        ]
        if words and len(words) == CALLS[name]:
            has_context = name.startswith(("pgettext", "npgettext"))
            found.add((words[0], words[1]) if has_context else ("", words[0]))
    return found


def is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def shown(template: str) -> set[Words]:
    """Return what a template marks for translation."""
    calls = re.findall(r"\b(?:gettext|ngettext|pgettext|npgettext)\(.*?\)\s", templatize(template))
    return {words for call in calls for words in said(call.strip())}


@cache
def used() -> frozenset[Words]:
    """Return everything the portal marks for translation."""
    found: set[Words] = set()
    for folder in CODE:
        for file in (ROOT / folder).rglob("*.py"):
            found |= said(file.read_text(encoding="utf-8"))
    for file in (ROOT / "templates").rglob("*.html"):
        found |= shown(file.read_text(encoding="utf-8"))
    return frozenset(found)


def test_every_text_of_the_portal_has_dutch_words():
    known = {(entry.msgctxt or "", entry.msgid) for entry in catalogue()}

    assert len(used()) > 1000
    assert sorted(used() - known) == []


def test_marked_words_would_be_found():
    source = 'a = _("One")\nb = pgettext_lazy("c", "Two")\nc = ngettext("Three", "Threes", 3)\n_(a)'
    template = (
        "{% translate 'One' %} {% translate 'Two' context 'c' %} "
        "{% blocktranslate trimmed count n=n %}Three {{ n }}{% plural %}Threes {{ n }}"
        "{% endblocktranslate %}"
    )

    assert said(source) == {("", "One"), ("c", "Two"), ("", "Three")}
    assert shown(template) == {("", "One"), ("c", "Two"), ("", "Three %(n)s")}


def test_nothing_is_untranslated_uncertain_or_left_over():
    assert [entry.msgid for entry in catalogue().untranslated_entries()] == []
    assert [entry.msgid for entry in catalogue().fuzzy_entries()] == []
    assert [entry.msgid for entry in catalogue().obsolete_entries()] == []


def test_the_compiled_words_are_the_written_ones():
    compiled = {
        (entry.msgctxt, entry.msgid): (entry.msgstr, entry.msgstr_plural)
        for entry in polib.mofile(str(PO.with_suffix(".mo")))
    }
    written = {
        (entry.msgctxt, entry.msgid): (entry.msgstr, entry.msgstr_plural) for entry in catalogue()
    }

    assert compiled == written


def test_what_is_filled_in_is_filled_in_in_dutch_too():
    wrong = [
        entry.msgid
        for entry, text in translations()
        if not set(PLACEHOLDER.findall(text)) <= set(PLACEHOLDER.findall(entry.msgid))
        or (
            not entry.msgid_plural
            and set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(entry.msgid))
        )
    ]

    assert wrong == []


def test_the_words_are_plain_and_say_je():
    assert [text for _entry, text in translations() if FORBIDDEN.search(text)] == []


def test_sentences_are_short():
    long = [
        sentence
        for _entry, text in translations()
        for sentence in re.split(r"[.:?;]\s", re.sub(r"<[^>]+>", "", text))
        if len(sentence.split()) > MOST_WORDS
    ]

    assert long == []


@pytest.mark.parametrize("end", [".", ":", "?"])
def test_a_sentence_ends_as_its_english_one(end):
    wrong = [
        (entry.msgid, text)
        for entry, text in translations()
        if entry.msgid.endswith(end) != text.endswith(end) and not entry.msgid_plural
    ]

    assert wrong == []
