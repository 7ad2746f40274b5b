"""The morning list as lines of text, for a terminal."""

import textwrap
from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.lib.attention import Item
from regulars.today.listing import MorningList

WIDTH = 96


def lines(listed: MorningList) -> Iterator[str]:
    yield date_format(listed.today, "l j F Y") + as_of(listed)
    yield summary(listed)
    number = 0
    for group in listed.groups:
        yield ""
        yield f"{group.heading.upper()}  {group.words}"
        for item in group.items:
            number += 1
            yield from told(item, number)


def as_of(listed: MorningList) -> str:
    if listed.as_of is None or listed.as_of == listed.today:
        return ""
    return _(", as of %(day)s") % {"day": date_format(listed.as_of, "l j F Y")}


def summary(listed: MorningList) -> str:
    if listed.state != "ready":
        return {
            "empty": _("No orders yet. Bring them in: bin/regulars import orders FILE"),
            "reading": _("The orders were not looked through yet: bin/regulars score"),
            "finished": _("That is all for today."),
            "quiet": _("Nobody needs you this morning."),
        }[listed.state]
    people = ngettext(
        "%(people)d person to look after, about %(minutes)d minutes.",
        "%(people)d people to look after, about %(minutes)d minutes.",
        listed.people,
    ) % {"people": listed.people, "minutes": listed.minutes}
    stakes = _(" and ").join(str(money) for money in listed.at_stake)
    return people + (_(" %(money)s of yearly value at stake.") % {"money": stakes} if stakes else "")


def told(item: Item, number: int) -> Iterator[str]:
    yield plain(f"{number:3}. {item.account_name} ({item.tag}), {item.at_stake}")
    yield from textwrap.wrap(
        plain(item.sentence), WIDTH, initial_indent=" " * 5, subsequent_indent=" " * 5, break_on_hyphens=False
    )
    yield plain(f"     → {item.action.label}: {item.action.url}")


def plain(text: str) -> str:
    """Without what could steer a terminal: names come from files."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
