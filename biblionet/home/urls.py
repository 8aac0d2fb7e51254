"""Addresses of the pages over several floors."""

from django.urls import URLPattern, path

from biblionet.home import views

app_name = "home"

urlpatterns: list[URLPattern] = [
    path("", views.start, name="start"),
    path("organisaties/<slug:code>/", views.organisation, name="organisation"),
    path("organisaties/<slug:code>/<year:year>/", views.organisation, name="organisation_in_year"),
    path(
        "organisaties/<slug:code>/<year:year>/cijfers/<slug:indicator>.<slug:kind>",
        views.organisation_file,
        name="organisation_file",
    ),
    path("perioden/", views.periods, name="periods"),
    path("perioden/toevoegen/", views.add_period, name="add_period"),
    path("perioden/<int:pk>/", views.period, name="period"),
    path("perioden/<int:pk>/openen/", views.open_period, name="open_period"),
    path("perioden/<int:pk>/sluiten/", views.close_period, name="close_period"),
    path("perioden/<int:pk>/uitzondering/", views.grant_exception, name="grant_exception"),
    path("terugkoppeling/<int:pk>/", views.feedback, name="feedback"),
    path("inrichten/", views.set_up, name="set_up"),
    path("logboek/", views.log, name="log"),
    path("post/", views.letters, name="letters"),
    path("herinneren/", views.reminders, name="reminders"),
    path("herinneren/<int:period>/<int:scope>/", views.remind, name="remind"),
    path("agenda/", views.my_calendar, name="my_calendar"),
    path("agenda/vernieuwen/", views.renew_calendar, name="renew_calendar"),
    path("agenda/stoppen/", views.withdraw_calendar, name="withdraw_calendar"),
    path("agenda/<str:secret>.ics", views.calendar, name="calendar"),
    path("kalender/", views.statutory_calendar, name="statutory_calendar"),
    path("kalender/toevoegen/", views.add_obligation, name="add_obligation"),
    path("kalender/<slug:code>/", views.obligation, name="obligation"),
    path("kalender/<slug:code>/wijzigen/", views.change_obligation, name="change_obligation"),
    path("kalender/<slug:code>/volgend-jaar/", views.copy_obligation, name="copy_obligation"),
    path("kalender/<slug:code>/klaar/<int:scope>/", views.mark_met, name="mark_met"),
    path("kalender/<slug:code>/niet-klaar/<int:scope>/", views.unmark, name="unmark"),
    path("hulp/", views.help_page, name="help"),
    path("toegankelijkheid/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("kwetsbaarheid-melden/", views.vulnerability, name="vulnerability"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
    path("_ui/", views.gallery, name="gallery"),
    path("healthz", views.healthz, name="healthz"),
]
