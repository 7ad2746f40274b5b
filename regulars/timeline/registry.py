"""Every app's events.py names its events here and says each in one sentence."""

from collections.abc import Callable
from typing import Any

Sentence = Callable[[dict[str, Any], str], str]
SENTENCES: dict[str, Sentence] = {}


class UnknownEvent(LookupError):
    """No app's events.py names this kind of event."""


def says(kind: str) -> Callable[[Sentence], Sentence]:
    """Register `sentence(data, actor_name)` for events of `kind`, e.g. `"orders.imported"`."""

    def register(sentence: Sentence) -> Sentence:
        SENTENCES[kind] = sentence
        return sentence

    return register


def sentence_of(kind: str) -> Sentence:
    try:
        return SENTENCES[kind]
    except KeyError:
        raise UnknownEvent(f"No events.py names {kind!r}.") from None
