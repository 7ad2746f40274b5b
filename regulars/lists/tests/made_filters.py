"""Filters by the hundred, for properties that hold of every one."""

from typing import Any

from hypothesis import strategies as st

from regulars.lists.filters import All, AnyOf, Condition, Filter, Not

NAMES = st.from_regex(r"[a-z][a-z0-9]{0,8}(_[a-z0-9]{1,5}){0,2}", fullmatch=True)
TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=30)
VALUES = st.none() | TEXTS | st.lists(TEXTS.filter(bool), min_size=1, max_size=4).map(tuple)
CONDITIONS = st.builds(Condition, NAMES, NAMES, VALUES)


def trees(conditions: Any = CONDITIONS) -> Any:
    """Groups of conditions and groups, at most three deep, some of them negated."""

    def groups(parts: Any) -> Any:
        several = st.lists(parts, max_size=4).map(tuple)
        return st.builds(All, several) | st.builds(AnyOf, several)

    def negated(parts: Any) -> Any:
        return parts | parts.map(Not)

    inner = groups(negated(conditions))
    return groups(negated(conditions | groups(negated(conditions | inner))))


def filters(conditions: Any = CONDITIONS) -> Any:
    return trees(conditions).map(lambda root: Filter("accounts", root))
