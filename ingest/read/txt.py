"""Plain text: which encoding the bytes are in, and the text they hold.

UTF-8 comes back code point for code point (no newline translation), so offsets into the result are
offsets into the file read as UTF-8; only text in a legacy font encoding is converted, and then
offsets count in what comes back. A byte order mark is no part of the text and is left out in
every encoding; offsets count from the character after it.
"""

from __future__ import annotations

import codecs

from cancu.ingest.read.legacy import from_legacy, syllable_share

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 65_536


def decode(data: bytes) -> str | None:
    """Return the text in ``data``, None when no encoding of Vietnamese text fits.

    Tried in this order: byte order mark, UTF-16 without one, UTF-8, UTF-8 with single broken
    bytes (each becomes U+FFFD), then Windows-1258, TCVN3 and VNI by which of them gives
    Vietnamese syllables. Windows-1258 keeps its combining tone marks.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    wide = _wide_encoding(data)
    if wide:
        return data.decode(wide, errors="replace")
    if b"\0" in data:
        return None
    try:
        return from_legacy(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _decode_broken(data)


def _wide_encoding(data: bytes) -> str | None:
    """Tell UTF-16 without a mark by where its zero bytes lie: Latin letters have one each."""
    sample = data[:4096]
    if b"\0" not in sample or len(data) % 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    pairs = len(sample) // 2
    if odd > pairs * 0.2 and even < pairs * 0.02:
        return "utf-16-le"
    if even > pairs * 0.2 and odd < pairs * 0.02:
        return "utf-16-be"
    return None


def _decode_broken(data: bytes) -> str | None:
    repaired = data.decode("utf-8", errors="replace")
    if repaired.count("\ufffd") * 200 < len(repaired):
        return repaired
    return decode_single_byte(data)


def decode_single_byte(data: bytes) -> str | None:
    """Return ``data`` read as Windows-1258, TCVN3 or VNI, whichever gives Vietnamese syllables."""
    if any(byte in data[:_SAMPLE] for byte in (0, 1, 2, 3, 4, 5, 6, 7)):
        return None
    windows = data.decode("cp1258", errors="replace")
    # Windows-1252 leaves five bytes undefined; Latin-1 gives the same letters from 0xA0 on.
    letters = data.decode("latin-1")
    converted = from_legacy(letters)
    if converted is not letters and syllable_share(converted) >= syllable_share(windows):
        return converted
    return windows if syllable_share(windows) >= 0.5 else None
