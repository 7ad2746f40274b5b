"""A name that a shell would run is only a name, in every program we start."""

import ast
import zipfile
from pathlib import Path

import pytest

from regulars.operations.tests.installations import regulars
from tests.house.source import product_files, tree

ODD = "$(touch PWNED);`touch PWNED`|touch PWNED&'\"-rf --help\n.regulars"
STARTING = {
    "run",
    "Popen",
    "call",
    "check_call",
    "check_output",
    "system",
    "popen",
    "execv",
    "execvp",
    "spawnv",
}


@pytest.mark.attack("C18")
@pytest.mark.slow
def test_a_backup_is_made_of_and_under_names_that_a_shell_would_run(data: Path, tmp_path: Path) -> None:
    place = tmp_path / "a b"
    place.mkdir()
    inside = data / "files" / "imports" / ODD.replace("/", "").replace("\n", "")
    inside.write_text("when;who;what\n")
    out = place / ODD
    done = regulars(data, "backup", str(out))
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(out) as archive:
        assert f"files/imports/{inside.name}" in archive.namelist()
    assert regulars(data, "restore", str(out), "--only-check").returncode == 0
    assert not list(tmp_path.rglob("PWNED"))
    assert not list(data.rglob("PWNED"))
    assert not Path("PWNED").exists()


@pytest.mark.attack("C18")
def test_no_program_is_started_through_a_shell() -> None:
    """Argument lists only: no `shell=True`, no `os.system`, no command in one text."""
    through = [
        f"{path}:{node.lineno} {ast.unparse(node)[:80]}"
        for path in product_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and is_a_shell(node)
    ]
    assert through == []


def is_a_shell(node: ast.Call) -> bool:
    called = ast.unparse(node.func)
    shell = any(word.arg == "shell" and ast.unparse(word.value) != "False" for word in node.keywords)
    starts = called.startswith(("subprocess.", "os.")) and called.rpartition(".")[2] in STARTING
    text = bool(node.args) and isinstance(node.args[0], ast.JoinedStr | ast.Constant)
    return (
        shell or called in {"os.system", "os.popen"} or (starts and called.startswith("subprocess.") and text)
    )


@pytest.mark.parametrize(
    "line",
    [
        "os.system(x)",
        "subprocess.run('ls ' , check=True)",
        "subprocess.Popen(f'ls {x}')",
        "run(x, shell=True)",
    ],
)
def test_a_shell_is_noticed(line: str) -> None:
    assert is_a_shell(ast.parse(line, mode="eval").body)  # type: ignore[arg-type] # it is an expression # each is a call


def test_an_argument_list_is_not() -> None:
    assert not is_a_shell(ast.parse("subprocess.run(['ls', x], check=True)", mode="eval").body)  # type: ignore[arg-type] # a call
