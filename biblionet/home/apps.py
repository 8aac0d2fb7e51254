from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "biblionet.home"
