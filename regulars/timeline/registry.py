"""Every app's events.py names its events here and says each in one sentence."""

from collections.abc import Callable
from typing import Any

Sentence = Callable[[dict[str, Any], str], str]
SENTENCES: dict[str, Sentence] = {}
TOLD_ELSEWHERE: set[str] = set()


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


def sentence_of(kind: str) -> Sentence:
    try:
        return SENTENCES[kind]
    except KeyError:
        raise UnknownEvent(f"No events.py names {kind!r}.") from None
