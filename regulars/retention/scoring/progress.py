"""How far a run is, visible to others while its transaction is still open."""

from collections.abc import Callable
from typing import Any

from django.db import connection

from regulars.retention.models import ScoringRun


class Progress:
    """Writes through a second connection that commits at once; the scoring's own transaction leaves the run's row alone
    until it ends, so the two never wait for each other. Inside someone else's transaction nobody could see the row:
    then only the callback hears."""

    def __init__(self, run: ScoringRun, told: Callable[[int], None] | None) -> None:
        self.run, self.told = run, told
        self.line: Any = None if connection.in_atomic_block else connection.copy()

    @property
    def alone(self) -> bool:
        """Whether the scoring's transaction is its own."""
        return self.line is not None

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, *failure: object) -> None:
        if self.line is not None:
            self.line.close()

    def write(self, **values: Any) -> None:
        """Change columns of the run's row, committed at once."""
        for name, value in values.items():
            setattr(self.run, name, value)
        if self.line is None:
            ScoringRun.objects.filter(pk=self.run.pk).update(**values)
            return
        names = ", ".join(f'"{name}" = %s' for name in values)
        with self.line.cursor() as cursor:
            cursor.execute(
                f"UPDATE retention_scoringrun SET {names} WHERE id = %s",  # noqa: S608 - names are our own columns
                [*values.values(), self.run.pk],
            )

    def reached(self, percent: int) -> None:
        self.write(progress=percent)
        if self.told:
            self.told(percent)
