"""Every route of the product, read from the URLconf."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.urls import URLPattern, URLResolver, get_resolver


class Route(NamedTuple):
    name: str  # with its namespaces: "imports:start"
    view: Any


def routes(patterns: list[Any] | None = None, space: str = "") -> Iterator[Route]:
    """All of them; a route without a name fails, since nothing could refer to it."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from routes(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            assert pattern.name, f"the route {pattern.pattern} has no name"
            yield Route(space + pattern.name, pattern.callback)
