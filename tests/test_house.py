"""The house keeps its own rules: floors, rooms, words, files."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
from django import forms
from django.apps import apps
from django.core.management import call_command
from django.template.loader import get_template
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ("kit", "trail", "accounts", "libraries", "programmes", "goals", "reports", "home")
APPS = ("libraries", "programmes", "goals", "reports")
CODE = ("biblionet", *APPS)

# Rooms that look and never change a row, and who may nevertheless: file -> why.
LOOKING_ROOMS = (
    "views|forms|overviews|rules|tasks|templatetags|standing|dossier|printing|illustrations"
    "|management|adapter|kit"
)
MAY_WRITE: dict[str, str] = {}
WRITES = {"save", "delete", "create", "get_or_create", "update_or_create"}
# Keys to a higher floor: key -> why.
UPWARD_KEYS = {"trail.Step.by": "who did it, by the settings string and never followed upwards"}
# Files over 300 lines: file -> why it is one piece.
LONG_FILES = {"biblionet/settings.py": "one settings file, whatever it has to say"}
VENDORED = ("package-lock.json", "requirements", "static/", "locale/")


@cache
def tracked() -> tuple[str, ...]:
    """Return every file of the project as git sees it."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return tuple(line for line in listed.stdout.splitlines() if (ROOT / line).is_file())


def files(*endings: str) -> list[str]:
    return [name for name in tracked() if name.endswith(endings)]


def code() -> list[str]:
    """Return the modules of the portal, without migrations."""
    return [name for name in files(".py") if name.startswith(CODE) and "/migrations/" not in name]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def lines_with(pattern: str, names: list[str]) -> list[str]:
    found = re.compile(pattern)
    return [
        f"{name}:{number}: {line.strip()[:120]}"
        for name in names
        for number, line in enumerate(read(name).splitlines(), 1)
        if found.search(line)
    ]


# Floors


def test_foreign_keys_go_down_only():
    upward = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in FLOORS
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many)
        if field.is_relation and goes_up(model._meta.app_label, field.related_model._meta.app_label)
    ]

    assert upward == list(UPWARD_KEYS)


def goes_up(here: str, there: str) -> bool:
    """Tell whether a key leads to a higher floor, or anywhere at all through content types."""
    if there == "contenttypes":
        return True
    return there in FLOORS and FLOORS.index(there) > FLOORS.index(here)


def test_a_key_upwards_would_be_seen():
    assert goes_up("libraries", "goals")
    assert goes_up("trail", "accounts")
    assert not goes_up("goals", "accounts")
    assert not goes_up("goals", "goals")


# Rooms


def writes(source: str) -> Iterator[int]:
    """Find calls that change rows: the line of each."""
    for node in ast.walk(ast.parse(source)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        verb = node.func.attr.removeprefix("a")
        on_cache = isinstance(node.func.value, ast.Name) and node.func.value.id == "cache"
        by_name = verb == "update" and node.keywords and not node.args
        if not on_cache and (by_name or verb in WRITES or verb.startswith("bulk_")):
            yield node.lineno


def test_only_actions_change_rows():
    room = re.compile(rf"/({LOOKING_ROOMS})(/|\.py$)")
    found = [
        f"{name}:{line}"
        for name in code()
        if room.search(name) and name not in MAY_WRITE
        for line in writes(read(name))
    ]

    assert found == []


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("goal.save()", [1]),
        ("\nawait Goal.objects.acreate(title='x')", [2]),
        ("Goal.objects.filter(pk=1).update(title='x')", [1]),
        ("goals.bulk_create(rows)", [1]),
        ("context.update(extra); cache.delete('key')", []),
    ],
)
def test_a_write_would_be_seen(source, lines):
    assert list(writes(source)) == lines


@pytest.mark.django_db
def test_migrations_agree_with_models():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_only_settings_read_the_environment():
    reads = re.compile(r"getenv\(|environ\.(get\(|items|copy|Env)|environ\[[^]]+\](?! = )")

    assert [name for name in code() if reads.search(read(name))] == ["biblionet/settings.py"]


def test_a_check_does_not_import_the_engine():
    script = (
        "import sys, django; from django.core.management import call_command; django.setup();"
        "call_command('check', verbosity=0);"
        "print('loaded', sorted({'weasyprint', 'pikepdf'} & set(sys.modules)))"
    )

    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert done.stdout.splitlines()[-1] == "loaded []"


# Pages


def templates() -> list[str]:
    return [name for name in files(".html", ".txt", ".svg", ".xml") if "templates/" in name]


@pytest.mark.parametrize("name", templates())
def test_a_template_compiles(name):
    get_template(name.split("templates/", 1)[1])


def test_pages_keep_to_the_content_security_policy():
    inline = r"\sstyle=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:|hx-on"

    assert lines_with(inline, templates()) == []


def test_numbers_are_typed_as_text():
    assert lines_with(r"""type=["']number""", templates()) == []
    assert lines_with("NumberInput", code()) == []
    assert [
        f"{form.__module__}.{form.__name__}.{name}"
        for form in our_forms()
        for name, field in form.base_fields.items()
        if getattr(field.widget, "input_type", "") == "number"
    ] == []


def our_forms() -> list[type[forms.BaseForm]]:
    for name in code():
        if re.search(r"/forms(/|\.py$)", name):
            import_module(name.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
    found: list[type[forms.BaseForm]] = []
    waiting: list[type[forms.BaseForm]] = [forms.BaseForm]
    while waiting:
        below = waiting.pop().__subclasses__()
        waiting += below
        found += [form for form in below if form.__module__.split(".")[0] in CODE]
    return found


# Words and files


def test_env_example_lists_what_the_settings_read():
    read_there = re.findall(r'\benv(?:\.\w+)?\(\s*"(\w+)"', read("biblionet/settings.py"))
    listed = re.findall(r"^#? ?([A-Z_]+)=", read(".env.example"), flags=re.MULTILINE)

    assert sorted(listed) == sorted(set(read_there))


def test_the_tree_names_no_machine_and_leaves_nothing_for_later():
    folder = r"(?<![\w.}])/(work|root|home)/[a-z]"
    host = r"(deb\.debian|pypi|pythonhosted|registry\.npmjs)\.(org|com)"
    later = r"\b(TODO|FIXME|XXX|HACK)\b"
    ours = [name for name in tracked() if is_text(name) and name != "tests/test_house.py"]

    assert lines_with(f"{folder}|{host}|{later}", ours) == []


def is_text(name: str) -> bool:
    return b"\0" not in (ROOT / name).read_bytes()[:4096] and not name.startswith("static/")


def test_what_is_silenced_says_why():
    why = r"\s+(#|--) \S"
    silenced = rf"#\s*(noqa(?!: [A-Z0-9, ]*\d{why})|type: ignore(?!\[[a-z-, ]+\]{why}))"
    ours = [name for name in files(".py") if name != "tests/test_house.py"]

    assert lines_with(silenced, ours) == []


def test_what_is_held_is_held_alone():
    """Their own order would join other tables, and hold rows of those that everybody needs."""
    holds = lines_with(r"select_for_update\(", code())
    alone = re.compile(r'order_by\("pk"\)\.select_for_update\(|select_for_update\(\)\.get\(')

    assert [line for line in holds if not alone.search(line)] == []


def test_a_browser_test_waits_for_what_it_looks_at():
    reads = r"is_(visible|hidden|checked|focused)|input_value|inner_text|text_content|title"
    once = rf"assert .*(\.({reads})\(|(locator|get_by_\w+)\(.*\.count\()"

    browsing = [name for name in files(".py") if "mark.browser" in read(name)]

    assert lines_with(once, browsing) == []


def test_no_file_is_longer_than_a_person_reads():
    endings = (".py", ".html", ".scss", ".mjs", ".yml")
    long = {
        name: len(read(name).splitlines())
        for name in files(*endings)
        if not name.startswith(VENDORED) and "/migrations/" not in name and name not in LONG_FILES
    }

    assert sorted(f"{name}: {size}" for name, size in long.items() if size > limit(name)) == []


def limit(name: str) -> int:
    """Return how many lines a file may have: tests, which are read one by one, a few more."""
    return 420 if name.startswith("tests/") else 300


def test_versions_go_up_in_the_changelog():
    headings = re.findall(
        r"^## v(\d+)\.(\d+)\.(\d+) \((?:unreleased|\d{4}-\d\d-\d\d)\)$",
        read("CHANGELOG.md"),
        flags=re.MULTILINE,
    )
    versions = [tuple(map(int, heading)) for heading in headings]

    assert len(versions) == len(re.findall("^## ", read("CHANGELOG.md"), flags=re.MULTILINE)) > 0
    assert versions == sorted(set(versions), reverse=True)


# Packages


def locked(name: str) -> dict[str, str]:
    pairs = re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==(\S+)", read(name), flags=re.MULTILINE)
    return {package.lower(): version for package, version in pairs}


def test_every_package_is_locked_and_the_locks_agree():
    project = tomllib.loads(read("pyproject.toml"))
    run, test = locked("requirements.txt"), locked("requirements-dev.txt")

    for lock, asked in (
        (run, project["project"]["dependencies"]),
        (test, project["dependency-groups"]["dev"]),
    ):
        for line in asked:
            wanted = Requirement(line)
            assert wanted.specifier.contains(lock[wanted.name.lower()], prereleases=True)
    assert run.items() <= test.items()


def test_locks_hold_no_addresses():
    ours = ["requirements.txt", "requirements-dev.txt"]

    assert lines_with(r"://|^\s*(-e|-i|--)|\s@\s", ours) == []
    assert lines_with(r'"resolved"', ["package-lock.json"]) == []
