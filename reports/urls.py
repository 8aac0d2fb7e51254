"""Addresses of reports."""

from django.urls import path, re_path

from reports import views

app_name = "reports"

urlpatterns = [
    path("rapporten/", views.reports, name="reports"),
    path("rapporten/opzet/", views.outlines, name="outlines"),
    path("rapporten/opzet/<slug:code>/", views.outline, name="outline"),
    path("rapporten/tekst/<slug:key>/", views.text, name="text"),
    path("rapporten/tekst/<slug:key>/schrijven/", views.write_text, name="write_text"),
    path("rapporten/bestand/<int:pk>/", views.build, name="build"),
    path("rapporten/bestand/<int:pk>/voortgang/", views.build_progress, name="build_progress"),
    path("rapporten/bestand/<int:pk>/downloaden/", views.download, name="download"),
    path("rapporten/editie/<int:pk>/", views.edition, name="edition"),
    path("rapporten/editie/<int:pk>/bestellen/", views.order_file, name="order_file"),
    path("rapporten/editie/<int:pk>/hoofdstuk/<slug:key>/", views.chapter, name="chapter"),
    re_path(
        r"^rapporten/editie/(?P<pk>[0-9]{1,18})/(?P<code>F-[0-9]{4,6})/$",
        views.published_figure,
        name="published_figure",
    ),
    path("rapporten/<int:pk>/", views.report, name="report"),
    path("rapporten/<int:pk>/bestellen/", views.order, name="order"),
    path("rapporten/<int:pk>/tekst/<slug:key>/", views.block_text, name="block_text"),
    path("cijfer/<int:pk>/", views.figure, name="figure"),
]
