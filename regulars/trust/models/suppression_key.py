"""By which key the list of stopped addresses was made: without that very key nobody on it would be recognised."""

from django.db import models


class SuppressionKey(models.Model):
    """One row, id 1, written with the first address. `mark` is a keyed hash that tells one key from another."""

    mark = models.CharField(max_length=64)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_suppression_key")]

    def __str__(self) -> str:
        return self.mark[:8]
