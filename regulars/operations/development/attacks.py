"""docs/attacks.md as a program reads it: every case, whether a test carries it, and what the others wait for."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[3]
LIST = ROOT / "docs" / "attacks.md"
GROUP = re.compile(r"^## (?P<letter>[A-Z]): (?P<title>.+)$")
CASE = re.compile(
    r"^\| (?P<id>[A-Z]\d{1,2}) \| (?P<sentence>.+?) \| *(?:(?P<how>waits|cannot): (?P<what>.+?))? *\|$"
)
FEATURE = re.compile(r"^\| (?P<name>[^|]+?) \| (?P<signs>(?:package )?`.+`) \|$")
SIGN = re.compile(r"(package )?`([^`]+)`")


class Case(NamedTuple):
    id: str
    sentence: str
    waits: str = ""  # the feature it needs
    cannot: str = ""  # why there is nothing to attack


def cases(text: str) -> dict[str, Case]:
    """In the order of the list; a case that stands there twice fails."""
    found: dict[str, Case] = {}
    for line in text.splitlines():
        if match := CASE.match(line):
            assert match["id"] not in found, f"{match['id']} stands there twice"
            state = {match["how"]: match["what"]} if match["how"] else {}
            found[match["id"]] = Case(match["id"], match["sentence"], **state)
    return found


def groups(text: str) -> dict[str, str]:
    return {match["letter"]: match["title"] for line in text.splitlines() if (match := GROUP.match(line))}


def features(text: str) -> dict[str, list[tuple[bool, str]]]:
    """What is waited for → its signs, each (whether it is a package, the path or the package)."""
    return {
        match["name"]: [(bool(package), sign) for package, sign in SIGN.findall(match["signs"])]
        for line in text.splitlines()
        if (match := FEATURE.match(line))
    }


def is_there(signs: list[tuple[bool, str]], root: Path = ROOT) -> bool:
    packages = (root / "requirements.in").read_text().lower().splitlines()
    names = {re.split(r"[\[<>= ]", line)[0] for line in packages}
    return any(sign in names if package else any(root.glob(sign)) for package, sign in signs)


def complaints(text: str, carried: Collection[str], root: Path = ROOT) -> list[str]:
    """What the suite says no to: a case nobody carries, one that waits for what is there, one that is in no list."""
    listed, awaited = cases(text), features(text)
    said = [f"{case}: no test carries it, and it waits for nothing" for case in forgotten(listed, carried)]
    for case in listed.values():
        if case.waits and case.waits not in awaited:
            said.append(f"{case.id} waits for {case.waits}, which has no line among the features")
        elif case.waits and is_there(awaited[case.waits], root):
            said.append(
                f"{case.id} waits for {case.waits}, which is there: write its test, or say what it waits for"
            )
    known = {case.waits for case in listed.values()}
    said += [f"{feature}: nothing waits for it any more" for feature in awaited if feature not in known]
    return said


def forgotten(listed: dict[str, Case], carried: Collection[str]) -> Iterator[str]:
    return (case.id for case in listed.values() if not (case.id in carried or case.waits or case.cannot))


def listing(text: str, passed: Collection[str]) -> str:
    """Each group with its count, and each case with how it stands."""
    listed, lines = cases(text), list[str]()
    for letter, title in groups(text).items():
        mine = [case for case in listed.values() if case.id[0] == letter]
        lines.append(f"{letter}  {title}: {sum(case.id in passed for case in mine)} of {len(mine)} tested")
        lines += [f"  {case.id:<4}{standing(case, passed):<28}{case.sentence}" for case in mine]
    tested = sum(case in passed for case in listed)
    waiting = sum(bool(case.waits) and case.id not in passed for case in listed.values())
    cannot = sum(bool(case.cannot) and case.id not in passed for case in listed.values())
    missing = len(listed) - tested - waiting - cannot
    lines.append(
        f"{len(listed)} cases: {tested} tested, {waiting} wait, {cannot} cannot be, {missing} without a passing test"
    )
    others = sorted(set(passed) - set(listed), key=lambda case: (case[0], int(case[1:])))
    if others:
        lines.append(f"Faults (not attacks) that tests carry besides: {' '.join(others)}")
    return "\n".join(lines)


def standing(case: Case, passed: Collection[str]) -> str:
    if case.id in passed:
        return "tested" + (f", more with {case.waits}" if case.waits else "")
    if case.waits:
        return f"waits: {case.waits}"
    return f"cannot: {case.cannot}" if case.cannot else "NO PASSING TEST"
