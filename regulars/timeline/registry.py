"""Every app's events.py names its events here and says each in one sentence."""

from collections.abc import Callable
from typing import Any

from regulars.lib.money import is_hidden, masked

Sentence = Callable[[dict[str, Any], str], str]
SENTENCES: dict[str, Sentence] = {}
TOLD_ELSEWHERE: set[str] = set()
LINKS: dict[str, Callable[[dict[str, Any]], str]] = {}
Veil = Callable[[dict[str, Any], int | None], dict[str, Any]]
VEILS: dict[str, Veil] = {}


class UnknownEvent(LookupError):
    """No app's events.py names this kind of event."""


def says(kind: str, on_timeline: bool = True) -> Callable[[Sentence], Sentence]:
    """Register `sentence(data, actor_name)` for events of `kind`, e.g. `"orders.imported"`.

    An event whose record tells itself on the timeline (a touch, an order) says `on_timeline=False`.
    """

    def register(sentence: Sentence) -> Sentence:
        SENTENCES[kind] = sentence
        if not on_timeline:
            TOLD_ELSEWHERE.add(kind)
        return sentence

    return register


def leads(kind: str) -> Callable[[Callable[[dict[str, Any]], str]], Callable[[dict[str, Any]], str]]:
    """Register `address(data)`: where the timeline's line of such an event leads, e.g. to the way back."""

    def register(address: Callable[[dict[str, Any]], str]) -> Callable[[dict[str, Any]], str]:
        LINKS[kind] = address
        return address

    return register


def veils(kind: str) -> Callable[[Veil], Veil]:
    """Register `veil(data, account_id) -> data` of an event that names a record besides that account: without that name,
    as it is told to who does not see every customer."""

    def register(veil: Veil) -> Veil:
        VEILS[kind] = veil
        return veil

    return register


def veiled(kind: str, data: dict[str, Any], account_id: int | None) -> dict[str, Any]:
    return VEILS[kind](data, account_id) if kind in VEILS else data


def address_of(kind: str, data: dict[str, Any]) -> str:
    """Empty where there is nothing to open."""
    return LINKS[kind](data) if kind in LINKS else ""


def sentence_of(kind: str) -> Sentence:
    """Told without its amounts to whoever must not see money."""
    try:
        said = SENTENCES[kind]
    except KeyError:
        raise UnknownEvent(f"No events.py names {kind!r}.") from None
    return (lambda data, actor: masked(said(data, actor))) if is_hidden() else said
