"""The project's own files, read once, and what their syntax trees say."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OURS = ("regulars", "config", "tests", "benches", "bin")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def files(suffix: str = ".py") -> list[Path]:
    """Our files with `suffix`, as paths from the root, migrations and caches left out."""
    found = (path.relative_to(ROOT) for folder in OURS for path in (ROOT / folder).rglob(f"*{suffix}"))
    return sorted(path for path in found if not {"migrations", "__pycache__"} & set(path.parts))


def product_files() -> list[Path]:
    """Python of the product itself: no tests, no benches."""
    return [path for path in files() if path.parts[0] in {"regulars", "config"} and not is_test(path)]


def is_test(path: Path) -> bool:
    return "tests" in path.parts


@cache
def text(path: Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(text(path), filename=str(path))


def functions(node: ast.AST) -> Iterator[Function]:
    for child in ast.walk(node):
        if isinstance(child, Function):
            yield child


def imported(node: ast.AST) -> Iterator[tuple[int, str]]:
    """(line, dotted name) of everything imported anywhere in `node`."""
    for child in ast.walk(node):
        if isinstance(child, ast.Import):
            yield from ((child.lineno, alias.name) for alias in child.names)
        elif isinstance(child, ast.ImportFrom) and child.module and not child.level:
            yield from ((child.lineno, f"{child.module}.{alias.name}") for alias in child.names)


def called(node: ast.Call) -> str:
    """The last part of what is called: `record` for `models.record(…)`."""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def first_arguments(path: Path, names: set[str]) -> Iterator[tuple[int, str | None]]:
    """(line, the literal text, or None) of the first argument of every call of one of `names`."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and called(node) in names and node.args:
            first = node.args[0]
            literal = isinstance(first, ast.Constant) and isinstance(first.value, str)
            yield node.lineno, first.value if literal else None  # type: ignore[attr-defined] # checked above
