"""How long lists of figures and the feed take with a million figures.

    python -m tests.benchmarks.figure_lists [--figures 1000000] [--rounds 5]

Starts a PostgreSQL of its own as bin/test does, fills it by SQL (a hundred indicators, twenty
years, as many organisations and branches as it takes), and asks the portal for first, deep and
filtered pages as somebody of the support institution and as a library manager. Prints the median
and the slowest in milliseconds, with how many queries. A measurement, not a test.
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[2]
INDICATORS, YEARS, BRANCHES = 100, 20, 9
PASSWORDLESS = "biblionet.home.adapter.Door"
LISTS = {
    "first page": "/cijfers/",
    "page 10": "/cijfers/?page=10",
    "the last page there is": "/cijfers/?page=100000",
    "by place": "/cijfers/?sorteer=plek",
    "by period, page 100": "/cijfers/?sorteer=-periode&page=100",
    "one indicator": "/cijfers/?kengetal=MEET_17",
    "one indicator, by value": "/cijfers/?kengetal=MEET_17&sorteer=-waarde",
    "one organisation": "/cijfers/?organisatie={organisation}",
    "one place": "/cijfers/?plek={place}",
    "one year": "/cijfers/?jaar=2015",
    "one year, by place, page 50": "/cijfers/?jaar=2015&sorteer=plek&page=50",
    "there is a number": "/cijfers/?stand=settled",
    "there is no number": "/cijfers/?stand=missing",
    "sources contradict": "/cijfers/?stand=conflict",
    "not accepted yet": "/cijfers/?stand=waiting",
    "from one publication": "/cijfers/?bron=pub-rare",
    "typed in the portal": "/cijfers/?bron=entry",
    "from a sheet": "/cijfers/?bron=import",
    "place, year and source": "/cijfers/?organisatie={organisation}&jaar=2015&bron=entry",
    "nothing fits": "/cijfers/?kengetal=MEET_17&stand=conflict&bron=import",
    "contradictions": "/cijfers/tegenspraken/",
    "a publication": "/publicaties/pub-0/",
}


FEED = {
    "a page of facts": "facts.json",
    "a page far on": "facts.json?after=900000",
    "one year as CSV": "facts.csv?year=2015&kind=reported",
    "all that was reported as CSV": "facts.csv?kind=reported",
    "all that is computed as CSV": "facts.csv?kind=computed",
}


def main() -> None:
    asked = arguments()
    with postgres():
        django.setup()
        people = fill(asked.figures)
        for name, user in people.items():
            print(f"\n{name}")
            measure(user, LISTS, asked.rounds)
        read_feed(people["somebody of the support institution"])


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--figures", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    return parser.parse_args()


@contextmanager
def postgres() -> Iterator[None]:
    """Start a PostgreSQL in a temporary folder, and point the settings to it."""
    sys.path.insert(0, str(ROOT / "bin"))
    import machine
    import services

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "biblionet.settings")
    with services.temporary_folder() as folder, machine.children() as started:
        os.environ["DATABASE_URL"] = services.start_postgres(folder, started)
        os.environ["BIBLIONET_DATA_DIR"] = str(folder / "data")
        yield


def fill(count: int) -> dict[str, object]:
    """Make the tables and so many figures; returns who looks."""
    from django.core.management import call_command
    from django.db import connection

    from biblionet.accounts.models import User
    from libraries.models import Membership, Organisation

    started = time.monotonic()
    call_command("migrate", verbosity=0)
    scopes = count // (INDICATORS * YEARS)
    with connection.cursor() as cursor:
        for statement in FILLING.split(";\n"):
            sizes = {
                "indicators": INDICATORS,
                "years": YEARS,
                "bodies": max(1, scopes // (BRANCHES + 1)),
                "branches": BRANCHES,
            }
            cursor.execute(statement, sizes)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    today = {"starts": "2019-01-01"}
    staff = User.objects.create_user("poi@example.org", name="POI")
    support = Organisation.objects.create(code="poi", name="POI", form="support")
    Membership.objects.create(user=staff, scope=support, role="poi_staff", **today)
    manager = User.objects.create_user("manager@example.org", name="Manager")
    own = Organisation.objects.get(code="body-1")
    Membership.objects.create(user=manager, scope=own, role="manager", **today)
    print(f"filled with {totals()} in {time.monotonic() - started:.0f} s")
    return {"somebody of the support institution": staff, "a library manager": manager}


def totals() -> str:
    from libraries.models import Figure, Reading

    return f"{Figure.objects.count()} figures and {Reading.objects.count()} readings"


FILLING = """
SET session_replication_role = replica;
INSERT INTO libraries_indicator
  (code, name, unit, multiplier, decimals, nature, period_kind, over_places, over_time, level,
   follows_with_break, direction, is_library_only, note)
SELECT 'MEET_' || n, 'Kengetal ' || md5(n::text), 'aantal', 1, 0, 'flow', 'calendar_year', 'sum',
   'sum', 'branch', false, 'neutral', false, '' FROM generate_series(1, %(indicators)s) n;
INSERT INTO libraries_definition (indicator_id, version, text, source_url)
SELECT id, 1, 'Wat er geteld wordt.', '' FROM libraries_indicator;
INSERT INTO libraries_scope (kind, code, name, short_name)
SELECT 'organisation', 'body-' || n, 'Bibliotheek ' || md5(n::text), ''
FROM generate_series(1, %(bodies)s) n;
INSERT INTO libraries_organisation (scope_ptr_id, form, is_legal_entity, is_combined, role, seat,
   active_from_precision, active_from_words, note, source_url)
SELECT id, 'library', true, false, '', '', 'day', '', '', '' FROM libraries_scope
WHERE kind = 'organisation';
INSERT INTO libraries_scope (kind, code, name, short_name)
SELECT 'municipality', 'GM' || n, 'Gemeente ' || md5(n::text), ''
FROM generate_series(1, %(bodies)s) n;
INSERT INTO libraries_municipality (scope_ptr_id, province_code, source_url)
SELECT id, 'PV99', '' FROM libraries_scope WHERE kind = 'municipality';
INSERT INTO libraries_scope (kind, code, name, short_name, owner_id, place_id)
SELECT 'branch', body.code || '-' || n, 'Vestiging ' || md5(body.code || n), '', body.id, town.id
FROM libraries_scope body, libraries_scope town, generate_series(1, %(branches)s) n
WHERE body.kind = 'organisation' AND town.kind = 'municipality'
  AND town.code = 'GM' || substr(body.code, 6);
INSERT INTO libraries_branch (scope_ptr_id, sort, village, is_local_vindplaats, opened_precision,
   opened_words, closed_precision, closed_words, seen_precision, seen_words, note, source_url)
SELECT id, 'branch', 'Dorp', false, '', '', '', '', '', '', '', '' FROM libraries_scope
WHERE kind = 'branch';
INSERT INTO libraries_scope (kind, code, name, short_name)
VALUES ('network', 'network', 'Netwerk', '');
INSERT INTO libraries_networkmember (network_id, organisation_id)
SELECT network.id, body.id FROM libraries_scope network, libraries_scope body
WHERE network.kind = 'network' AND body.kind = 'organisation';
INSERT INTO libraries_period (kind, start, "end", is_example)
SELECT 'calendar_year', make_date(2004 + n, 1, 1), make_date(2004 + n, 12, 31), false
FROM generate_series(1, %(years)s) n;
INSERT INTO libraries_publication
  (code, title, publisher, published_on, published_precision, url, is_plan)
SELECT 'pub-' || n, 'Publicatie ' || n, '', make_date(2005, 1, 1), 'day', '', false
FROM generate_series(0, 19) n;
INSERT INTO libraries_publication
  (code, title, publisher, published_on, published_precision, url, is_plan)
VALUES ('pub-rare', 'Zeldzaam', '', '2020-01-01', 'day', '', false);
INSERT INTO accounts_user (email, name, function, password, is_active, is_staff, is_superuser,
   is_demo, date_joined) VALUES ('x@example.org', 'X', '', '', true, false, false, false, now());
INSERT INTO libraries_figure
  (indicator_id, definition_id, part, scope_id, period_id, chosen_reason)
SELECT i.id, d.id, 'library', s.id, p.id, ''
FROM libraries_indicator i JOIN libraries_definition d ON d.indicator_id = i.id,
  libraries_scope s, libraries_period p WHERE s.kind IN ('organisation', 'branch')
ORDER BY p.start, s.id, i.id;
INSERT INTO libraries_reading
  (figure_id, state, value, decimals, qualifier, method, workflow, finality, source,
   publication_id, source_url, printed_as, correction, explanation, note, author_id, approver_id,
   created_at, submitted_at, accepted_at, remark, version, with_round, is_withdrawal)
SELECT f.id, CASE WHEN f.dice %% 20 = 0 THEN 'withheld' ELSE 'value' END,
  CASE WHEN f.dice %% 20 = 0 THEN NULL ELSE f.id %% 99991 END, 0, 'exact', 'registered',
  CASE WHEN f.dice %% 500 = 1 THEN 'draft' ELSE 'accepted' END, 'none',
  CASE WHEN f.dice %% 500 = 1 OR f.dice %% 10 = 3 THEN 'entry'
    WHEN f.dice %% 10 = 4 THEN 'import' ELSE 'publication' END,
  CASE WHEN f.dice %% 500 = 1 OR f.dice %% 10 IN (3, 4) THEN NULL
    WHEN f.dice %% 5000 = 7 THEN (SELECT id FROM libraries_publication WHERE code = 'pub-rare')
    ELSE (SELECT min(id) FROM libraries_publication) + f.id %% 20 END,
  '', '', '', '', '', u.id, CASE WHEN f.dice %% 500 = 1 THEN NULL ELSE u.id END, now(), now(),
  CASE WHEN f.dice %% 500 = 1 THEN NULL ELSE now() END, '', 1, false, false
FROM (SELECT id, abs(hashint8(id)) dice FROM libraries_figure) f, accounts_user u;
UPDATE libraries_figure f SET current_id = r.id FROM libraries_reading r
WHERE r.figure_id = f.id AND r.workflow = 'accepted' AND f.id %% 1000 <> 2;
INSERT INTO libraries_reading
  (figure_id, state, value, decimals, qualifier, method, workflow, finality, source,
   publication_id, source_url, printed_as, correction, explanation, note,
   created_at, accepted_at, remark, version, with_round, is_withdrawal)
SELECT f.id, 'value', 5, 0, 'exact', 'registered', 'accepted', 'none', 'publication', p.id, '', '',
  '', '', '', now(), now(), '', 1, false, false
FROM libraries_figure f, libraries_publication p WHERE f.id %% 1000 = 2 AND p.code = 'pub-rare'
ON CONFLICT DO NOTHING;
SET session_replication_role = DEFAULT
"""


def measure(user: object, lists: dict[str, str], rounds: int) -> None:
    """Ask for each list so many times, and print how long it took."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from libraries.models import Municipality, Organisation

    client = Client(headers={"host": "localhost"})
    client.force_login(user, backend=PASSWORDLESS)
    known = {
        "organisation": Organisation.objects.get(code="body-2").pk,
        "place": Municipality.objects.get(code="GM2").pk,
    }
    for name, address in lists.items():
        taken = []
        for _round in range(rounds + 1):  # the first one warms up
            started = time.perf_counter()
            with CaptureQueriesContext(connection) as queries:
                response = client.get(address.format(**known))
                b"".join(response) if response.streaming else response.content
            taken.append((time.perf_counter() - started) * 1000)
            assert response.status_code == 200, (address, response.status_code)
        print(
            f"{statistics.median(taken[1:]):8.0f} ms  slowest {max(taken):6.0f}"
            f"  {len(queries):3} queries  {name}",
            flush=True,
        )


def read_feed(user: object) -> None:
    """Read the feed as a program does, and print how long it took and what memory it took."""
    import resource

    from django.core.cache import cache
    from django.test import Client
    from django.utils import timezone

    from biblionet.accounts.actions import make_feed_token

    _token, secret = make_feed_token(name="Maat", days=1, by=user, today=timezone.localdate())
    client = Client(headers={"host": "localhost", "authorization": f"Bearer {secret}"})
    print("\nthe feed")
    for name, path in FEED.items():
        cache.clear()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        started = time.perf_counter()
        response = client.get(f"/feed/v1/{path}")
        size = sum(map(len, response)) if response.streaming else len(response.content)
        taken = (time.perf_counter() - started) * 1000
        more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        assert response.status_code == 200, path
        print(
            f"{taken:8.0f} ms  {size / 1_000_000:7.1f} MB"
            f"  {more / 1024:5.0f} MB more memory  {name}",
            flush=True,
        )


if __name__ == "__main__":
    main()
