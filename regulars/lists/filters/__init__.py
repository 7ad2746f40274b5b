"""One language for who is meant: lists, saved views, bulk acts and every later audience ask with the same object."""

from regulars.lists.filters.address import from_address, to_address
from regulars.lists.filters.json_form import from_json, to_json
from regulars.lists.filters.tree import All, AnyOf, Condition, Filter, Group, Node, Not

__all__ = [
    "All",
    "AnyOf",
    "Condition",
    "Filter",
    "Group",
    "Node",
    "Not",
    "from_address",
    "from_json",
    "to_address",
    "to_json",
]
