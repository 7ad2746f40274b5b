"""The kinds of custom fields, each with all it knows in one place."""

from regulars.fields.kinds.base import Handling, Value
from regulars.fields.kinds.days import Day, Month
from regulars.fields.kinds.figures import Amount, Number
from regulars.fields.kinds.persons import SomePerson
from regulars.fields.kinds.picked import AnyOf, OneOf, YesNo
from regulars.fields.kinds.words import Line, Link, Long
from regulars.fields.models import Kind

__all__ = ["HANDLING", "Handling", "Value"]

HANDLING: dict[str, Handling] = {
    Kind.TEXT: Line(),
    Kind.LONG_TEXT: Long(),
    Kind.NUMBER: Number(),
    Kind.MONEY: Amount(),
    Kind.DATE: Day(),
    Kind.MONTH: Month(),
    Kind.CHOICE: OneOf(),
    Kind.CHOICES: AnyOf(),
    Kind.YES_NO: YesNo(),
    Kind.LINK: Link(),
    Kind.PERSON: SomePerson(),
}
