"""The last day that records are stated to cover: someone who says "all orders up to 31 March" knows of a silence."""

from django.db import models


class StatedEnd(models.Model):
    """`origin` names who stated it, such as `import:17`, so that it can be taken back with what it came with."""

    origin = models.CharField(max_length=80, unique=True)
    day = models.DateField()

    def __str__(self) -> str:
        return f"{self.origin} {self.day}"
