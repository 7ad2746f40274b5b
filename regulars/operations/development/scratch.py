"""An installation that is gone afterwards, for tests and benches."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from regulars.operations.data_folder import DataFolder
from regulars.operations.installation import installation


@contextlib.contextmanager
def scratch_installation(*, forgetful: bool) -> Iterator[DataFolder]:
    """As `installation`, in a temporary folder. `forgetful` trades safety for speed: no figure of it is a measure."""
    with tempfile.TemporaryDirectory(prefix="regulars-", ignore_cleanup_errors=True) as folder:
        os.chmod(folder, 0o711)  # noqa: S103 # the database's account has to pass
        with installation(DataFolder(Path(folder).resolve() / "data"), forgetful=forgetful) as data:
            yield data
