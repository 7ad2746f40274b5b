from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class WebConfig(AppConfig):
    name = "regulars.web"

    def ready(self) -> None:
        """What an app adds to others' pages registers itself by being there: see docs/decisions/0002-registries.md."""
        autodiscover_modules(
            "events",
            "undoing",
            "entries",
            "panels",
            "attention",
            "subjects",
            "acts",
            "commands",
            "holdings",
            "hanging",
            "pausing",
        )
