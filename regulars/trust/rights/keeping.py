"""Where the files that people asked for wait to be handed over: below MEDIA_ROOT, under random names, for a month."""

from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from secrets import token_hex

from django.conf import settings
from django.utils import timezone

from regulars.trust.models import RightsRequest

KEPT = timedelta(days=30)
ENDS = ("json", "pdf")


def folder() -> Path:
    found = Path(settings.MEDIA_ROOT) / "trust" / "handed_over"
    found.mkdir(parents=True, exist_ok=True, mode=0o700)
    return found


def new_name() -> str:
    return token_hex(20)


def path_of(name: str, end: str) -> Path:
    """`name` is one made by `new_name`; anything else is a mistake of ours and never reaches the disk."""
    if len(name) != 40 or set(name) - set("0123456789abcdef") or end not in ENDS:
        raise ValueError(f"not a name of ours: {name!r}.{end}")
    return folder() / f"{name}.{end}"


def discard(name: str) -> None:
    """What is gone already is fine, and so is what was never made."""
    for end in ENDS if name else ():
        with suppress(FileNotFoundError):
            path_of(name, end).unlink()


def sweep() -> int:
    """Files whose month is over, and those that belong to no request. How many; the second time none."""
    over = RightsRequest.objects.filter(file_until__lt=timezone.now()).exclude(file="")
    done = 0
    for request in over:
        discard(request.file)
        done += RightsRequest.objects.filter(pk=request.pk, file=request.file).update(
            file="", file_until=None
        )
    known = set(RightsRequest.objects.exclude(file="").values_list("file", flat=True))
    old = timezone.now().timestamp() - timedelta(days=1).total_seconds()
    for path in folder().iterdir():
        if path.name.partition(".")[0] not in known and path.stat().st_mtime < old:
            path.unlink(missing_ok=True)
            done += 1
    return done
