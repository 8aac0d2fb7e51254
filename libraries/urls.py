"""Addresses of organisations, places, periods, indicators and figures."""

from django.urls import URLPattern, path, register_converter

from libraries.models import Year
from libraries.views import (
    entry,
    feed,
    figures,
    imports,
    indicators,
    lists,
    people,
    places,
    retracting,
    reviews,
    tokens,
)


class YearConverter:
    """'2023' or '2025-voorbeeld' in an address."""

    regex = r"\d{4}(-voorbeeld)?"

    def to_python(self, value: str) -> Year:
        return Year.read(value)

    def to_url(self, value: Year) -> str:
        return str(value)


register_converter(YearConverter, "year")

app_name = "libraries"

urlpatterns: list[URLPattern] = [
    path("organisaties/", places.organisations, name="organisations"),
    path("gemeenten/", places.municipalities, name="municipalities"),
    path("gemeenten/<slug:code>/", places.municipality, name="municipality"),
    path("gemeenten/<slug:code>/<year:year>/", places.municipality, name="municipality_in_year"),
    path("vestigingen/", places.branches, name="branches"),
    path("vestigingen/<slug:code>/", places.branch, name="branch"),
    path("vestigingen/<slug:code>/<year:year>/", places.branch, name="branch_in_year"),
    path("netwerk/", places.network, name="network"),
    path("netwerk/<year:year>/", places.network, name="network_in_year"),
    path("kengetallen/", indicators.indicators, name="indicators"),
    path("kengetallen/<slug:code>/", indicators.indicator, name="indicator"),
    path("kengetallen/<slug:code>/invullen/", entry.where, name="where"),
    path("kengetallen/<slug:code>/invullen/<int:scope>/<int:period>/", entry.enter, name="enter"),
    path("publicaties/", indicators.publications, name="publications"),
    path("publicaties/<slug:code>/", indicators.publication, name="publication"),
    path("cijfers/", figures.figures, name="figures"),
    path("cijfers/lijst.<slug:kind>", lists.figures_list, name="figures_list"),
    path("cijfers/tegenspraken/", figures.conflicts, name="conflicts"),
    path("cijfers/beoordelen/", reviews.review_queue, name="review_queue"),
    path("cijfers/<int:pk>/kiezen/", figures.choose, name="choose"),
    path("cijfers/opgaven/<int:pk>/terughalen/", retracting.withdraw, name="withdraw_reading"),
    path("cijfers/opgaven/<int:pk>/weggooien/", retracting.discard, name="discard_reading"),
    path("cijfers/opgaven/<int:pk>/akkoord/", reviews.accept, name="accept_reading"),
    path("cijfers/opgaven/<int:pk>/terugsturen/", reviews.send_back, name="send_back_reading"),
    path("importeren/", imports.import_list, name="imports"),
    path("importeren/nieuw/", imports.upload, name="upload_import"),
    path("importeren/<int:pk>/", imports.import_page, name="import"),
    path("importeren/<int:pk>/kolommen/", imports.columns, name="import_columns"),
    path("importeren/<int:pk>/voortgang/", imports.import_progress, name="import_progress"),
    path("importeren/<int:pk>/controleren/", imports.check_again, name="check_import"),
    path("importeren/<int:pk>/doorvoeren/", imports.apply, name="apply_import"),
    path("importeren/<int:pk>/ongedaan/", imports.undo, name="undo_import"),
    path("importeren/<int:pk>/opmerkingen.xlsx", imports.import_remarks, name="import_remarks"),
    path("cijfers/ophalen/", tokens.feed_help, name="feed_help"),
    path("cijfers/ophalen/sleutels/", tokens.feed_tokens, name="feed_tokens"),
    path(
        "cijfers/ophalen/sleutels/<int:pk>/intrekken/",
        tokens.revoke_feed_token,
        name="revoke_feed_token",
    ),
    path("feed/v1/openapi.json", feed.description, name="feed_description"),
    path("feed/v1/<slug:table>.csv", feed.table_csv, name="feed_csv"),
    path("feed/v1/<slug:table>.json", feed.table_json, name="feed_json"),
    path("rollen/", people.memberships, name="memberships"),
    path("rollen/toevoegen/", people.add_membership, name="add_membership"),
    path("rollen/<int:pk>/einde/", people.end_membership, name="end_membership"),
]
