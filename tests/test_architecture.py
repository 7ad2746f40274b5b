"""The arrows of ARCHITECTURE.md: what may import what."""

import ast
import os
import subprocess
import sys

import pytest

from tests.house.source import ROOT, files, functions, imported, product_files, tree

GROUND = {"lib", "web", "timeline", "team"}
RECORDS = GROUND | {"fields", "lists", "people"}
DOMAIN = RECORDS | {"files", "orders", "trust", "retention", "service", "care"}
MAY_IMPORT = {
    "lib": set[str](),
    "lifetime": set[str](),
    "web": {"lib"},
    "timeline": {"lib"},
    "team": {"lib", "web", "timeline"},
    "fields": GROUND,
    "lists": GROUND | {"fields"},
    "people": GROUND | {"fields", "lists"},
    "files": RECORDS,
    "orders": RECORDS,
    "trust": RECORDS | {"files", "orders"},
    "retention": RECORDS | {"lifetime", "orders", "trust"},
    "service": RECORDS | {"orders", "trust", "retention"},
    "care": RECORDS | {"orders", "trust", "retention"},
    "today": DOMAIN,
    "imports": DOMAIN,
    "finding": DOMAIN,
    "demo": DOMAIN,
    "operations": DOMAIN | {"lifetime", "today", "imports", "finding", "demo"},
}
HEAVY = ["numpy", "scipy", "duckdb", "regulars.lifetime", "regulars.demo"]


def test_every_app_has_its_place_among_the_arrows() -> None:
    apps = {path.parts[1] for path in files() if path.parts[0] == "regulars" and len(path.parts) > 2}
    assert apps == set(MAY_IMPORT)


def test_the_arrows_have_no_circle() -> None:
    left = dict(MAY_IMPORT)
    while left:
        lowest = [app for app, below in left.items() if not below & set(left)]
        assert lowest, f"a circle among {sorted(left)}"
        for app in lowest:
            del left[app]


@pytest.mark.parametrize("app", sorted(MAY_IMPORT))
def test_arrows_point_down(app: str) -> None:
    allowed = MAY_IMPORT[app] | {app}
    wrong = [
        f"{path}:{line} imports {name}"
        for path in product_files()
        if path.parts[:2] == ("regulars", app)
        for line, name in imported(tree(path))
        if name.startswith("regulars.") and name.split(".")[1] not in allowed
    ]
    assert not wrong, "\n".join(wrong)


def test_only_what_runs_the_product_reads_its_configuration() -> None:
    wrong = [
        f"{path}:{line} imports {name}"
        for path in product_files()
        for line, name in imported(tree(path))
        if name.split(".")[0] == "config" and path.parts[1] != "operations" and path.parts[0] != "config"
    ]
    assert not wrong, "\n".join(wrong)


def test_the_product_imports_no_test_and_no_bench() -> None:
    wrong = [
        f"{path}:{line} imports {name}"
        for path in product_files()
        for line, name in imported(tree(path))
        if name.split(".")[0] in {"tests", "benches", "pytest", "hypothesis", "playwright"}
        or ".tests." in name
    ]
    assert not wrong, "\n".join(wrong)


def test_nothing_of_ours_is_imported_inside_a_function() -> None:
    wrong = [
        f"{path}:{line} imports {name} in {function.name}"
        for path in files()
        for function in functions(tree(path))
        for line, name in imported(function)
        if name.split(".")[0] in {"regulars", "config", "tests"}
    ]
    assert not wrong, "\n".join(wrong)


def test_imports_are_absolute() -> None:
    wrong = [
        f"{path}:{node.lineno}"
        for path in files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert not wrong


def test_the_web_process_never_loads_the_maths() -> None:
    """Loads what the web server loads, every view included, in a process of its own."""
    program = (
        "import sys; from config.wsgi import application; from django.urls import get_resolver;"
        "get_resolver().url_patterns; get_resolver().reverse_dict;"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "config.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout.strip(), done.returncode) == ("[]", 0), done.stderr
