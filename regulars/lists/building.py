"""A condition that is being built: what was chosen so far, and what there is to choose next."""

from dataclasses import dataclass, replace
from typing import Any, Self

from django.utils.translation import gettext as _

from regulars.lists.filters import AnyOf, Condition, Node, editing
from regulars.lists.filters.binding import Bound, bind
from regulars.lists.filters.operators import BY_KIND, Operator, Takes, operator_of
from regulars.lists.filters.periods import PERIODS
from regulars.lists.filters.tree import Group
from regulars.lists.listing import Listing
from regulars.lists.subjects import Choices, Field, Kind

INPUTS = {
    Kind.NUMBER: ("text", "decimal"),
    Kind.MONEY: ("text", "decimal"),
    Kind.DATE: ("date", ""),
    Kind.MOMENT: ("date", ""),
    Kind.MONTH: ("month", ""),
}


@dataclass(frozen=True)
class Draft:
    """`to` is the group it goes into, `change` the condition it replaces; `group` puts it into a group of its own."""

    listing: Listing
    to: str
    change: str
    group: bool
    field: Field | None
    operator: Operator | None
    values: tuple[str, ...]

    @classmethod
    def asked(cls, listing: Listing, given: Any) -> Self:
        """From a QueryDict. What is not chosen yet is as the condition has it that is being changed."""
        change, old = str(given.get("change", "")), Condition("", "")
        if change:
            found = editing.at(listing.shown.filter.root, editing.read_way(change))
            old = found if isinstance(found, Condition) else old
        field = listing.fields.get(str(given.get("field", old.field)))
        operator = None
        if field:
            named = str(given.get("op", old.operator))
            operator = operator_of(field.kind, named) or BY_KIND[field.kind][0]
        kept = old.value if isinstance(old.value, tuple) else (old.value or "",)
        values = tuple(given.getlist("value")) if "value" in given else kept
        to = str(given.get("to", ""))
        draft = cls(listing, to, change, bool(given.get("group")), field, operator, values)
        # What stood in the control of another question is no answer to this one.
        return draft if given.get("of", draft.question) == draft.question else replace(draft, values=())

    @property
    def condition(self) -> Condition:
        assert self.field
        assert self.operator
        values = tuple(value.strip() for value in self.values if value.strip())
        match self.operator.takes:
            case Takes.NOTHING:
                return Condition(self.field.name, self.operator.name)
            case Takes.MANY:
                return Condition(self.field.name, self.operator.name, values or None)
            case _:
                return Condition(self.field.name, self.operator.name, values[0] if values else None)

    @property
    def problem(self) -> str:
        """Why it is no condition yet; empty where it is one."""
        if not (self.field and self.operator):
            return _("Choose what to ask for.")
        return self.bound.problem

    @property
    def bound(self) -> Bound:
        return bind(self.condition, self.listing.fields)

    def root(self) -> Group:
        """The list's filter with it."""
        root, made = self.listing.shown.filter.root, self.condition
        if self.change:
            return editing.replaced(root, editing.read_way(self.change), made)
        part: Node = AnyOf((made,)) if self.group else made
        return editing.added(root, editing.read_way(self.to), part)

    @property
    def operators(self) -> tuple[Operator, ...]:
        return BY_KIND[self.field.kind] if self.field else ()

    @property
    def control(self) -> str:
        """Which control asks for the value."""
        if not (self.field and self.operator):
            return ""
        takes = self.operator.takes
        if takes is Takes.ONE and self.field.kind is Kind.CHOICE:
            return "choice"
        return str(takes.value)

    @property
    def question(self) -> str:
        """Which control asks for a value of what."""
        return f"{self.field.name}:{self.control}" if self.field else ""

    @property
    def choices(self) -> Choices:
        """Of the field, or the periods there are."""
        if self.control == "period":
            return [(name, str(words)) for name, words in PERIODS.items()]
        return self.field.choices() if self.field and self.field.choices else []

    @property
    def value(self) -> str:
        return self.values[0] if self.values else ""

    @property
    def input(self) -> tuple[str, str]:
        """Type and inputmode of the box a value is typed into."""
        return INPUTS.get(self.field.kind, ("text", "")) if self.field else ("text", "")
