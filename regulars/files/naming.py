"""What a file may be called here: for people to read, and safe in a header, on a page and on any disk."""

import unicodedata

LONGEST = 180
NOT_IN_A_NAME = set('<>:"/\\|?*')
RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}


def safe_name(given: str) -> str:
    """`"../../<b>.png\\r\\nX: y"` → `"_b_.pngX_ y"`. Letters of any script stay; the end, which tells its kind, is kept.

    Without folders, controls, line ends and tricks of writing direction; never empty, at most LONGEST letters.
    """
    last = unicodedata.normalize("NFC", given).replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join("_" if letter in NOT_IN_A_NAME else letter for letter in last if letter.isprintable())
    plain = " ".join(plain.split()).strip(". ")
    stem, dot, ending = plain.rpartition(".")
    if not dot or len(ending) > 10:
        stem, dot, ending = plain, "", ""
    if stem.lower() in RESERVED:
        stem = f"{stem}_"
    return f"{stem[: LONGEST - len(dot + ending)].rstrip()}{dot}{ending}" or "file"
