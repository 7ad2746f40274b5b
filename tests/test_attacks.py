"""docs/attacks.md is whole: every case of every group has a test or says what it waits for."""

from pathlib import Path

import pytest

from regulars.operations.development import attacks
from tests.test_suite_itself import marked

COUNTS = {"A": 15, "B": 18, "C": 18, "D": 14, "E": 12, "F": 15, "G": 10, "H": 8, "I": 6, "K": 4}
EXAMPLE = """
## A: one
| case | what | |
|---|---|---|
| A1 | First | |
| A2 | Second | waits: moon |
| A3 | Third | cannot: there is no door |

| feature | signs |
|---|---|
| moon | `moon/*.py` package `cheese` |
"""


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    (tmp_path / "requirements.in").write_text("Django>=5\npsycopg[binary]\n")
    return tmp_path


def test_every_attack_has_a_test_or_waits_for_a_feature_that_is_not_there() -> None:
    assert attacks.complaints(attacks.LIST.read_text(), marked("attack")) == []


def test_all_hundred_and_twenty_are_listed() -> None:
    listed = attacks.cases(attacks.LIST.read_text())
    assert list(listed) == [f"{letter}{n}" for letter, most in COUNTS.items() for n in range(1, most + 1)]
    assert len(listed) == 120


def test_a_case_nobody_carries_is_complained_of(clone: Path) -> None:
    (said,) = attacks.complaints(EXAMPLE, set(), clone)
    assert said.startswith("A1: no test carries it")
    assert attacks.complaints(EXAMPLE, {"A1"}, clone) == []


def test_a_case_that_waits_for_what_is_there_is_complained_of(clone: Path) -> None:
    (clone / "moon").mkdir()
    (clone / "moon" / "landing.py").touch()
    assert "A2 waits for moon, which is there" in attacks.complaints(EXAMPLE, {"A1"}, clone)[0]


def test_a_package_is_a_sign_too(clone: Path) -> None:
    (clone / "requirements.in").write_text("cheese[blue]>=2\n")
    assert "A2 waits for moon, which is there" in attacks.complaints(EXAMPLE, {"A1"}, clone)[0]


def test_waiting_for_something_nobody_described_is_complained_of(clone: Path) -> None:
    said = attacks.complaints(EXAMPLE.replace("waits: moon", "waits: mars"), {"A1"}, clone)
    assert said == [
        "A2 waits for mars, which has no line among the features",
        "moon: nothing waits for it any more",
    ]


def test_the_listing_says_how_each_case_stands() -> None:
    said = attacks.listing(EXAMPLE, {"A1", "Y9"})
    assert "A  one: 1 of 3 tested" in said
    assert "A2  waits: moon" in said
    assert "3 cases: 1 tested, 1 wait, 1 cannot be, 0 without a passing test" in said
    assert said.endswith("besides: Y9")
    assert "NO PASSING TEST" in attacks.listing(EXAMPLE, set())
