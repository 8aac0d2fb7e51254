"""Addresses of the pages over several floors."""

from django.urls import URLPattern, path

from biblionet.home import views

app_name = "home"

urlpatterns: list[URLPattern] = [
    path("", views.start, name="start"),
    path("healthz", views.healthz, name="healthz"),
    path("_ui/", views.gallery, name="gallery"),
]
