"""Brings an installation up to this version: checks, a backup where there is something to lose, migrations.

As a program (what bin/up runs before it starts anything): also gathers the static files and answers with one
JSON line: `{"said", "sign_up"}`, sentences for the person and the path of the owner's one-time link or null.
"""

import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.checks import run_checks
from django.db import OperationalError

from regulars.demo import filling
from regulars.lib import later
from regulars.lib.errors import Refusal
from regulars.operations import schema, static
from regulars.operations.backup.making import make_backup
from regulars.operations.data_folder import DataFolder
from regulars.operations.problems import Problem
from regulars.team import signup

KEPT = 5


def prepare_database() -> Path | None:
    """Migrates where that is due; returns the backup that was made before, if any. Raises Problem."""
    if not schema.pending():
        return None
    with schema.alone():
        if not schema.pending():
            return None
        backup = None if schema.is_new() else back_up_first()
        schema.migrate()
    return backup


def back_up_first() -> Path:
    """A backup beside the data, named by the day and the version that is about to change it."""
    folder = DataFolder(settings.DATA).backups
    now = datetime.now(UTC).strftime("%Y-%m-%d-%H%M%S")
    out = folder / f"before-{settings.VERSION}-{now}.regulars"
    make_backup(out)
    for old in sorted(folder.glob("before-*.regulars"), key=lambda path: path.stat().st_mtime)[:-KEPT]:
        old.unlink()
    return out


def check_settings() -> None:
    for message in run_checks():
        if message.is_serious():
            raise Problem(f"{message.msg} {message.hint or ''}".strip())


def prepare(demo: bool) -> dict[str, object]:
    said = []
    check_settings()
    if backup := prepare_database():
        said.append(
            f"The data was made by an earlier version; before it was changed, it was saved to {backup}."
        )
        later.enqueue_once(
            "retention.score_tonight"
        )  # scores of an earlier version may lack what pages now say
    static.gather()
    if demo:
        said.append(fill_with_demo())
    return {"said": said, "sign_up": signup.owner_link()}


def fill_with_demo() -> str:
    """The made-up firm, where there is nothing yet; where there is, a sentence that it was left out."""
    try:
        story = filling.fill()
    except filling.NotEmpty as refusal:
        return str(refusal)
    later.enqueue_once("retention.score_tonight")
    return (
        f"Filled with a made-up firm of {len(story.buyers)} customers, so that there is something to look at."
    )


def main(arguments: Sequence[str]) -> int:
    try:
        answer = prepare(demo="--demo" in arguments)
    except (Problem, Refusal, OperationalError) as problem:
        print(str(problem).strip(), file=sys.stderr)
        return 2
    print(json.dumps(answer), flush=True)
    return 0
