"""House rules that a machine can hold (tests/house/rules.py), and those that need the program running."""

import ast
from pathlib import Path
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.house import rules
from tests.house.rules import RULES, Rule
from tests.house.source import ROOT, files, imported, product_files, text, tree

DRAWERS = {
    "utils",
    "util",
    "helpers",
    "helper",
    "services",
    "managers",
    "common",
    "misc",
    "core",
    "base_models",
}
CHECKED = (".py", ".html", ".css", ".js")
NOT_OURS = ("allauth.", "django.", "regulars.web.tests.")
# migration → why it imports what may change under it
MIGRATIONS_WITH_CODE: dict[str, str] = {}


@pytest.mark.parametrize("rule", RULES, ids=[rule.name for rule in RULES])
def test_the_house_keeps_its_rule(rule: Rule) -> None:
    broken = [
        f"{path}:{number} {line.strip()}"
        for suffix in CHECKED
        for path in files(suffix)
        if rule.where(path) and path.parts[:2] != ("tests", "house")
        for number, line in enumerate(text(path).splitlines(), start=1)
        if rule.breaks(line)
    ]
    assert not broken, rule.because + "\n" + "\n".join(broken)


@pytest.mark.parametrize("rule", RULES, ids=[rule.name for rule in RULES])
def test_a_rule_knows_bad_from_good(rule: Rule) -> None:
    assert [line for line in rule.bad if not rule.breaks(line)] == []
    assert [line for line in rule.good if rule.breaks(line)] == []


def test_a_change_writes_only_the_columns_it_changed() -> None:
    """save() without update_fields writes every column back, and undoes what somebody else changed meanwhile."""
    whole = [
        f"{path}:{node.lineno} {ast.unparse(node)}"
        for path in product_files()
        if rules.domain(path)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and saves_every_column(node)
    ]
    assert not whole, "\n".join(whole)


@pytest.mark.parametrize("line", ["account.save()", "order.save(None)", "self.save(using=x)", "a.b.save()"])
def test_saving_everything_is_noticed(line: str) -> None:
    assert saves_every_column(ast.parse(line, mode="eval").body)


@pytest.mark.parametrize(
    "line",
    [
        "order.save(update_fields=['net'])",
        "form.save()",
        "super().save(*a)",
        "member.save(force_insert=True)",
        "save()",
    ],
)
def test_saving_what_changed_is_not(line: str) -> None:
    assert not saves_every_column(ast.parse(line, mode="eval").body)


def saves_every_column(node: ast.expr) -> bool:
    """Whether this is a call of a record's save() that names no columns and is not its first one."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "save"):
        return False
    receiver = ast.unparse(node.func.value)
    named = {keyword.arg for keyword in node.keywords} & {"update_fields", "force_insert"}
    return not named and receiver != "super()" and not receiver.endswith("form")


def test_every_view_wears_a_door() -> None:
    """`@members` or `@public`: nobody enters by an oversight."""
    doorless = [name for name, view in views() if "door" not in view.__dict__]
    assert not doorless, doorless


def views(resolver: URLResolver | None = None) -> list[tuple[str, Any]]:
    """Our own views behind the URLconf, by their dotted names."""
    found = []
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            found += views(entry)
        elif isinstance(entry, URLPattern) and not entry.callback.__module__.startswith(NOT_OURS):
            found.append((f"{entry.callback.__module__}.{entry.callback.__name__}", entry.callback))
    return found


def test_migrations_stand_on_their_own() -> None:
    """A migration that imports today's code breaks when the code of tomorrow is another."""
    leaning = {
        str(path.relative_to(ROOT)): name
        for path in (ROOT / "regulars").rglob("migrations/[0-9]*.py")
        for _, name in imported(ast.parse(path.read_text()))
        if name.startswith("regulars")
    }
    assert set(leaning) == set(MIGRATIONS_WITH_CODE), leaning


def test_no_file_is_a_drawer() -> None:
    drawers = [str(path) for path in files() if path.stem in DRAWERS or DRAWERS & set(path.parts)]
    assert not drawers, drawers


def test_every_rule_looks_at_something() -> None:
    everything = [path for suffix in CHECKED for path in files(suffix)]
    idle = [rule.name for rule in RULES if not any(rule.where(path) for path in everything)]
    assert not idle
    assert rules.views(Path("regulars/people/views/account.py"))
    assert not rules.views(Path("regulars/people/models/account.py"))


def test_every_design_token_that_is_used_is_defined() -> None:
    used, defined = set(), set()
    for path in files(".css"):
        for piece in text(path).split("var(")[1:]:
            used.add(piece.split(")")[0].split(",")[0].strip())
        defined |= {
            line.strip().split(":")[0]
            for line in text(path).replace(";", "\n").replace("{", "\n").splitlines()
        }
    assert used - defined == set()
