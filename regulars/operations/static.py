"""Static files, gathered and compressed into the data folder when one of them changed."""

import hashlib

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def gather() -> bool:
    """Gather the static files unless those there are the current ones; true where something was to do."""
    stamp = settings.STATIC_ROOT / ".gathered"
    current = fingerprint()
    if stamp.exists() and stamp.read_text() == current:
        return False
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(current)
    return True


def fingerprint() -> str:
    """Changes with any file's place, size or time."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            seen = storage.path(path)
            digest.update(f"{path} {storage.size(path)} {storage.get_modified_time(path)} {seen}\n".encode())
    return digest.hexdigest()
