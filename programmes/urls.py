"""Addresses of legal tasks, requirements and programmes."""

from django.urls import URLPattern, path

from programmes.views import collection, deliveries, months, tasks
from programmes.views.building import making, parts, reading

app_name = "programmes"
ASKED = "vragenlijsten/<slug:code>"
BUILD = f"{ASKED}/bouwen"
MONTHS = "maanden/<slug:code>/<year:year>/<int:scope>"

urlpatterns: list[URLPattern] = [
    path("wettelijke-taken/", tasks.legal_tasks, name="legal_tasks"),
    path("wettelijke-taken/<slug:code>/", tasks.legal_task, name="legal_task"),
    path("eisen/", tasks.requirements, name="requirements"),
    path("eisen/<year:year>/", tasks.requirements, name="requirements_of_year"),
    path("eisen/<year:year>/<slug:code>/", tasks.requirement, name="requirement"),
    path(
        "eisen/<year:year>/<slug:code>/<int:scope>/",
        tasks.requirement,
        name="requirement_of_member",
    ),
    path("collectie/", collection.collection, name="collection"),
    path("collectie/<year:year>/", collection.collection, name="collection_in_year"),
    path(
        "collectie/<year:year>/profielen/<slug:code>/<slug:organisation>/",
        collection.use_profile,
        name="use_profile",
    ),
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
    # Forms: a return by its number, within it a section by its place in the order.
    path("gegevenslevering/", deliveries.deliveries, name="deliveries"),
    path("gegevenslevering/<year:year>/", deliveries.deliveries, name="deliveries_of_year"),
    path("gegevenslevering/opgaven/<int:pk>/", deliveries.delivery, name="delivery"),
    path(
        "gegevenslevering/opgaven/<int:pk>/onderdelen/<int:order>/",
        deliveries.section,
        name="delivery_section",
    ),
    path(
        "gegevenslevering/opgaven/<int:pk>/onderdelen/<int:order>/bladzijden/<int:number>/",
        deliveries.section,
        name="delivery_section_page",
    ),
    path(
        "gegevenslevering/opgaven/<int:pk>/onderdelen/<int:order>/collega/",
        deliveries.ask_colleague,
        name="ask_colleague",
    ),
    path(
        "gegevenslevering/opgaven/<int:pk>/gevraagd/<int:asked>/klaar/",
        deliveries.finish_section,
        name="finish_section",
    ),
    path(
        "gegevenslevering/opgaven/<int:pk>/gevraagd/<int:asked>/intrekken/",
        deliveries.withdraw_section,
        name="withdraw_section",
    ),
    path(
        "gegevenslevering/opgaven/<int:pk>/contactpersoon/",
        deliveries.contact,
        name="delivery_contact",
    ),
    path("gegevenslevering/opgaven/<int:pk>/controle/", deliveries.check, name="check_delivery"),
    path(
        "gegevenslevering/opgaven/<int:pk>/terughalen/",
        deliveries.withdraw,
        name="withdraw_delivery",
    ),
    path("gegevenslevering/opgaven/<int:pk>/akkoord/", deliveries.approve, name="approve_delivery"),
    path("gegevenslevering/opgaven/<int:pk>/beoordelen/", deliveries.judge, name="judge_delivery"),
    path(
        "gegevenslevering/opgaven/<int:pk>/beoordelen/akkoord/",
        deliveries.accept,
        name="accept_delivery",
    ),
    path(
        "gegevenslevering/opgaven/<int:pk>/beoordelen/<str:key>/terugsturen/",
        deliveries.send_back,
        name="send_back_delivered",
    ),
    path(
        "gegevenslevering/opgaven/<int:pk>/definitief/",
        deliveries.finality,
        name="declare_finality",
    ),
    path(
        "gegevenslevering/opgaven/<int:pk>/bestand/<str:kind>/",
        deliveries.file,
        name="delivery_file",
    ),
    path("vragenlijsten/", reading.questionnaires, name="questionnaires"),
    path("vragenlijsten/nieuw/", making.make_questionnaire, name="make_questionnaire"),
    path("vragenlijsten/uit-bestand/", making.upload_questionnaire, name="upload_questionnaire"),
    path(f"{ASKED}/", reading.questionnaire, name="questionnaire"),
    path(f"{ASKED}/verschil/", reading.difference, name="difference"),
    path(
        "vragenlijsten/<slug:code>/bestand/", reading.questionnaire_file, name="questionnaire_file"
    ),
    path(
        "vragenlijsten/<slug:code>/vragen.<slug:kind>",
        reading.questions_file,
        name="questions_file",
    ),
    path(f"{ASKED}/kopie/", making.copy_questionnaire, name="copy_questionnaire"),
    path(f"{BUILD}/", making.build_questionnaire, name="build_questionnaire"),
    path(
        f"{BUILD}/wijzigen/",
        making.change_questionnaire,
        name="change_questionnaire",
    ),
    path(
        f"{BUILD}/weg/",
        making.remove_questionnaire,
        name="remove_questionnaire",
    ),
    path(f"{BUILD}/verplaatsen/", parts.move_part, name="move_part"),
    path(f"{BUILD}/onderdeel/", parts.section, name="add_section"),
    path(f"{BUILD}/onderdeel/<int:pk>/", parts.section, name="change_section"),
    path(
        f"{BUILD}/onderdeel/<int:pk>/vraag/",
        parts.add_question,
        name="add_question",
    ),
    path(f"{BUILD}/vraag/<int:pk>/", parts.question, name="change_question"),
    path(
        f"{BUILD}/vraag/<int:pk>/antwoorden/",
        parts.options,
        name="set_options",
    ),
    path(
        f"{BUILD}/vraag/<int:pk>/controle/",
        parts.question_check,
        name="add_question_check",
    ),
    path(f"{BUILD}/controle/", parts.check, name="add_check"),
    path(f"{BUILD}/controle/<int:pk>/", parts.check, name="change_check"),
    path(
        f"{BUILD}/<slug:kind>/<int:pk>/weg/",
        parts.remove_part,
        name="remove_part",
    ),
]
