"""The folder that holds everything an installation knows. Nothing of it lives anywhere else."""

import os
import pwd
import secrets
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from regulars.operations.problems import Problem


@dataclass(frozen=True)
class DataFolder:
    root: Path

    @classmethod
    def chosen(cls, given: str | None = None) -> "DataFolder":
        """`--data`, else REGULARS_DATA, else the platform's folder for this user's data."""
        place = given or os.environ.get("REGULARS_DATA") or platformdirs.user_data_dir("regulars")
        return cls(Path(place).expanduser().resolve())

    @property
    def postgres(self) -> Path:
        """The bundled database's own files."""
        return self.root / "postgres"

    @property
    def files(self) -> Path:
        """Attachments and uploads: what a backup takes besides the database."""
        return self.root / "files"

    @property
    def secret_key(self) -> Path:
        return self.root / "secrets" / "secret_key"

    @property
    def backups(self) -> Path:
        return self.root / "backups"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def run(self) -> Path:
        """Locks, and what runs now. Empty when nothing does."""
        return self.root / "run"

    def ensure(self) -> None:
        """Make what is missing, readable by nobody else. Raises Problem where that cannot be."""
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            self._refuse_someone_elses()
            self.root.chmod(0o711 if os.geteuid() == 0 else 0o700)
            for folder in (self.files, self.secret_key.parent, self.backups, self.logs, self.run):
                folder.mkdir(mode=0o700, exist_ok=True)
            (self.files / "imports").mkdir(mode=0o700, exist_ok=True)
            self._ensure_secret_key()
        except OSError as error:
            raise Problem(
                f"The data folder {self.root} cannot be used: {error.strerror}. "
                "Name another one with --data or REGULARS_DATA."
            ) from error

    def _refuse_someone_elses(self) -> None:
        """Running as somebody else would leave files behind that the owner cannot read."""
        made = self.secret_key.parent
        if not made.exists() or made.stat().st_uid == os.geteuid():
            return
        owner = name_of(made.stat().st_uid)
        raise Problem(
            f"The data folder {self.root} belongs to {owner}. "
            f"Start Regulars as {owner}, or use another --data."
        )

    def _ensure_secret_key(self) -> None:
        if self.secret_key.exists() and self.secret_key.stat().st_size:
            return
        draft = self.secret_key.with_suffix(f".{os.getpid()}")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(64))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.secret_key)


def name_of(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"
