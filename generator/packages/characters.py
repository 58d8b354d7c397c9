"""Owns which text is allowed: strict UTF-8 without characters that hide, reorder or control.

Does not own what the text means. Scripts that need joiners (Arabic, Urdu, Bangla, Khmer and others) keep them
between their letters; elsewhere a joiner makes two words look alike, and is refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

from generator.packages import codes
from generator.packages.complaints import Complaints

LONGEST_LINE = 64 * 1024
"""Bytes that one line may have."""
MOST_LINES = {".csv": 20_000_000, ".yaml": 20_000, ".yml": 20_000, ".md": 20_000}
"""Lines that a file of each kind may have."""

MOST_KINDS = 20
"""Different forbidden characters of a file that are named; a file with more is no text."""

_BOM = b"\xef\xbb\xbf"
_PLAIN = bytes([*range(0x20, 0x7F), *range(0x80, 0x100), 0x0A, 0x0D])
_CHUNK = 1024 * 1024
_JOINED = (
    "\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc"  # Arabic, as in Persian and Urdu
    "\u0700-\u074f\u0780-\u07bf\u07c0-\u07ff"  # Syriac, Thaana, N'Ko
    "\u0900-\u0dff"  # Devanagari, Bangla and the other scripts of India and Sri Lanka
    "\u0e00-\u0fff\u1000-\u109f\u1780-\u17b3\u17b6-\u17ff"  # Thai, Lao, Tibetan, Burmese, Khmer
    "\u1800-\u180a\u1810-\u18af"  # Mongolian
)
_SPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17b3\u17b6-\u17ff"  # Thai, Lao, Burmese, Khmer: words without blanks
FORBIDDEN = re.compile(
    "[\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f"  # controls
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"  # invisible letters and signs
    "\u200e\u200f\u2028-\u202e\u2060-\u206f"  # marks and overrides of direction, separators, invisible operators
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff"  # fillers, variation selectors, specials
    "\ue000-\uf8ff\ufdd0-\ufdef"  # private use: no two machines show the same; no characters at all
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U0010ffff]"  # more of each
    f"|(?<![{_JOINED}])[\u200c\u200d]|[\u200c\u200d](?![{_JOINED}])"
    f"|(?<![{_SPACED}])\u200b|\u200b(?![{_SPACED}])"
)
"""Characters that may not stand in a file, where they may not."""
_CONFLICT = re.compile(rb"^[<>]{7} ", re.MULTILINE)
_NAMES = {
    "\t": "a tab",
    "\x00": "a NUL byte",
    "\ufffd": "a replacement character (a letter was lost in an earlier conversion)",
    "\u00ad": "a soft hyphen",
    "\u200b": "a zero width space",
    "\u200c": "a zero width non-joiner",
    "\u200d": "a zero width joiner",
    "\ufeff": "a byte order mark",
}


def clean_text(data: bytes, kind: str, complaints: Complaints) -> bytes | None:
    """Return `data` as UTF-8 with line feeds at the ends of lines; None, noting why, when it is not allowed.

    `kind` is the end of the file's name. A byte order mark is noted and taken off, so that reading goes on.
    """
    if data.startswith(_BOM):
        complaints.add(
            codes.BYTE_ORDER_MARK,
            "The file begins with an invisible byte order mark.",
            "Run seamline fmt, which takes it off. Excel always adds one; in an editor choose “UTF-8” without “BOM”.",
            line=1,
            column=1,
        )
        data = data[len(_BOM) :]
    if not (_is_utf_8(data, complaints) and _is_free_of_forbidden(data, complaints)):
        return None
    unified = _with_line_feeds(data, complaints)
    if unified is None or not _is_within_limits(unified, kind, complaints) or _is_in_conflict(unified, complaints):
        return None
    return unified


def _is_utf_8(data: bytes, complaints: Complaints) -> bool:
    if data.isascii():
        return True
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line, column = place_of(data[: error.start])
        complaints.add(
            codes.NOT_UTF_8,
            f"The file is not UTF-8 text: the byte {data[error.start]:02X} makes no sense here.",
            "Save it again with the encoding UTF-8 (in LibreOffice: “Save as”, “Text CSV”, “Unicode (UTF-8)”).",
            line=line,
            column=column,
        )
        return False
    return True


def _is_free_of_forbidden(data: bytes, complaints: Complaints) -> bool:
    if data.isascii() and not any(part.translate(None, _PLAIN) for part in _parts(data)):
        return True
    text = data.decode("utf-8")
    first: dict[str, tuple[int, int]] = {}
    for found in FORBIDDEN.finditer(text):
        at, count = first.get(found[0], (found.start(), 0))
        first[found[0]] = (at, count + 1)
    for character, (at, count) in islice(first.items(), MOST_KINDS):
        before = text.rfind("\n", 0, at)
        complaints.add(
            codes.FORBIDDEN_CHARACTER,
            f"Here stands {_name_of(character)}{_times(count)}.",
            "Use a blank; in a table, commas." if character == "\t" else "Delete it, or type the text again by hand.",
            line=text.count("\n", 0, at) + 1,
            column=at - before,
        )
    return not first


def _name_of(character: str) -> str:
    known = _NAMES.get(character)
    if known is None:
        name = unicodedata.name(character, "").lower()
        known = f"a forbidden character ({name})" if name else "a control character"
    return f"{known}, U+{ord(character):04X},"


def _times(count: int) -> str:
    return " which may not be in a text" if count == 1 else f" the first of {count:,} in this file"


def _with_line_feeds(data: bytes, complaints: Complaints) -> bytes | None:
    if b"\r" not in data:
        return data
    unified = data.replace(b"\r\n", b"\n")
    if b"\r" not in unified:
        return unified
    line, column = place_of(unified[: unified.index(b"\r")])
    complaints.add(
        codes.LINE_ENDS,
        "A line ends with a carriage return alone, as on old Macintosh computers.",
        "Save the file with line ends LF (Unix) or CR LF (Windows).",
        line=line,
        column=column,
    )
    return None


def _is_in_conflict(data: bytes, complaints: Complaints) -> bool:
    """Whether git left both sides of a change in the file; each such place is noted."""
    if b"<<<<<<< " not in data and b">>>>>>> " not in data:
        return False
    begins = [found.start() for found in _CONFLICT.finditer(data)]
    for at in begins[:MOST_KINDS]:
        complaints.add(
            codes.MERGE_CONFLICT,
            "Here begins or ends a merge conflict: two changes of the same lines, of which somebody has to choose one.",
            "Keep the lines of one side, or of both; delete those that begin with <<<<<<<, ======= and >>>>>>>.",
            line=data.count(b"\n", 0, at) + 1,
            column=1,
        )
    return bool(begins)


def _is_within_limits(data: bytes, kind: str, complaints: Complaints) -> bool:
    lines = data.count(b"\n")
    if lines > MOST_LINES[kind]:
        complaints.add(
            codes.FILE_TOO_LARGE,
            f"The file has {lines:,} lines, more than the {MOST_LINES[kind]:,} allowed.",
            "Split it into several files and list each of them in the descriptor.",
        )
        return False
    at = _long_line(data)
    if at is not None:
        complaints.add(
            codes.LINE_TOO_LONG,
            f"The line is longer than {LONGEST_LINE:,} bytes.",
            "Shorten the text; if a line break is missing, put it in.",
            line=data.count(b"\n", 0, at) + 1,
        )
    return at is None


def _long_line(data: bytes) -> int | None:
    """Return where the first line longer than allowed begins: a window of half its length holds no line end."""
    window = LONGEST_LINE // 2
    for start in range(0, len(data) - window, window):
        if data.find(b"\n", start, start + window) < 0:
            begin = data.rfind(b"\n", 0, start) + 1
            end = data.find(b"\n", start)
            if (end if end >= 0 else len(data)) - begin > LONGEST_LINE:
                return begin
    return None


def place_of(before: bytes) -> tuple[int, int]:
    """Return line and column (in characters, from 1) of what comes after the bytes `before`."""
    begin = before.rfind(b"\n") + 1
    return before.count(b"\n") + 1, len(before[begin:].decode("utf-8", "replace")) + 1


def _parts(data: bytes) -> Iterator[bytes]:
    for start in range(0, len(data), _CHUNK):
        yield data[start : start + _CHUNK]
