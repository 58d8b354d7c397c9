"""Owns a workbook as the zip of XML that it is: may it be unpacked, and what do its cells say that no reader tells.

Does not own values (`workbooks`). Sizes are counted while unpacking, not believed; documents that declare entities are
refused; a sheet with one cell far away would be a rectangle of all cells before it, so its extent is measured first.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from xml.etree import ElementTree as ET

from generator.importing.codes import SPREADSHEET
from generator.importing.grid import cell_place
from generator.packages.complaints import Complaints
from generator.problems import cell_name

MOST_UNPACKED = 400 * 1024 * 1024
"""Bytes that a workbook may have when it is unpacked."""
MOST_CELLS = 20_000_000
"""Cells that a sheet may span, from A1 to the last one that holds something."""
_ZIP, _OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_LOCAL_HEADER = struct.Struct("<26xHH")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CELL = rb"""<(?:\w+:)?c\b[^>]*?\br=["']([A-Z]{1,3}[0-9]{1,7})["']"""
_ROWS = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\br=["']([0-9]+)["'][^>]*[^/]>""")
"""Rows that hold something: one that only has a height ends at once."""
_PLACES = re.compile(rb"""<(?:\w+:)?c\b[^>]*?\br=["']([A-Z]+)([0-9]+)["']""")
_BARE = re.compile(
    _CELL + rb"[^>]*>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_ERROR = re.compile(
    rb"""<(?:\w+:)?c\b([^>]*?\bt=["']e["'][^>]*)>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)<""", re.DOTALL
)
_REFERENCE = re.compile(rb"""\br=["']([A-Z]{1,3}[0-9]{1,7})["']""")
_ROW = re.compile(rb"""<(?:\w+:)?row\b([^>]*[^/])>""")
_HIDDEN = re.compile(rb"""\bhidden=["'](?:1|true)["']""")
_NUMBER = re.compile(rb"""\br=["']([0-9]{1,7})["']""")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|is)\b")


@dataclass(frozen=True, slots=True)
class Archive:
    """The sheets of a workbook as XML, by their names."""

    sheets: dict[str, bytes]

    def faults(self, sheet: str) -> Iterator[tuple[str, tuple[int, int], str]]:
        """Yield each cell of a sheet that tells nothing: its name, its place, and `formula` or the error in it."""
        xml = self.sheets.get(sheet, b"")
        for found in _BARE.finditer(xml):
            yield (name := found[1].decode()), cell_place(name), "formula"
        for found in _ERROR.finditer(xml):
            if reference := _REFERENCE.search(found[1]):
                yield (name := reference[1].decode()), cell_place(name), found[2].decode("utf-8", "replace")

    def hidden_rows(self, sheet: str) -> Iterator[int]:
        """Yield the rows of a sheet that hold something and are not shown: hidden by hand, or by a filter."""
        xml = self.sheets.get(sheet, b"")
        for found in _ROW.finditer(xml):
            number = _NUMBER.search(found[1]) if _HIDDEN.search(found[1]) else None
            end = xml.find(b"row>", found.end())
            if number and _VALUE.search(xml, found.end(), max(end, found.end())):
                yield int(number[1])


def archive_of(data: bytes, complaints: Complaints) -> Archive | None:
    """Return the sheets of a workbook; None, noting why, when it is none or may not be unpacked."""
    if not data.startswith(_ZIP):
        complaints.add(SPREADSHEET, *_no_workbook(data))
        return None
    try:
        parts = dict(_unpacked(data))
        if "xl/workbook.xml" not in parts:
            hint = "Open it in the spreadsheet program, and save it as .xlsx or CSV."
            complaints.add(SPREADSHEET, "This is no Excel workbook (.xlsx), whatever its name says.", hint)
            return None
        sheets = dict(_sheets(parts))
        _refuse_vast(sheets)
    except _TooMuchError as error:
        complaints.add(SPREADSHEET, *error.args)
        return None
    except (
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        ET.ParseError,
        EOFError,
        LookupError,
        ValueError,
        NotImplementedError,
    ):
        hint = "Open it in the spreadsheet program, save it again as .xlsx, and try that file."
        complaints.add(SPREADSHEET, "The workbook is broken: it cannot be unpacked.", hint)
        return None
    return Archive(sheets)


class _TooMuchError(Exception):
    """The file is made so that reading it would take too much; its arguments are the message and the way out."""


def _no_workbook(data: bytes) -> tuple[str, str]:
    if not data:
        return "The file is empty.", "Save the spreadsheet again."
    if data.startswith(_OLD) and _ENCRYPTED in data:
        message = "The workbook is protected by a password, so nothing in it can be read."
        return message, "Open it, take the password off (File, Info, Protect Workbook), and save it."
    if data.startswith(_OLD):
        return "This is a workbook in the old form (.xls).", "Open it in the spreadsheet program, and save it as .xlsx."
    hint = "If it is text with separators, give it the ending .csv; else save it as .xlsx in the spreadsheet program."
    return "This is no Excel workbook (.xlsx), whatever its name says.", hint


def _unpacked(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the XML parts of a workbook, counting what they have when unpacked."""
    left = MOST_UNPACKED
    for entry in zipfile.ZipFile(io.BytesIO(data)).infolist():
        if entry.flag_bits & 1:
            raise _TooMuchError("The workbook is protected by a password.", "Take the password off, and save it.")
        begin = entry.header_offset + 30 + sum(_LOCAL_HEADER.unpack_from(data, entry.header_offset))
        packed = data[begin : begin + entry.compress_size]
        if entry.compress_type == zipfile.ZIP_STORED:
            content = packed
        elif entry.compress_type == zipfile.ZIP_DEFLATED:
            content = zlib.decompressobj(-15).decompress(packed, left + 1)
        else:
            raise NotImplementedError(entry.compress_type)
        left -= len(content)
        if left < 0:
            hint = "Copy the rows that are meant into a new workbook, or save them as CSV."
            raise _TooMuchError(f"The workbook unpacks to more than {MOST_UNPACKED // 1024**2} MB.", hint)
        if entry.filename.endswith((".xml", ".rels")):
            if b"<!DOCTYPE" in content[:4096] or b"<!ENTITY" in content[:4096]:
                raise _TooMuchError(
                    "The workbook declares entities, which no spreadsheet program does.", "Save it anew."
                )
            yield entry.filename.lstrip("/"), content


def _sheets(parts: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield the name and XML of each sheet."""
    relations = {each.get("Id", ""): each.get("Target", "") for each in _tree(parts["xl/_rels/workbook.xml.rels"])}
    for element in _tree(parts["xl/workbook.xml"]).iter():
        if element.tag.rpartition("}")[2] == "sheet":
            target = relations.get(element.get(_RELATION, ""), "")
            path = PurePosixPath(target.lstrip("/")) if target.startswith("/") else PurePosixPath("xl") / target
            yield element.get("name", ""), parts.get(path.as_posix(), b"")


def _tree(xml: bytes) -> ET.Element:
    return ET.fromstring(xml)  # noqa: S314 - nothing that declares entities gets here


def _refuse_vast(sheets: dict[str, bytes]) -> None:
    for name, xml in sheets.items():
        numbers, letters = set(_ROWS.findall(xml)), {b"A"}
        for place in _PLACES.finditer(xml):
            letters.add(place[1])
            numbers.add(place[2])
        rows, columns = (
            max(map(int, numbers), default=0),
            max(cell_place(f"{each.decode()}1")[1] + 1 for each in letters),
        )
        if rows * columns > MOST_CELLS:
            last = cell_name(rows, columns - 1)
            message = f"The sheet {name[:60]!r} reaches to {last[:40]}: more than {MOST_CELLS:,} cells."
            raise _TooMuchError(
                message, "Delete the cells far away from the others, or copy the rows into a new sheet."
            )
