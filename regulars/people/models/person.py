"""A person, at an account: whom one calls or writes to."""

import re
from urllib.parse import quote

from django.db import models
from django.utils.translation import gettext_lazy as _

from regulars.lib.folding import fold
from regulars.people.models.account import Account

_NOT_DIALLED = re.compile(r"[^0-9+*#]")


class Person(models.Model):
    account = models.ForeignKey(Account, models.CASCADE, related_name="people")
    name = models.CharField(_("name"), max_length=200)
    folded = models.CharField(max_length=200, editable=False)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    note = models.CharField(_("what matters to them"), max_length=500, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["folded"], name="person_name_prefix", opclasses=["text_pattern_ops"]),
            models.Index(fields=["email"], name="person_by_email"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.folded = fold(self.name)[:200]
        super().save(*args, **kwargs)  # type: ignore[arg-type] # passed through as they came

    @property
    def phone_url(self) -> str:
        """A tel: address with nothing in it but what can be dialled; empty when nothing can."""
        dialled = _NOT_DIALLED.sub("", self.phone)
        return f"tel:{dialled}" if dialled else ""

    @property
    def mail_url(self) -> str:
        return f"mailto:{quote(self.email, safe='@+')}" if self.email else ""
