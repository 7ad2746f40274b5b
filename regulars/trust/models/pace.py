"""How often one person wants to hear from us at most, where they said that it came too often (V4)."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from regulars.people.models import Person


class Pace(models.Model):
    """`most` messages in the firm's span of days, in place of the firm's own number where that is higher."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="pace")
    most = models.PositiveSmallIntegerField(default=1)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.person_id} {self.most}"
