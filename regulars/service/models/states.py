"""What may become of a promise, and whose it is."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    OPEN = "open", _("Open")
    KEPT = "kept", _("Kept")
    BROKEN = "broken", _("Broken")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Side(TextChoices):
    OURS = "ours", _("We promised")
    THEIRS = "theirs", _("They promised")


class About(TextChoices):
    FOLLOW_UP = "follow_up", _("Getting back to them")
    DATE = "date", _("A date")
    QUANTITY = "quantity", _("A quantity")
    QUALITY = "quality", _("Quality")
    PRICE = "price", _("A price")
