"""What people were told: the three answers to how used, how shared, how secured (V1). A wording is never changed; a new
one is the next version, and who saw the old one is held to the old one."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regulars.trust.models.purposes import Purpose


class Wording(models.Model):
    """Append-only, which a trigger of the database holds."""

    purpose = models.CharField(_("what for"), max_length=20, choices=Purpose)
    version = models.PositiveIntegerField()
    used = models.CharField(_("how it is used"), max_length=400)
    shared = models.CharField(_("how it is shared"), max_length=400)
    secured = models.CharField(_("how it is secured"), max_length=400)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[models.Manager["Wording"]] = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["purpose", "version"], name="wording_version_once")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.version}"

    @classmethod
    def now(cls, purpose: str) -> "Wording | None":
        """The newest, which is what somebody asked today is shown."""
        return cls.objects.filter(purpose=purpose).order_by("-version").first()
