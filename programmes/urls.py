"""Addresses of legal tasks, requirements and programmes."""

from django.urls import URLPattern, path

from programmes.views import tasks

app_name = "programmes"

urlpatterns: list[URLPattern] = [
    path("wettelijke-taken/", tasks.legal_tasks, name="legal_tasks"),
    path("wettelijke-taken/<slug:code>/", tasks.legal_task, name="legal_task"),
    path("eisen/", tasks.requirements, name="requirements"),
    path("eisen/<year:year>/", tasks.requirements, name="requirements_of_year"),
    path("eisen/<year:year>/<slug:code>/", tasks.requirement, name="requirement"),
    path("programmas/", tasks.programmes, name="programmes"),
    path("programmas/<slug:code>/", tasks.programme, name="programme"),
]
