"""What a person does at an account: decides, pays, uses it. One person may do several things, at several accounts."""

from django.db import models
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from regulars.people.models.account import Account
from regulars.people.models.person import Person


class Part(TextChoices):
    DECIDES = "decides", _("decides")
    INFLUENCES = "influences", _("has influence")
    USES = "uses", _("uses it")
    AUTHORITY = "authority", _("signs")
    PAYS = "pays", _("pays")


class ContactRole(models.Model):
    account = models.ForeignKey(Account, models.CASCADE, related_name="roles")
    person = models.ForeignKey(Person, models.CASCADE, related_name="roles")
    part = models.CharField(max_length=20, choices=Part)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "person", "part"], name="contact_role_once"),
            models.CheckConstraint(condition=models.Q(part__in=Part.values), name="contact_role_part_known"),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.get_part_display()}"
