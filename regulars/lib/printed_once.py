"""HTML that is the same on every page but for a few values: printed once in a process, the values put in each time.

Forms are slow to print, and the ones that stand on every record's page differ by an address and a token.
"""

from collections.abc import Callable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language


class PrintedOnce:
    """`render(**places)` prints the HTML with a placeholder for each of `names`; calling this puts values there, escaped.

    One printing a language. `render` must depend on nothing else that changes.
    """

    def __init__(self, render: Callable[..., str], *names: str) -> None:
        self.render = render
        self.places = {name: f"place-of-{name}" for name in names}
        self.printed: dict[str, str] = {}

    def __call__(self, **values: str) -> SafeString:
        language = get_language() or ""
        html = self.printed.get(language)
        if html is None:
            html = self.printed[language] = self.render(**self.places)
        for name, place in self.places.items():
            html = html.replace(place, escape(values[name]))
        return mark_safe(html)  # noqa: S308 # a template's own output, and values escaped above
