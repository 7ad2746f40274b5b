"""Which letters the bytes stand for: the byte order mark, else UTF-8, else a guess that a person may correct."""

import codecs

from charset_normalizer import from_bytes

LENIENT = "regulars-cp1252"
MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
WESTERN = set("àâäáãåæçèéêëìíîïñòóôõöøœùúûüýÿßÀÂÄÁÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØŒÙÚÛÜÝ£€§°–—‘’“”«»·…´½º®©")


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are not UTF-8 in a file that is: files glued together from two programs. Read them as Windows does."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    return bad.decode("cp1252", errors="replace"), error.end


codecs.register_error(LENIENT, _as_cp1252)


def encoding_of(sample: bytes, whole: bool) -> str:
    """The encoding of a text whose beginning is `sample`; `whole` says that nothing follows."""
    for mark, name in MARKS:
        if sample.startswith(mark):
            return name
    if (wide := _wide(sample)) is not None:
        return wide
    if _is_utf8(sample, whole):
        return "utf-8"
    high = {letter for letter in sample.decode("cp1252", errors="replace") if ord(letter) > 127}
    if high <= WESTERN:
        return "cp1252"
    best = from_bytes(sample[:65536]).best()
    return best.encoding if best and best.encoding not in {"ascii", "utf_8"} else "cp1252"


def _is_utf8(sample: bytes, whole: bool) -> bool:
    """A few stray bytes in a long UTF-8 text do not make it something else."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample, final=whole)
    except UnicodeDecodeError:
        text = sample.decode("utf-8", errors="replace")
        proper = sum(1 for letter in text if ord(letter) > 127 and letter != "\ufffd")
        return proper > 4 * text.count("\ufffd")
    return True


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of mostly Latin text is zero."""
    head = sample[:4096]
    if len(head) < 4:
        return None
    even, odd = head[0::2].count(0) / (len(head) / 2), head[1::2].count(0) / (len(head) / 2)
    if odd > 0.6 and even < 0.1:
        return "utf-16-le"
    if even > 0.6 and odd < 0.1:
        return "utf-16-be"
    return None
