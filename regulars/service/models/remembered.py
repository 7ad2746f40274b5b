"""How a promise changes: the row locked, only what differs written, and the change added to its history."""

from typing import Any, Self

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.translation import gettext as _

from regulars.service.errors import PromiseEnded
from regulars.service.models.promise_change import Act, PromiseChange
from regulars.service.models.states import State
from regulars.team.models import Member


class Remembered(models.Model):
    """Each rule is one transaction: `locked`, refuse what cannot be, `change`, record the event."""

    class Meta:
        abstract = True

    def locked(self) -> Self:
        """The row as it is now, locked until the transaction ends: of two people at once the second waits and sees."""
        return type(self)._default_manager.select_for_update(of=("self",)).get(pk=self.pk)

    def locked_open(self) -> Self:
        """Raises PromiseEnded where somebody else was quicker."""
        stored = self.locked()
        state = State(getattr(stored, "state"))  # noqa: B009 - the column is the ending's
        if state != State.OPEN:
            raise PromiseEnded(
                _("This promise is no longer open: %(state)s.") % {"state": state.label.lower()},
                state=str(state),
            )
        return stored

    def change(
        self,
        act: Act,
        *,
        by: Member | None,
        word: str = "",
        said_by: str = "",
        said_at: Any = None,
        **values: Any,
    ) -> PromiseChange:
        """Write `values` (column names, `deliver_by_id` and such among them) into this locked row and its history."""
        was = {name: getattr(self, name) for name in values}
        type(self)._default_manager.filter(pk=self.pk).update(**values)
        for name, value in values.items():
            setattr(self, name, value)
        return PromiseChange.objects.create(
            promise_id=self.pk, by=by, act=act, was=was, now=values, word=word[:500], said_by=said_by[:200],
            said_at=said_at,
        )  # fmt: skip

    def take_back(self, change: PromiseChange, *, by: Member) -> None:
        """Write what was before `change`, which must be the newest one; the history keeps both."""
        values = {name: self._read(name, value) for name, value in change.was.items()}
        self.change(Act.UNDONE, by=by, word=str(Act(change.act).label), **values)

    def _read(self, name: str, value: Any) -> Any:
        try:
            return self._meta.get_field(name).to_python(value)  # type: ignore[union-attr] # columns only
        except FieldDoesNotExist:  # a column that a later release took away
            return value
