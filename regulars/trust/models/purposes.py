"""What contact data is used for, and which of what we hold about a person is asked for."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Purpose(TextChoices):
    """Each has its wording (models/wording.py). A use that is none of these is not allowed."""

    SERVE = "serve", _("serve what they ordered")
    INVOICE = "invoice", _("send invoices and receipts")
    KEEP_IN_TOUCH = "keep_in_touch", _("keep in touch, one person to another")
    OFFERS = "offers", _("send news and offers")
    RESEARCH = "research", _("ask what they think")
    REFER = "refer", _("introduce them to others")


SERVING = (Purpose.SERVE, Purpose.INVOICE)
"""What a customer asked for by ordering: it needs no permission besides, and gives none for anything else (V20)."""


class Datum(TextChoices):
    """What of a person is used."""

    EMAIL = "email", _("e-mail")
    PHONE = "phone", _("phone")
    ADDRESS = "address", _("address")
    BIRTHDAY = "birthday", _("month of birth")
    HISTORY = "history", _("what they bought and said")
