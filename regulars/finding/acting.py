"""What can be done: which commands a member may give, and which of them fits what was typed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.urls import NoReverseMatch, get_resolver, get_script_prefix, resolve, reverse
from django.urls.exceptions import Resolver404

from regulars.finding.asking import Asked
from regulars.finding.highlighting import pieces
from regulars.finding.hits import Hit
from regulars.lib.commands import COMMANDS, PLACES, VERBS, Command, Label, Place, Verb
from regulars.lib.folding import fold
from regulars.team.models import Firm, Member, Role

Begins = Callable[[str, str], bool]
FIRST = 5
"""How many are offered before anything is typed: those with a shortcut, the shortest first."""


@dataclass(frozen=True, slots=True)
class Doing:
    """A verb with somebody to be named after it."""

    verb: Verb
    whom: tuple[str, ...]


@lru_cache(maxsize=4096)
def words_in(text: str) -> tuple[str, ...]:
    """Folded once for each label: they are the same at every key."""
    return tuple(fold(text).split())


def said(label: Label, firm: Firm) -> str:
    return str(label(firm)) if callable(label) else str(label)


@lru_cache(maxsize=4)
def addresses(prefix: str) -> dict[str, tuple[str, str, str]]:
    """Route → its address, the least role that may use it, and the right it needs; what no door is known of is left out."""
    found = {}
    for name, one in COMMANDS.items():
        try:
            address = reverse(one.route)
            view = resolve(address).func.__dict__
            door = view["door"] or (Role.READ_ONLY, Role.READ_ONLY)
        except (NoReverseMatch, Resolver404, KeyError):
            continue
        found[name] = (address, door[1] if one.post else door[0], view.get("right", ""))
    return found


@lru_cache(maxsize=64)
def doors_of(route: str) -> tuple[str, str, str] | None:
    """The least roles that may read and write at a route with arguments, and the right it needs; None where there is no
    such route."""
    for pattern in flat(get_resolver().url_patterns):
        if pattern.name == route and (door := getattr(pattern.callback, "door", None)):
            return (*door, getattr(pattern.callback, "right", ""))
    return None


def flat(patterns: Sequence[Any]) -> Iterator[Any]:
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from flat(pattern.url_patterns)
        else:
            yield pattern


def allowed(member: Member) -> Iterator[tuple[Command, str]]:
    """The commands `member` may give, each with its address."""
    known = addresses(get_script_prefix())
    for name, (address, role, right) in known.items():
        if member.holds(role) and (not right or member.may(right)):
            yield COMMANDS[name], address


def allowed_verbs(member: Member) -> Iterator[Verb]:
    for verb in VERBS.values():
        doors = doors_of(verb.route)
        if doors is None or not member.holds(doors[0] if verb.looks else doors[1]):
            continue
        if not doors[2] or member.may(doors[2]):
            yield verb


def beginnings(verb: Verb) -> list[tuple[str, ...]]:
    """The ways to begin a verb, as folded words, the longest first."""
    ways = [words_in(way) for way in str(verb.begins).split("|")]
    return sorted(ways, key=len, reverse=True)


def verb_of(asked: Asked, member: Member) -> Doing | None:
    """`log call to ines` → log a call, with ines. None where nobody is named yet. Of `call` and `call back` the longer."""
    found = [
        (len(way), Doing(verb, asked.words[len(way) :]))
        for verb in allowed_verbs(member)
        for way in beginnings(verb)
        if asked.words[: len(way)] == way and asked.words[len(way) :]
    ]
    return max(found, key=lambda one: one[0])[1] if found else None


def commands_for(
    asked: Asked, member: Member, firm: Firm, most: int, begins: Begins = str.startswith
) -> list[Hit]:
    """Commands, verbs and places of which every word that was typed is a beginning; those whose label says it first.

    `begins(text, word)` may forgive a slip.
    """
    found: list[tuple[int, Hit]] = []
    for one, address in allowed(member):
        label = said(one.label, firm)
        rank = fits(asked.words, label, said(one.words, firm), begins)
        if rank is not None and (asked.words or one.keys):
            hit = Hit(name=pieces(label, asked.words), address=address, keys=one.keys, post=one.post)
            found.append((rank, hit))
    if not asked.words:
        return sorted((hit for _, hit in found), key=lambda hit: (len(hit.keys), hit.keys))[:FIRST]
    found += verbs_for(asked, member, begins)
    for place in places_of(member):
        rank = fits(asked.words, place.label, place.words, begins)
        if rank is not None:
            found.append((rank, Hit(name=pieces(place.label, asked.words), address=place.address)))
    return [hit for _, hit in sorted(found, key=lambda one: (one[0], not one[1].keys))][:most]


def verbs_for(asked: Asked, member: Member, begins: Begins) -> Iterator[tuple[int, Hit]]:
    """A verb is found by its own words; choosing it asks for whom."""
    for verb in allowed_verbs(member):
        label = str(verb.label) % {"who": "…"}
        rank = fits(asked.words, label, str(verb.begins), begins)
        if rank is not None:
            fill = f"{str(verb.begins).split('|')[0]} "
            address = f"{reverse('find')}?{urlencode({'q': fill})}"
            yield rank, Hit(name=pieces(label, asked.words), address=address, fill=fill)


def places_of(member: Member) -> Iterator[Place]:
    for source in PLACES:
        yield from source(member)


def fits(words: Sequence[str], label: str, others: str, begins: Begins) -> int | None:
    """0: the label says it all; 1: other words for it do; None: neither."""
    mine, more = words_in(label), words_in(others)
    if all(any(begins(one, word) for one in mine) for word in words):
        return 0
    return 1 if all(any(begins(one, word) for one in mine + more) for word in words) else None
