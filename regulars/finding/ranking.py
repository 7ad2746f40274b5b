"""Which of the candidates come first: what one opened lately, then whose own name says it, then whose firm does."""

from collections.abc import Sequence

from regulars.finding.looking import Candidate

Rank = tuple[int, int, int, int, int]


def ranked(found: Sequence[Candidate], words: Sequence[str], recent: Sequence[int]) -> list[int]:
    """Record ids of `found`, each once, best first. `recent` are ids, newest first."""
    places = {record_id: place for place, record_id in enumerate(recent)}
    best: dict[int, Rank] = {}
    for one in found:
        rank = rank_of(one, words, places.get(one.record_id, len(places)))
        best[one.record_id] = min(rank, best.get(one.record_id, rank))
    return sorted(best, key=lambda record_id: (best[record_id], record_id))


def rank_of(one: Candidate, words: Sequence[str], place: int) -> Rank:
    """The smaller the better: visited lately, few words that only the firm has, whole words, begins so, short."""
    own = one.own.split()
    only_around = sum(not any(mine.startswith(word) for mine in own) for word in words)
    parts = sum(word not in own for word in words)
    begins = bool(words and own and own[0].startswith(words[0]))
    return place, only_around, parts, 0 if begins else 1, len(own)


def holds(one: Candidate, words: Sequence[str]) -> bool:
    """Whether each word is the beginning of one of the document's."""
    known = one.own.split() + one.other.split()
    return all(any(mine.startswith(word) for mine in known) for word in words)


def says_it(one: Candidate, words: Sequence[str]) -> bool:
    """Whether the record's own words say it all."""
    own = one.own.split()
    return all(any(mine.startswith(word) for mine in own) for word in words)
