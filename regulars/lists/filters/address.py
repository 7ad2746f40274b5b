"""A filter in an address, short and readable: `standing:is:customer;!(tags:any_of:3,4|risk:is:2)`.

`;` is and, `|` is or, `!` is not, brackets are a group; `:` stands before operator and value, `,` between values. Such a
sign inside a value is written as `~` and two hexadecimal digits. A group says what it is by a sign before its bracket
where its parts cannot show it: `|()` or `|(a)` is an "or" of none or one, and `;` the same of an "and".
"""

import re

from django.utils.translation import gettext as _

from regulars.lists.errors import FilterRefused
from regulars.lists.filters.tree import DEEPEST, All, AnyOf, Condition, Filter, Group, Node, Not, Value

LONGEST = 6000
_RESERVED = re.compile(r"[~;|!():,\x00-\x1f]")
_ESCAPED = re.compile(r"~([0-9a-f]{2})")
_TOKEN = re.compile(r"[;|!():]|[^;|!():]+")


def to_address(made: Filter) -> str:
    """Empty for a filter that asks for everyone."""
    root = made.root
    if isinstance(root, AnyOf) and len(root.parts) < 2:
        return _group(root)
    sign = ";" if isinstance(root, All) else "|"
    written = sign.join(_part(part) for part in root.parts)
    return f";({written})" if len(root.parts) == 1 and written.startswith(("|(", ";(")) else written


def _group(group: Group) -> str:
    sign = ";" if isinstance(group, All) else "|"
    mark = "" if len(group.parts) > 1 else sign
    return f"{mark}({sign.join(_part(part) for part in group.parts)})"


def _part(node: Node) -> str:
    match node:
        case Not(part):
            return "!" + _part(part)
        case Condition(field, operator, value):
            return ":".join([field, operator, *_written(value)])
        case _:
            return _group(node)


def _written(value: Value) -> list[str]:
    if value is None:
        return []
    if isinstance(value, tuple):  # a comma at the end tells one of several from one alone
        return [",".join(map(_escape, value)) + ("," if len(value) == 1 else "")]
    return [_escape(value)]


def _escape(text: str) -> str:
    return _RESERVED.sub(lambda sign: f"~{ord(sign[0]):02x}", text)


def _unescape(text: str) -> str:
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), text)


def from_address(subject: str, text: str) -> Filter:
    """Raises FilterRefused for what to_address could not have written, but for a lone condition, which is an and of one."""
    if len(text) > LONGEST:
        raise FilterRefused(_("This filter is too long for an address."))
    return Filter(subject, _Reader(text).whole()) if text else Filter(subject)


class _Reader:
    """Reads tokens from left to right, once."""

    def __init__(self, text: str) -> None:
        self.tokens = _TOKEN.findall(text)
        self.at = 0

    def whole(self) -> Group:
        root = self.parts("", 1)
        if self.tokens[0] in "|;" and len(root.parts) == 1 and isinstance(root.parts[0], All | AnyOf):
            return root.parts[0]
        return root

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self, sign: str) -> None:
        if self.peek() != sign:
            raise _broken()
        self.at += 1

    def parts(self, end: str, deep: int) -> Group:
        """Up to `end`; all joined by the same sign."""
        if deep > DEEPEST + 2:
            raise _broken()
        found, signs = [], set()
        while self.peek() != end:
            found.append(self.part(deep))
            if self.peek() != end:
                signs.add(self.peek())
                self.take("|" if self.peek() == "|" else ";")
                if self.peek() == end:
                    raise _broken()
        if len(signs) > 1:
            raise _broken()
        return AnyOf(tuple(found)) if signs == {"|"} else All(tuple(found))

    def part(self, deep: int) -> Node:
        sign = self.peek()
        if sign == "!":
            self.take("!")
            if self.peek() == "!":
                raise _broken()
            return Not(self.part(deep))
        if sign in {"(", "|", ";"}:
            return self.group(sign, deep)
        return self.condition()

    def group(self, sign: str, deep: int) -> Group:
        if sign != "(":
            self.take(sign)
        self.take("(")
        group = self.parts(")", deep + 1)
        self.take(")")
        if sign == "(":
            return group
        if len(group.parts) > 1:
            raise _broken()
        return AnyOf(group.parts) if sign == "|" else All(group.parts)

    def condition(self) -> Condition:
        """`field:operator`, `field:operator:value` or `field:operator:one,two,`."""
        field = self.text()
        self.take(":")
        operator = self.text()
        if self.peek() != ":":
            return Condition(field, operator)
        self.take(":")
        value = "" if self.peek() in {"", ";", "|", ")"} else self.text()
        if "," in value:
            return Condition(field, operator, tuple(map(_unescape, value.removesuffix(",").split(","))))
        return Condition(field, operator, _unescape(value))

    def text(self) -> str:
        sign = self.peek()
        if not sign or sign in ";|!():":
            raise _broken()
        self.at += 1
        return sign


def _broken() -> FilterRefused:
    return FilterRefused(
        _("The filter in this address is cut off or was changed. Build it again on the page.")
    )
