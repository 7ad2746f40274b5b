"""What a backup says about itself."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any, BinaryIO

from regulars.lib.errors import BadInput

FORMAT = 1
NAME = "manifest.json"
DUMP = "database.dump"
FILES = "files/"
LIMIT = 64 * 1024 * 1024
DAMAGED = "This backup is damaged: {}. Nothing was changed. Use another copy of it, or an older backup."


class NotABackup(BadInput):
    """The file is damaged, of another kind, or newer than this Regulars. Nothing was touched."""

    code = "not_a_backup"


@dataclass(frozen=True)
class Member:
    size: int
    sha256: str


@dataclass
class Manifest:
    version: str
    postgresql: int
    made_at: str
    migrations: list[str]
    rows: dict[str, int]
    history: str = ""  # where its chain ends, for bin/regulars history --noted
    members: dict[str, Member] = field(default_factory=dict)
    format: int = FORMAT

    def to_json(self) -> bytes:
        return json.dumps(asdict(self), indent=1, sort_keys=True).encode()

    @property
    def size(self) -> int:
        """Bytes of everything in it, unpacked."""
        return sum(member.size for member in self.members.values())


def parse(text: bytes) -> Manifest:
    """The manifest of a backup of ours. Raises NotABackup, with the reason, for anything else."""
    try:
        found: dict[str, Any] = json.loads(text)
        newer = found["format"] > FORMAT
    except (ValueError, KeyError, TypeError) as error:
        raise NotABackup(DAMAGED.format("its manifest cannot be read")) from error
    if newer:
        raise NotABackup(
            f"This backup was made by a newer Regulars ({found.get('version', 'unknown')}). Bring this one up to date first."
        )
    try:
        members = {
            str(name): Member(int(m["size"]), str(m["sha256"])) for name, m in found.pop("members").items()
        }
        manifest = Manifest(**found, members=members)
        if not (all(isinstance(count, int) for count in manifest.rows.values()) and DUMP in members):
            raise ValueError
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotABackup(DAMAGED.format("its manifest is incomplete")) from error
    return manifest


def read_limited(file: BinaryIO) -> bytes:
    text = file.read(LIMIT + 1)
    if len(text) > LIMIT:
        raise NotABackup(DAMAGED.format("its manifest is far too large"))
    return text
