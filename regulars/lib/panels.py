"""What an app adds to someone else's page. Each app's panels.py registers functions; the page's owner asks for them.

So the account page, which belongs to people, shows orders, value and risk without importing the apps above it.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

Render = Callable[[Any, Any], str]


class Panel(NamedTuple):
    order: int
    render: Render


PANELS: dict[str, list[Panel]] = {}


def panel(place: str, order: int) -> Callable[[Render], Render]:
    """Register `render(request, record) -> html` (empty: nothing to show) for a place such as `account.right`."""

    def register(render: Render) -> Render:
        PANELS.setdefault(place, []).append(Panel(order, render))
        return render

    return register


def rendered(place: str, request: Any, record: Any) -> list[str]:
    """The panels of `place`, in order, without the empty ones. Each is safe HTML from a template."""
    panels = sorted(PANELS.get(place, []), key=lambda panel: panel.order)
    return [html for panel in panels if (html := panel.render(request, record))]
