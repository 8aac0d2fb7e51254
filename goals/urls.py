"""Addresses of the plan and its progress."""

from django.urls import URLPattern, path

from goals.views import figures, plan, promises, quarter, reviews, submissions, updates, writing

app_name = "goals"

urlpatterns: list[URLPattern] = [
    path("doelen/", plan.objectives, name="objectives"),
    path("doelen/kaders/", plan.frameworks, name="frameworks"),
    path("doelen/kaders/<slug:code>/", plan.framework, name="framework"),
    path("doelen/kaders/<slug:code>/pijlers/<int:order>/", plan.pillar, name="pillar"),
    path(
        "doelen/<year:year>/kaders/<slug:code>/pijlers/<int:order>/",
        plan.pillar,
        name="pillar_in_year",
    ),
    path("doelen/toewijzingen/", promises.assignments, name="assignments"),
    path("doelen/toewijzingen/nieuw/", promises.assign, name="assign"),
    path("doelen/toewijzingen/<int:pk>/einde/", promises.end_assignment, name="end_assignment"),
    path("doelen/streefwaarden/", promises.targets, name="targets"),
    path("doelen/streefwaarden/nieuw/", promises.set_target, name="set_target"),
    path("doelen/streefwaarden/<int:pk>/wijzigen/", promises.set_target, name="change_target"),
    path("doelen/streefwaarden/<year:year>/", promises.targets, name="targets_in_year"),
    path("doelen/prestaties/", promises.performances, name="performances"),
    path("doelen/prestaties/nieuw/", promises.set_performance, name="set_performance"),
    path(
        "doelen/prestaties/<int:pk>/wijzigen/",
        promises.set_performance,
        name="change_performance",
    ),
    path("doelen/prestaties/<year:year>/", promises.performances, name="performances_in_year"),
    path("doelen/<year:year>/", plan.objectives, name="objectives_in_year"),
    path(
        "doelen/<year:year>/<slug:framework>/<slug:code>/",
        plan.objective,
        name="objective_in_year",
    ),
    path(
        "doelen/<year:year>/<slug:framework>/<slug:code>/cijfers/<slug:indicator>/zin/",
        figures.word,
        name="word",
    ),
    path(
        "doelen/<year:year>/<slug:framework>/<slug:code>/cijfers/<slug:indicator>.<slug:kind>",
        figures.figure_file,
        name="figure_file",
    ),
    path("doelen/<slug:framework>/<slug:code>/", plan.objective, name="objective"),
    path("acties/", plan.actions, name="actions"),
    path("acties/<year:year>/<slug:code>/", plan.action, name="action_in_year"),
    path("acties/<slug:code>/", plan.action, name="action"),
    path("voortgang/", updates.updates, name="updates"),
    path("voortgang/schrijven/", updates.my_updates, name="my_updates"),
    path("voortgang/schrijven/<int:period>/<int:assignment>/", writing.write, name="write_update"),
    path(
        "voortgang/insturen/<int:period>/<int:scope>/",
        quarter.submit_quarter,
        name="submit_quarter",
    ),
    path(
        "voortgang/terughalen/<int:period>/<int:scope>/",
        quarter.withdraw_quarter,
        name="withdraw_quarter",
    ),
    path("voortgang/kwartaal/<int:period>/<int:scope>/", quarter.quarter, name="quarter"),
    path("voortgang/beoordelen/", reviews.review_queue, name="review_queue"),
    path(
        "voortgang/beoordelen/<int:period>/<int:scope>/",
        submissions.submission,
        name="submission",
    ),
    path(
        "voortgang/beoordelen/<int:period>/<int:scope>/akkoord/",
        submissions.accept_submission,
        name="accept_submission",
    ),
    path(
        "voortgang/opgaven/<int:pk>/<slug:key>/terugsturen/",
        submissions.send_back_answer,
        name="send_back_answer",
    ),
    path("voortgang/<int:pk>/", updates.update, name="update"),
    path("voortgang/<int:pk>/controleren/", writing.check, name="check_update"),
    path("voortgang/<int:pk>/insturen/", writing.submit, name="submit_update"),
    path("voortgang/<int:pk>/terughalen/", writing.withdraw, name="withdraw_update"),
    path("voortgang/<int:pk>/beoordelen/", reviews.review, name="review"),
    path("voortgang/<int:pk>/akkoord/", reviews.accept, name="accept_update"),
    path("voortgang/<int:pk>/terugsturen/", reviews.send_back, name="send_back_update"),
    path("voortgang/<int:pk>/bestanden/", updates.add_evidence, name="add_evidence"),
    path("voortgang/bestanden/<int:pk>/", updates.download_evidence, name="evidence"),
    path(
        "voortgang/bestanden/<int:pk>/verwijderen/",
        updates.remove_evidence,
        name="remove_evidence",
    ),
]
