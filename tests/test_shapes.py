"""How long things may be. What is longer wants to be two things, or gives its reason here; the list only shrinks."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.house.source import files, functions, is_test, text, tree

# path or path::function → (lines now, why it is one thing)
EXCEPTIONS: dict[str, tuple[int, str]] = {}


def lines_of(path: Path) -> Iterator[tuple[str, int]]:
    yield str(path), len(text(path).splitlines())


def lines_of_functions(path: Path) -> Iterator[tuple[str, int]]:
    for function in functions(tree(path)):
        yield f"{path}::{function.name}", (function.end_lineno or 0) - function.lineno + 1


def lines_of_views(path: Path) -> Iterator[tuple[str, int]]:
    for function in functions(tree(path)):
        if any(name_of(decorator) in {"members", "public"} for decorator in function.decorator_list):
            yield f"{path}::{function.name}", (function.end_lineno or 0) - function.lineno + 1


def name_of(decorator: ast.expr) -> str:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


SHAPES: list[tuple[str, str, int, Callable[[Path], Iterator[tuple[str, int]]]]] = [
    ("a Python file", ".py", 300, lines_of),
    ("a function", ".py", 50, lines_of_functions),
    ("a view", ".py", 30, lines_of_views),
    ("a template", ".html", 120, lines_of),
    ("a style sheet", ".css", 250, lines_of),
    ("a script", ".js", 120, lines_of),
]


@pytest.mark.parametrize(("what", "suffix", "most", "measure"), SHAPES, ids=[shape[0] for shape in SHAPES])
def test_nothing_is_too_long(
    what: str, suffix: str, most: int, measure: Callable[[Path], Iterator[tuple[str, int]]]
) -> None:
    long = [
        f"{name} has {count} lines; {what} has at most {EXCEPTIONS.get(name, (most,))[0]}"
        for path in files(suffix)
        for name, count in measure(path)
        if count > EXCEPTIONS.get(name, (most,))[0]
    ]
    assert not long, "\n".join(long)


def test_an_exception_that_is_no_longer_needed_leaves_the_list() -> None:
    too_long = {
        name: count
        for _, suffix, most, measure in SHAPES
        for path in files(suffix)
        for name, count in measure(path)
        if count > most
    }
    recorded = {name: lines for name, (lines, _) in EXCEPTIONS.items()}
    assert recorded == {name: count for name, count in too_long.items() if name in recorded}


def test_every_function_says_what_it_returns() -> None:
    silent = [
        f"{path}:{function.lineno} {function.name}"
        for path in files()
        if path.parts[0] != "bin"
        for function in functions(tree(path))
        if function.returns is None
    ]
    assert not silent, "\n".join(silent)


def test_no_test_tells_more_than_one_story() -> None:
    long = [
        name
        for path in files()
        if is_test(path) and "journeys" not in path.parts
        for name, count in lines_of_functions(path)
        if count > 40 and name not in EXCEPTIONS
    ]
    assert not long, "\n".join(long)
