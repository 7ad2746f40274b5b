"""bin/lint: what a machine can check before anybody reads. `--fix` puts right what can be put right."""

import argparse
import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
TEMPLATES = "regulars"


def steps(fix: bool) -> dict[str, list[str]]:
    python = [sys.executable, "-m"]
    return {
        "style": [*python, "ruff", "check", *(["--fix"] if fix else []), "."],
        "layout": [*python, "ruff", "format", *([] if fix else ["--check"]), "."],
        "templates": [*python, "djlint", *(["--reformat"] if fix else ["--check"]), TEMPLATES],
        "templates, rules": [*python, "djlint", "--quiet", "--lint", TEMPLATES],
        "types": [*python, "mypy", "config", "regulars", "tests", "benches"],
    }


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bin/lint", description=__doc__)
    parser.add_argument("--fix", action="store_true", help="put right what a machine can put right")
    fix = parser.parse_args(arguments).fix
    failed = [name for name, command in steps(fix).items() if not passes(name, command)]
    print(f"lint: {', '.join(failed)} failed" if failed else "lint: all well")
    return 1 if failed else 0


def passes(name: str, command: Sequence[str]) -> bool:
    """Run one step; its words are shown only where it fails."""
    began = time.monotonic()
    with settings_without_installation() as environment:
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    print(
        f"{'ok  ' if done.returncode == 0 else 'FAIL'} {name} ({time.monotonic() - began:.1f} s)", flush=True
    )
    if done.returncode:
        print(done.stdout + done.stderr, flush=True)
    return done.returncode == 0


@contextlib.contextmanager
def settings_without_installation() -> Iterator[dict[str, str]]:
    """The type checker reads the settings; nothing connects anywhere."""
    with tempfile.TemporaryDirectory(prefix="regulars-lint-") as folder:
        yield os.environ | {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "REGULARS_DATA": folder,
            "DATABASE_URL": "postgresql://nobody@/nowhere",
            "SECRET_KEY": "for the type checker only, which signs nothing with it at all",
        }


if __name__ == "__main__":
    sys.exit(main())
