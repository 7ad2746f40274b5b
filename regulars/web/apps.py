from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class WebConfig(AppConfig):
    name = "regulars.web"

    def ready(self) -> None:
        """An app's events, panels, timeline entries and attention register themselves by being there."""
        autodiscover_modules("events", "entries", "panels", "attention")
