"""Owns the weight of a PNG (ISO/IEC 15948): its pixels packed more tightly than the converter takes the time for.

Does not own the pixels. Where links are shared, pictures of more than 300 KB are left out, so heavy ones are packed;
packing takes half the time that drawing takes, and a picture that is light enough is left as it is.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_LEVEL = 3
"""Of zlib: half the weight for a quarter of the time that drawing takes; higher levels take as long as the drawing."""
_PIXELS = b"IDAT"
HEAVY = 280_000
"""Bytes over which a picture is packed."""


def light(png: bytes) -> bytes:
    """Return the picture, packed when it is heavy."""
    return packed(png) if len(png) > HEAVY else png


def packed(png: bytes) -> bytes:
    """Return the same picture in fewer bytes."""
    chunks = list(_chunks(png))
    pixels = zlib.decompress(b"".join(content for kind, content in chunks if kind == _PIXELS))
    first = next(number for number, (kind, _content) in enumerate(chunks) if kind == _PIXELS)
    others = [(kind, content) for kind, content in chunks if kind != _PIXELS]
    others.insert(first, (_PIXELS, zlib.compress(pixels, _LEVEL)))
    return _SIGNATURE + b"".join(_chunk(kind, content) for kind, content in others)


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the parts of a PNG with their kinds."""
    place = len(_SIGNATURE)
    while place < len(png):
        length, kind = struct.unpack_from(">I4s", png, place)
        yield kind, png[place + 8 : place + 8 + length]
        place += 12 + length


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(kind + content)
    return struct.pack(">I4s", len(content), kind) + content + struct.pack(">I", check)
