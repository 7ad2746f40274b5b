"""The suite checks itself, and that the registries of the product are whole."""

import re
import subprocess
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.utils.module_loading import autodiscover_modules

from config.schedule import SCHEDULE
from regulars.lib.later import JOBS
from regulars.timeline.registry import SENTENCES
from tests import templates_rendered
from tests.house.source import ROOT, first_arguments, functions, is_test, product_files, text, tree
from tests.house.source import files as our_files

# Events and jobs whose name is computed: where, and which it can be.
COMPUTED: dict[str, set[str]] = {
    "regulars/today/deciding.py": {"today.acted", "today.later", "today.let_go"},
    "regulars/people/duplicates/deciding.py": {"people.not_the_same", "people.same_later"},
    "regulars/people/relating/relations.py": {
        "people.related",
        "people.unrelated",
        "people.relation_confirmed",
        "people.joined_reviewed",
    },
    "regulars/people/points.py": {
        "people.point_added",
        "people.point_changed",
        "people.point_removed",
        "people.point_first",
    },
    "regulars/imports/running.py": {"imports.check", "imports.apply", "imports.revert"},
}
ROW = re.compile(r"^\| \**([A-Z]\d+)\**[^|]*\|", re.MULTILINE)
FOLDER_OF_DATA = "/".join(["..", "shared"])
MAY_NAME_IT = {"tests/conftest.py", "docs/benchmarks.md"}


@pytest.fixture(scope="module", autouse=True)
def jobs() -> None:
    autodiscover_modules("jobs")


def literals(names: set[str]) -> dict[str, set[str]]:
    """What the product calls `names` with → where; a computed name counts as its place."""
    found: dict[str, set[str]] = {}
    for path in product_files():
        if path.parts[1] in {"lib", "timeline"} and path.stem in {"later", "event"}:
            continue
        for line, literal in first_arguments(path, names):
            for kind in [literal] if literal else COMPUTED.get(str(path), {f"{path}:{line}"}):
                found.setdefault(kind, set()).add(f"{path}:{line}")
    return found


def test_every_timer_names_a_job_and_its_reason() -> None:
    assert [timer.job for timer in SCHEDULE if timer.job not in JOBS] == []
    assert all(timer.reason.startswith("so that ") for timer in SCHEDULE)
    assert all(len(timer.cron.split()) == 5 for timer in SCHEDULE)


def test_every_job_that_is_asked_for_exists() -> None:
    asked = literals({"enqueue", "enqueue_once"})
    assert {name: where for name, where in asked.items() if name not in JOBS} == {}


def test_every_job_is_asked_for_by_somebody() -> None:
    assert set(JOBS) - set(literals({"enqueue", "enqueue_once"})) - {timer.job for timer in SCHEDULE} == set()


def test_every_event_that_is_recorded_has_its_sentence() -> None:
    recorded = literals({"record"})
    assert {kind: where for kind, where in recorded.items() if kind not in SENTENCES} == {}


def test_every_sentence_tells_an_event_that_is_recorded() -> None:
    assert set(SENTENCES) - set(literals({"record"})) - recorded_in_sql() == set()


def recorded_in_sql() -> set[str]:
    """Kinds that stand in an INSERT INTO timeline_event of a set-based statement."""
    writers = [text(path) for path in product_files() if "INSERT INTO timeline_event" in text(path)]
    return {kind for writer in writers for kind in re.findall(r"'([a-z_]+\.[a-z_]+)'", writer)}


def test_an_event_belongs_to_an_app() -> None:
    apps = {path.parts[1] for path in product_files() if path.parts[0] == "regulars" and len(path.parts) > 2}
    assert {kind for kind in SENTENCES if kind.split(".")[0] not in apps} == set()


def test_every_catalogue_row_a_test_covers_exists() -> None:
    known = {
        row for path in (ROOT / "docs" / "capabilities").glob("*.md") for row in ROW.findall(path.read_text())
    }
    assert len(known) > 300
    claimed = marked("covers")
    assert {row: where for row, where in claimed.items() if row not in known} == {}


def test_every_attack_a_test_carries_is_named_like_one() -> None:
    assert [case for case in marked("attack") if not re.fullmatch(r"[A-Z]\d{1,2}", case)] == []


def marked(mark: str) -> dict[str, list[str]]:
    """Every id in `@pytest.mark.<mark>("…")` → the files it stands in."""
    found: dict[str, list[str]] = {}
    for path in our_files():
        for arguments in re.findall(rf"pytest\.mark\.{mark}\(([^)]*)\)", text(path)) if is_test(path) else []:
            for row in re.findall(r"[\"']([^\"']+)[\"']", arguments):
                found.setdefault(row, []).append(str(path))
    return found


def test_the_repository_stands_alone() -> None:
    """Nothing names the folder of data sets beside the clone, except the one place that looks for it."""
    naming = [path for path in tracked() if FOLDER_OF_DATA in content(path) and path not in MAY_NAME_IT]
    assert naming == []


def test_the_locks_name_packages_and_hashes_only() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        lock = (ROOT / name).read_text()
        assert not re.search(r"https?://|--(extra-)?index-url|--find-links|\s@\s", lock), name
        packages = re.findall(r"^[a-z][^\s=]*==", lock, re.MULTILINE)
        assert packages
        assert lock.count("--hash=sha256:") >= len(packages)


def test_every_dependency_gives_its_reason() -> None:
    reasons = (ROOT / "docs" / "decisions" / "dependencies.md").read_text().lower()
    asked = [
        re.split(r"[\[<>=]", line)[0].strip().lower()
        for name in ("requirements.in", "requirements-dev.in")
        for line in (ROOT / name).read_text().splitlines()
        if line and not line.startswith(("#", "-"))
    ]
    assert [name for name in asked if name not in reasons] == []


def test_no_data_set_and_no_secret_is_in_the_repository() -> None:
    endings = (".csv", ".gz", ".xlsx", ".sqlite3", ".pem", ".key", ".env", ".dump")
    assert [path for path in tracked() if path.endswith(endings)] == []
    assert [path for path in tracked() if (ROOT / path).stat().st_size > 600_000] == []


def tracked() -> list[str]:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("this copy has no history, so it cannot be asked what belongs to it")
    return [path for path in done.stdout.split("\0") if path and (ROOT / path).is_file()]


def content(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8", errors="ignore")


def test_every_test_file_can_be_found_by_the_runner() -> None:
    """A test in a file of another name would never run."""
    lost: list[Any] = [
        f"{path}::{node.name}"
        for path in our_files()
        if is_test(path) and not path.name.startswith("test_") and "house" not in path.parts
        for node in functions(tree(path))
        if node.name.startswith("test_")
    ]
    assert lost == []


@pytest.mark.django_db
def test_every_model_has_its_migration() -> None:
    said = StringIO()
    try:
        call_command("makemigrations", "--check", "--dry-run", stdout=said)
    except SystemExit:
        pytest.fail(said.getvalue())


def test_a_template_nobody_renders_is_complained_of() -> None:
    ours = templates_rendered.ours()
    assert templates_rendered.complaints(ours) == [
        f"{name}: rendered now; take it off NOT_RENDERED" for name in sorted(templates_rendered.NOT_RENDERED)
    ]
    assert len(templates_rendered.complaints(set())) == len(ours - templates_rendered.NOT_RENDERED)


def test_the_list_of_templates_that_nothing_renders_only_names_templates() -> None:
    assert templates_rendered.ours() >= templates_rendered.NOT_RENDERED
