"""The roof: every address of the portal."""

from allauth.account.urls import urlpatterns as account_urls
from django.contrib import admin
from django.urls import include, path

handler500 = "biblionet.home.views.server_error"

# People get their address from the support institution: nobody changes or confirms one by himself.
CLOSED = {"account_email", "account_confirm_email", "account_email_verification_sent"}

urlpatterns = [
    path("", include("libraries.urls")),
    path("", include("programmes.urls")),
    path("", include("goals.urls")),
    path("", include("reports.urls")),
    path("", include("biblionet.home.urls")),
    path("account/", include([one for one in account_urls if one.name not in CLOSED])),
    path("taal/", include("django.conf.urls.i18n")),
    path("beheer/", admin.site.urls),
]
