"""A person went from one account to another. What was said with them stays where it was said, and is told at both."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from regulars.people.models.account import Account
from regulars.people.models.person import Person


class PersonMove(models.Model):
    person = models.ForeignKey(Person, models.CASCADE, related_name="moves")
    before = models.ForeignKey(Account, models.CASCADE, related_name="+")
    after = models.ForeignKey(Account, models.CASCADE, related_name="arrivals")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(before=models.F("after")), name="person_move_to_another"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.before_id} → {self.after_id}"
