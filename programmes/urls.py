"""Addresses of legal tasks, requirements and programmes."""

from django.urls import URLPattern, path

from programmes import views

app_name = "programmes"

urlpatterns: list[URLPattern] = [
    path("wettelijke-taken/", views.legal_tasks, name="legal_tasks"),
    path("wettelijke-taken/<slug:code>/", views.legal_task, name="legal_task"),
    path("eisen/", views.requirements, name="requirements"),
    path("eisen/<year:year>/", views.requirements, name="requirements_of_year"),
    path("eisen/<year:year>/<slug:code>/", views.requirement, name="requirement"),
    path("programmas/", views.programmes, name="programmes"),
    path("programmas/<slug:code>/", views.programme, name="programme"),
]
