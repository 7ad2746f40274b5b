"""The entries of the main navigation: only what exists is offered."""

from functools import lru_cache
from typing import Any, NamedTuple

from django import template
from django.template.loader import render_to_string
from django.urls import Resolver404, get_script_prefix, resolve
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from regulars.lib.panels import rendered

register = template.Library()


class Entry(NamedTuple):
    path: str
    label: Any  # a lazy translation; empty: the firm's own word for its customers
    icon: str


ENTRIES = (
    Entry("", _("Today"), "today"),
    Entry("customers/", "", "customers"),
    Entry("lists/", _("Lists"), "lists"),
    Entry("promises/", _("Promises"), "promises"),
    Entry("care/", _("Care"), "care"),
    Entry("retention/", _("Retention"), "retention"),
    Entry("imports/", _("Orders in"), "imports"),
    Entry("settings/", _("Settings"), "settings"),
)


@lru_cache(maxsize=8)
def existing(prefix: str) -> tuple[Entry, ...]:
    """The entries whose page is installed, with whole paths; an app that is left out leaves no dead link."""
    found = []
    for entry in ENTRIES:
        try:
            resolve(prefix + entry.path)
        except Resolver404:
            continue
        found.append(entry._replace(path=prefix + entry.path))
    return tuple(found)


def is_current(path: str, entry: Entry) -> bool:
    """Whether the page being shown is the entry's, or lies below it."""
    return path == entry.path or (entry.path != get_script_prefix() and path.startswith(entry.path))


@register.simple_tag(takes_context=True)
def nav_links(context: dict[str, Any]) -> str:
    """The entries, the one of this page marked."""
    prefix, path = get_script_prefix(), context["request"].path
    current = next((entry.path for entry in existing(prefix) if is_current(path, entry)), "")
    return _links(prefix, current, customers_of(context), get_language() or "")


@lru_cache(maxsize=128)
def _links(prefix: str, current: str, customers: str, language: str) -> str:
    """The same on every page of a part, so rendered once in a process."""
    shown = {"entries": existing(prefix), "current": current, "customers": customers}
    return render_to_string("_nav_links.html", shown)


@register.simple_tag(takes_context=True)
def sheets(context: dict[str, Any]) -> str:
    """The dialogs that every page of a member carries: Ctrl+K, and the keys."""
    may_write = context["member"].may_write
    return _sheets(get_script_prefix(), may_write, customers_of(context), get_language() or "")


def customers_of(context: dict[str, Any]) -> str:
    """What this firm calls them."""
    return str(getattr(context.get("firm"), "word_customers", ""))


@lru_cache(maxsize=32)
def _sheets(prefix: str, may_write: bool, customers: str, language: str) -> str:
    shown = {"may_write": may_write, "customers": customers}
    return mark_safe(render_to_string("_palette.html", shown) + render_to_string("_shortcuts.html", shown))  # noqa: S308 # templates' own output


@register.simple_tag(takes_context=True)
def nav_panels(context: dict[str, Any]) -> list[str]:
    """What apps add to the navigation for whoever is signed in: something waits for them."""
    member = context.get("member")
    return rendered("nav", context["request"], member) if member else []


BEHAVIOURS = (
    "keyboard-list",
    "palette",
    "visit",
    "shortcuts",
    "auto-submit",
    "in-place",
    "confirm",
    "dialog",
    "drop-file",
    "progress",
    "toast",
    "compose",
    "draft",
    "mention",
    "tell-clock",
)


def behaviours() -> list[str]:
    """The static paths of the small scripts that every page carries; each waits for its data-… attribute."""
    return [f"js/behaviours/{name}.js" for name in BEHAVIOURS]


@register.simple_tag
@lru_cache(maxsize=1)
def head() -> str:
    """What every page's head begins with; the same for all, so rendered once in a process."""
    return render_to_string("_head.html", {"scripts": behaviours()})


@register.simple_tag
@lru_cache(maxsize=64)
def icon(name: str) -> str:
    """A picture of templates/icons/_icon.html, by name."""
    return render_to_string("icons/_icon.html", {"name": name})
