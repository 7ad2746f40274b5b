"""The table of roles as a form: how far each role sees and changes each kind of record, and what it may besides."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.team.allowing import CHANGEABLE, limit_labels, lines, scope
from regulars.team.models import Kind, Right, Role, Scope
from regulars.team.models.access import READERS_RIGHTS, WIDTHS

SEES = [
    (Scope.NONE, gettext_lazy("sees none")),
    (Scope.OWN, gettext_lazy("sees their own")),
    (Scope.TEAM, gettext_lazy("sees their team's")),
    (Scope.ALL, gettext_lazy("sees all")),
]
CHANGES = [
    (Scope.NONE, gettext_lazy("changes none")),
    (Scope.OWN, gettext_lazy("changes their own")),
    (Scope.TEAM, gettext_lazy("changes their team's")),
    (Scope.ALL, gettext_lazy("changes all")),
]
BROUGHT_IN = {Scope.NONE, Scope.ALL}
"""Orders come from files, which hold everybody's."""

NO_LIMIT = gettext_lazy("Write an amount such as 25; 0 is none.")
UNKNOWN = gettext_lazy("Choose one of the list.")
UNSEEN = gettext_lazy(
    "Nobody changes what they do not see: this role sees %(see)s of them. Let it see more, or change less."
)
WITHOUT_WHOM = gettext_lazy(
    "Nothing is seen without whom it is about: this role sees %(see)s of those. Let it see more of them, or less of these."
)


class Cell(NamedTuple):
    """What one role may with one kind; `said` instead of a field where there is nothing to choose."""

    role: str
    see: BoundField | None
    edit: BoundField | None
    said: str = ""


class Row(NamedTuple):
    label: str
    help: str
    cells: list[Cell]


class RolesForm(forms.Form):
    """Whoever is locked out by a slip is told so here, before it happens."""

    shown = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, table: Mapping[str, Any], shown: str) -> None:
        super().__init__(data, auto_id="%s")
        self.initial["shown"] = shown
        sees, changes = _("%(role)s: how far this role sees"), _("%(role)s: how far this role changes")
        for role, line in lines(table).items():
            for kind in Kind:
                self._choice(f"{role}-see-{kind}", SEES, line["see"][kind], sees, role)
                if role != Role.READ_ONLY:
                    offered = [one for one in CHANGES if kind != Kind.ORDERS or one[0] in BROUGHT_IN]
                    self._choice(f"{role}-edit-{kind}", offered, line["edit"][kind], changes, role)
            for right in Right:
                if role != Role.READ_ONLY or right in READERS_RIGHTS:
                    self.fields[f"{role}-{right}"] = forms.BooleanField(
                        label=Role(role).label, required=False, initial=right in line["rights"]
                    )

            for what, limit in line["limits"].items():
                if role != Role.READ_ONLY:
                    self.fields[f"{role}-limit-{what}"] = forms.DecimalField(
                        label=Role(role).label,
                        initial=limit,
                        min_value=0,
                        max_value=999_999_999,
                        decimal_places=2,
                        error_messages={"required": NO_LIMIT, "invalid": NO_LIMIT, "min_value": NO_LIMIT},
                    )

    def _choice(self, name: str, offered: list[Any], now: str, label: str, role: str) -> None:
        spoken = label % {"role": Role(role).label}
        self.fields[name] = forms.ChoiceField(
            choices=offered,
            initial=now,
            label=spoken,
            error_messages={"invalid_choice": UNKNOWN, "required": UNKNOWN},
        )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        for role in CHANGEABLE:
            for kind in Kind:
                self._agrees(given, role, kind)
        return given

    def _agrees(self, given: dict[str, Any], role: Role, kind: Kind) -> None:
        sees, edits = given.get(f"{role}-see-{kind}"), given.get(f"{role}-edit-{kind}", Scope.NONE)
        customers = given.get(f"{role}-see-{Kind.ACCOUNTS}")
        if sees is None or customers is None:
            return
        if wider(edits, sees):
            self.add_error(f"{role}-edit-{kind}", UNSEEN % {"see": scope(sees)})
        if wider(sees, customers):
            self.add_error(f"{role}-see-{kind}", WITHOUT_WHOM % {"see": scope(customers)})

    def table(self) -> dict[str, Any]:
        """As the firm keeps it."""
        given = self.cleaned_data
        return {
            role.value: {
                "see": {kind.value: given[f"{role}-see-{kind}"] for kind in Kind},
                "edit": {kind.value: given.get(f"{role}-edit-{kind}", Scope.NONE) for kind in Kind},
                "rights": sorted(right.value for right in Right if given.get(f"{role}-{right}")),
                "limits": {what: str(given.get(f"{role}-limit-{what}", 0)) for what in limit_labels()},
            }
            for role in CHANGEABLE
        }

    def kinds(self) -> list[Row]:
        """For the page: each kind of record with a cell for every role."""
        brought = _("Changed by bringing in files.")
        return [
            Row(
                str(kind.label),
                brought if kind == Kind.ORDERS else "",
                [self._scopes(role, kind) for role in CHANGEABLE],
            )
            for kind in Kind
        ]

    def _scopes(self, role: Role, kind: Kind) -> Cell:
        see = self[f"{role}-see-{kind}"]
        if role == Role.READ_ONLY:
            return Cell(str(role.label), see, None, _("changes none"))
        return Cell(str(role.label), see, self[f"{role}-edit-{kind}"])

    def rights(self) -> list[Row]:
        helps = {
            Right.REMOVE: _("Into the bin, and two records into one."),
            Right.EXPORT: _("Files of names and addresses that leave the house."),
            Right.MONEY: _("Without it, no amount is shown anywhere."),
            Right.SETTINGS: _("Fields, tags, who looks after whom, inviting colleagues."),
        }
        return [
            Row(str(right.label), helps[right], [self._cell(role, right, _("no")) for role in CHANGEABLE])
            for right in Right
        ]

    def limits(self) -> list[Row]:
        return [
            Row(label, "", [self._cell(role, f"limit-{what}", _("nothing")) for role in CHANGEABLE])
            for what, label in limit_labels().items()
        ]

    def _cell(self, role: Role, what: str, otherwise: str) -> Cell:
        name = f"{role}-{what}"
        if name not in self.fields:
            return Cell(str(role.label), None, None, otherwise)
        ticked = isinstance(self.fields[name], forms.BooleanField)
        return Cell(str(role.label), self[name] if ticked else None, None if ticked else self[name])


def wider(one: str, other: str) -> bool:
    return WIDTHS.index(one) > WIDTHS.index(other)
