"""A touch: any contact with an account, two-way or not, sales or not, and what came of it."""

from django.conf import settings
from django.db import models
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Channel(TextChoices):
    CALL = "call", _("Call")
    WRITE = "write", _("E-mail or letter")
    MESSAGE = "message", _("Message")
    MEETING = "meeting", _("Meeting or visit")
    NOTE = "note", _("Note")


class Outcome(TextChoices):
    """What came of a contact that answered a risk; no risk closes without one."""

    WILL_ORDER = "will_order", _("Will order again")
    WAITING = "waiting", _("Fine, just not now")
    PROBLEM = "problem", _("Told us about a problem")
    LEAVING = "leaving", _("Has left, or is leaving")
    NO_ANSWER = "no_answer", _("No answer yet")


class Touch(models.Model):
    account = models.ForeignKey("people.Account", models.CASCADE, related_name="touches")
    person = models.ForeignKey(
        "people.Person", models.SET_NULL, null=True, blank=True, related_name="touches"
    )
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    channel = models.CharField(max_length=20, choices=Channel)
    from_us = models.BooleanField(_("we started it"), default=True)
    two_way = models.BooleanField(_("they answered"), default=False)
    sales = models.BooleanField(_("we were selling"), default=False)
    note = models.TextField(_("what happened"), blank=True, max_length=5000)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)

    class Meta:
        indexes = [models.Index(fields=["account", "-at", "-id"], name="touch_of_account")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(channel__in=Channel.values), name="touch_channel_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.at:%Y-%m-%d}"
