"""Addresses of legal tasks, requirements and programmes."""

from django.urls import URLPattern, path

from programmes.views import months, tasks

app_name = "programmes"
MONTHS = "maanden/<slug:code>/<year:year>/<int:scope>"

urlpatterns: list[URLPattern] = [
    path("wettelijke-taken/", tasks.legal_tasks, name="legal_tasks"),
    path("wettelijke-taken/<slug:code>/", tasks.legal_task, name="legal_task"),
    path("eisen/", tasks.requirements, name="requirements"),
    path("eisen/<year:year>/", tasks.requirements, name="requirements_of_year"),
    path("eisen/<year:year>/<slug:code>/", tasks.requirement, name="requirement"),
    path("maanden/<slug:code>/", months.everybody, name="months_of_all"),
    path("maanden/<slug:code>/<year:year>/", months.everybody, name="months_in_year"),
    path(f"{MONTHS}/", months.grid, name="months"),
    path(f"{MONTHS}.<slug:kind>", months.months_file, name="months_file"),
    path(f"{MONTHS}/rij/<slug:key>/", months.row, name="months_row"),
    path(f"{MONTHS}/plakken/", months.paste, name="paste_months"),
    path(f"{MONTHS}/plakken/terug/", months.take_back, name="take_back_paste"),
    path(f"{MONTHS}/insturen/<int:month>/", months.submit, name="submit_months"),
    path(f"{MONTHS}/terughalen/<int:month>/", months.withdraw, name="withdraw_month"),
    path(f"{MONTHS}/akkoord/", months.accept, name="accept_months"),
    path(f"{MONTHS}/terugsturen/<slug:key>/", months.send_back, name="send_back_month"),
    path("programmas/", tasks.programmes, name="programmes"),
    path("programmas/<slug:code>/", tasks.programme, name="programme"),
]
