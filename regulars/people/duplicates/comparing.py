"""Whether two records may be the same one: points for what speaks for it and against it, and the reasons by name.

A phone that a family shares, an address such as info@, a name that two thousand people have: none of them is enough alone.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from regulars.people.duplicates.nicknames import same_given_name
from regulars.people.named import NOBODYS

LIKELY = 60
"""From here on a pair is worth a look; a hundred and more is as good as certain."""
MOST = 100
FORMS = "ltd limited gmbh ag kg ohg inc llc llp plc co company corp corporation sa sas sarl srl bv nv ab oy the and und et"
LEGAL = frozenset(FORMS.split())

SAME_EMAIL, SHARED_EMAIL, SAME_PHONE = 60, 10, 35
SAME_NAME, OTHER_ORDER, ONE_LETTER, NICKNAME, INITIAL = 35, 33, 30, 30, 12
FAMILY, STRANGERS = -20, -40
SAME_COMPANY, LIKE_COMPANY, SAME_PLACE, OTHER_PLACE = 30, 20, 10, -20
COMPANY_NAME, LIKE_COMPANY_NAME, RARE, KNOWN_THERE = 45, 38, 15, 45
ADDRESS, OTHER_ADDRESS, OTHER_COUNTRY = 25, -40, -25


@dataclass(frozen=True, slots=True)
class Side:
    """A record as it is compared: everything folded. `account` is 0 for somebody who has none yet."""

    name: str
    emails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    account: int = 0
    company: str = ""
    place: str = ""
    addresses: frozenset[str] = field(default_factory=frozenset)


class Likeness(NamedTuple):
    score: int
    reasons: list[str]


def people_alike(one: Side, other: Side) -> Likeness:
    named, why = names_alike(one.name, other.name)
    score, reasons = named, [why] if named > 0 else []
    if emails := one.emails & other.emails:
        personal = any(email.partition("@")[0] not in NOBODYS for email in emails)
        score += SAME_EMAIL if personal else SHARED_EMAIL
        reasons.append("same_email" if personal else "shared_email")
    if one.phones & other.phones:
        score += SAME_PHONE
        reasons.append("same_phone")
    if one.account and one.account == other.account:
        score += SAME_COMPANY
        reasons.append("same_account")
    elif one.company and other.company and companies_alike(one.company, other.company):
        score += LIKE_COMPANY + _place(one, other)
        reasons.append("like_company")
    elif not one.company and not other.company and _same_address(one, other):
        score += ADDRESS
        reasons.append("same_place")
    return Likeness(min(score, MOST), reasons)


def _place(one: Side, other: Side) -> int:
    if one.addresses and other.addresses:
        return SAME_PLACE if _same_address(one, other) else OTHER_PLACE
    if one.place and other.place:
        return SAME_PLACE if one.place == other.place else OTHER_PLACE
    return 0


def accounts_alike(one: Side, other: Side, rare: bool = False) -> Likeness:
    """Shops of one chain have the same name and other addresses: they are not the same. `rare`: hardly anybody has the name."""
    score, reasons = 0, []
    if plain(one.name) == plain(other.name):
        score, reasons = COMPANY_NAME + (RARE if rare else 0), ["same_name"]
    elif companies_alike(one.name, other.name):
        score, reasons = LIKE_COMPANY_NAME, ["like_name"]
    elif names_alike(one.name, other.name)[0] > 0:
        score, reasons = INITIAL, ["like_name"]
    else:
        score = STRANGERS
    if _ways(one) & _ways(other):
        score += KNOWN_THERE
        reasons.append("same_email" if one.emails & other.emails else "same_phone")
    if one.addresses and other.addresses:
        near = _same_address(one, other)
        score += ADDRESS if near else OTHER_ADDRESS
        reasons += ["same_place"] if near else []
    elif one.place and other.place and one.place != other.place:
        score += OTHER_COUNTRY
    return Likeness(min(score, MOST), reasons)


def _ways(side: Side) -> set[str]:
    return {email for email in side.emails if email.partition("@")[0] not in NOBODYS} | side.phones


def _same_address(one: Side, other: Side) -> bool:
    """Most of the shorter one's words are in the other."""
    for ours in one.addresses:
        for theirs in other.addresses:
            words, others = set(ours.split()), set(theirs.split())
            if len(words & others) * 3 >= 2 * min(len(words), len(others)):
                return True
    return False


def plain(company: str) -> str:
    """Without the legal form: `harbour bakery ltd` is `harbour bakery`."""
    words = [word for word in company.split() if word not in LEGAL]
    return " ".join(words or company.split())


def companies_alike(one: str, other: str) -> bool:
    return one == other or plain(one) == plain(other) or one_letter_apart(plain(one), plain(other))


def names_alike(one: str, other: str) -> tuple[int, str]:
    """Points, and what they are for. Two names of one family speak against; nothing is known of an empty one."""
    if not one or not other:
        return 0, ""
    if one == other:
        return SAME_NAME, "same_name"
    ours, theirs = one.split(), other.split()
    if sorted(ours) == sorted(theirs):
        return OTHER_ORDER, "other_order"
    if _mistyped(ours, theirs):
        return ONE_LETTER, "one_letter"
    for first in (ours, ours[::-1]):
        points = _given(first, theirs)
        if points[0]:
            return points
    shorter, longer = sorted((set(ours), set(theirs)), key=len)
    return (INITIAL, "like_name") if shorter <= longer else (STRANGERS, "")


def _mistyped(ours: list[str], theirs: list[str]) -> bool:
    """One letter in one word, or a space; in short words, as in Li and Lu, every letter counts."""
    if len(ours) != len(theirs):
        return "".join(ours) == "".join(theirs)
    apart = [(one, other) for one, other in zip(ours, theirs, strict=True) if one != other]
    return len(apart) == 1 and one_letter_apart(*apart[0])


def _given(ours: list[str], theirs: list[str]) -> tuple[int, str]:
    """Names whose last words are the same, or a letter apart."""
    if len(ours) < 2 or len(theirs) < 2:
        return 0, ""
    (one, last), (other, others) = (ours[0], ours[-1]), (theirs[0], theirs[-1])
    if one == other and _initial(last, others):
        return INITIAL, "like_name"
    if last != others and not one_letter_apart(last, others):
        return 0, ""
    if one == other or same_given_name(one, other):
        return NICKNAME, "nickname" if one != other else "like_name"
    return (INITIAL, "initial") if _initial(one, other) else (FAMILY, "")


def _initial(one: str, other: str) -> bool:
    return one[0] == other[0] and 1 in (len(one), len(other))


def one_letter_apart(one: str, other: str) -> bool:
    """One letter more, less, another, or two that changed places; short words do not count as typing mistakes."""
    if one == other:
        return False
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1 or len(short) < 4:
        return False
    start = 0
    while start < len(short) and short[start] == long[start]:
        start += 1
    if len(long) > len(short):
        return short[start:] == long[start + 1 :]
    rest = start + 1
    return short[rest:] == long[rest:] or (
        short[start : start + 2] == long[start : start + 2][::-1] and short[start + 2 :] == long[start + 2 :]
    )
