"""What a reader would see of a text: letters of any script keep their own direction, a sign that turns what stands after it
round, so that the rest of a sentence reads backwards, is left out."""

import unicodedata

NOTHING_SEEN = {"C", "Z"}  # control and invisible signs, and spaces, of every script
TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def is_seen(text: str) -> bool:
    """Whether there is anything a reader would see."""
    return any(unicodedata.category(sign)[0] not in NOTHING_SEEN for sign in text)


def one_line(text: str) -> str:
    """Line breaks and runs of spaces become one space; what nobody could see is nothing."""
    line = " ".join(text.translate(TURNING).split())
    return line if is_seen(line) else ""
