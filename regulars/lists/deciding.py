"""Who somebody is decides nothing about them (V12): an act that lets people go, prices or scores them is not done to a list that
was chosen by a protected trait, or by what stands for one."""

from collections.abc import Iterator, Mapping

from regulars.lib.traits import trait_of
from regulars.lists.errors import ProtectedTrait
from regulars.lists.filters.tree import All, AnyOf, Condition, Filter, Node, Not
from regulars.lists.subjects import Field


def refuse_traits(made: Filter, fields: Mapping[str, Field]) -> None:
    """Raises ProtectedTrait, which names the field and the trait; to be asked by whatever decides about people."""
    for name in named(made.root):
        field = fields.get(name)
        trait = trait_of(field.label) if field else None
        if field and trait:
            raise ProtectedTrait(str(field.label), str(trait.label))


def named(node: Node) -> Iterator[str]:
    """The fields that a filter asks, however deep."""
    match node:
        case Condition():
            yield node.field
        case Not(part):
            yield from named(part)
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from named(part)
