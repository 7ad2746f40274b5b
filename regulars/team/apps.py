from importlib import import_module

from django.apps import AppConfig


class TeamConfig(AppConfig):
    name = "regulars.team"

    def ready(self) -> None:
        import_module("regulars.team.noting")  # hears the sign-in library's signals
