"""The roof: every address of the portal."""

from django.contrib import admin
from django.urls import include, path

handler500 = "biblionet.home.views.server_error"

urlpatterns = [
    path("", include("libraries.urls")),
    path("", include("programmes.urls")),
    path("", include("goals.urls")),
    path("", include("reports.urls")),
    path("", include("biblionet.home.urls")),
    path("account/", include("allauth.account.urls")),
    path("taal/", include("django.conf.urls.i18n")),
    path("beheer/", admin.site.urls),
]
