from collections.abc import Iterable

from regulars.lists.subjects import Field


def in_groups(fields: Iterable[Field]) -> list[tuple[str, list[Field]]]:
    """Fields under the name of their group, groups in the order in which they first come up."""
    groups: dict[str, list[Field]] = {}
    for field in fields:
        groups.setdefault(str(field.group), []).append(field)
    return list(groups.items())
