"""bin/capabilities: which rows of docs/capabilities/ a passing test is marked `covers` for, and which none is.

With --attacks: which cases of docs/attacks.md a passing test carries, and what the others wait for.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from regulars.operations.development import attacks, suite

ROOT = Path(__file__).resolve().parents[3]
ROWS = ROOT / "docs" / "capabilities"
RESULTS = ROOT / ".capabilities.json"
ROW = re.compile(r"^\| \**(?P<id>[A-Z]\d+)\**[^|]*\| (?P<sentence>.+?) \|$")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bin/capabilities", description=__doc__)
    parser.add_argument("--run", action="store_true", help="run the marked tests first")
    parser.add_argument(
        "--attacks",
        action="store_true",
        help="list the cases of docs/attacks.md and how each stands, instead",
    )
    parser.add_argument(
        "--missing", action="store_true", help="name each row without a test, with its sentence"
    )
    chosen = parser.parse_args(arguments)
    if chosen.run:
        suite.main(["-m", "attack" if chosen.attacks else "covers", "-q"])
    if not RESULTS.exists():
        print("No results yet. Run bin/test, or bin/capabilities --run.", file=sys.stderr)
        return 2
    results = json.loads(RESULTS.read_text())
    if chosen.attacks:
        print(attacks.listing(attacks.LIST.read_text(), proved(results, "attack")))
    else:
        print(table(proved(results, "covers"), chosen.missing))
    return 0


def proved(results: Mapping[str, Mapping[str, Sequence[str]]], mark: str) -> set[str]:
    """The ids all of whose marked tests passed; one failing test takes the row out."""
    passed: set[str] = set()
    failed: set[str] = set()
    for test in results.values():
        (passed if test["outcome"] == "passed" else failed).update(test.get(mark, []))
    return passed - failed


def areas() -> dict[str, dict[str, str]]:
    """Area → id → sentence, in the order of the files."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted(ROWS.glob("*.md")):
        lines = path.read_text().splitlines()
        rows = {match["id"]: match["sentence"] for line in lines if (match := ROW.match(line))}
        if rows:
            found[lines[0].lstrip("# ")] = rows
    return found


def table(proved_rows: set[str], with_sentences: bool) -> str:
    lines: list[str] = []
    for area, rows in areas().items():
        missing = [row for row in rows if row not in proved_rows]
        lines.append(f"{area} {len(rows) - len(missing)}/{len(rows)}")
        if with_sentences:
            lines += [f"  {row}  {rows[row]}" for row in missing]
        elif missing:
            lines.append(f"  missing: {' '.join(missing)}")
    unknown = proved_rows - {row for rows in areas().values() for row in rows}
    if unknown:
        lines.append(f"In tests but in no file: {' '.join(natural_order(unknown))}")
    return "\n".join(lines)


def natural(row: str) -> tuple[str, int]:
    return row[0], int(row[1:])


def natural_order(rows: Iterable[str]) -> list[str]:
    return sorted(rows, key=natural)


if __name__ == "__main__":
    sys.exit(main())
