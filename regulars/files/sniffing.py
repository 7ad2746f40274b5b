"""What a file really is, from its bytes. Its name and what a browser says about it are never believed."""

import hashlib
import mimetypes
import warnings
from pathlib import Path

import puremagic
from PIL import Image, ImageOps, UnidentifiedImageError

from regulars.files.storing import LARGE, SIZES, path_of

UNKNOWN = "application/octet-stream"
TEXT = "text/plain"
PICTURES = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp", "GIF": "image/gif"}
MOST_PIXELS = {"JPEG": 150_000_000}  # decoded at a fraction of its size
MANY_PIXELS = 30_000_000  # of what must be decoded whole, some 120 MB
HEAD = 64 * 1024
CHUNK = 1024 * 1024
BROKEN = (OSError, ValueError, SyntaxError, EOFError, ArithmeticError, MemoryError, UnidentifiedImageError)
"""What Pillow raises over pictures that are none, or were made to hurt. Its warning about bombs is made an error too."""


def digest(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            found.update(chunk)
    return found.hexdigest()


def kind_of(path: Path) -> str:
    """The media type by the first bytes; a picture only where it can be opened as one."""
    if picture := picture_kind(path):
        return picture
    with path.open("rb") as file:
        head = file.read(HEAD)
    try:
        guesses = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return TEXT if _is_text(head) else UNKNOWN
    named = next((guess.mime_type for guess in guesses if guess.mime_type), UNKNOWN)
    return UNKNOWN if named in PICTURES.values() else named[:100]


def _is_text(head: bytes) -> bool:
    if b"\0" in head:
        return False
    try:
        head[:-4].decode() if len(head) > 4 else head.decode()
    except UnicodeDecodeError:
        return False
    return True


def picture_kind(path: Path) -> str:
    """image/png, image/jpeg, image/webp or image/gif; empty for anything else, and for what is too large to open."""
    try:
        with warnings.catch_warnings(), Image.open(path, formats=list(PICTURES)) as image:
            return PICTURES[image.format or ""] if _fits(image) else ""
    except (*BROKEN, KeyError, Warning, Image.DecompressionBombError):
        return ""


def _fits(image: Image.Image) -> bool:
    width, height = image.size
    return 0 < width * height <= MOST_PIXELS.get(image.format or "", MANY_PIXELS)


def make_pictures(place: str) -> bool:
    """Small and large ones of the picture at `place`, turned the right way up and without what a camera wrote into it.

    False, with nothing left behind, where it cannot be drawn after all.
    """
    try:
        with Image.open(path_of(place), formats=list(PICTURES)) as image:
            if not _fits(image):
                return False
            image.draft("RGB", (SIZES[LARGE], SIZES[LARGE]))
            drawn = _plain(ImageOps.exif_transpose(image))
        for size, pixels in sorted(SIZES.items(), key=lambda pair: -pair[1]):
            drawn.thumbnail((pixels, pixels))
            write = drawn.save
            write(path_of(place, size), "WEBP", quality=80, method=2)
            path_of(place, size).chmod(0o600)
    except (*BROKEN, Image.DecompressionBombError):
        for size in SIZES:
            path_of(place, size).unlink(missing_ok=True)
        return False
    return True


def _plain(image: Image.Image) -> Image.Image:
    """Only its pixels: no place, no camera, no comment, no profile."""
    see_through = image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info
    pixels = image.convert("RGBA" if see_through else "RGB")
    pixels.info = {}
    return pixels


def is_what_it_says(name: str, kind: str) -> bool:
    """Whether the end of the name fits what it is; where either says nothing, nothing contradicts."""
    said = mimetypes.guess_type(name, strict=False)[0]
    if said is None or (kind in {UNKNOWN, TEXT} and not said.startswith(("image/", "application/pdf"))):
        return True
    families = {_family(said), _family(kind)}
    return len(families) == 1


def _family(kind: str) -> str:
    """Offices' and archives' formats are zips inside, and told apart by nobody's first bytes."""
    if "openxmlformats" in kind or "opendocument" in kind or "zip" in kind or kind.endswith("epub+zip"):
        return "zip"
    if kind in {
        "application/msword",
        "application/vnd.ms-excel",
        "application/vnd.ms-powerpoint",
        "application/x-ole-storage",
    }:
        return "ole"
    return {"text/xml": "application/xml", "audio/x-wav": "audio/wav"}.get(kind, kind)
