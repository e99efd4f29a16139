"""Zip files full of XML (docx, odt, ofd), opened with care.

No document type is read: OOXML, ODF and OFD have none, and entities, inner or outer, come only with one. What a zip unpacks
to is bounded by what is read of it, not by what its directory claims; names in it are only ever keys, never paths.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from xml.parsers import expat

from govdesk.importing.lines import Budget, refusal

_MAX_PART = 40 * 1024 * 1024  # bytes of one part, unpacked
_MAX_ALL = 80 * 1024 * 1024
_MAX_PARTS = 20_000
_CHUNK = 256 * 1024
_MAX_DEPTH = 5_000
_DAMAGED = "文件坏了，读不出来"
_AGAIN = "用原来的程序打开，另存一份再试，或请对方重发"


def damaged(detail: str = "") -> Exception:
    """The refusal of a file that is not whole."""
    return refusal(_DAMAGED, _AGAIN, detail)


class Package:
    """A zip file by the names of its parts."""

    def __init__(self, content: bytes, budget: Budget) -> None:
        self.budget = budget
        self._left = _MAX_ALL
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
            raise damaged(str(error)) from error
        self.names = frozenset(self._zip.namelist()[:_MAX_PARTS])

    def read(self, name: str) -> bytes | None:
        """The part `name`, or None where there is none. Raises UserError: damaged, encrypted, far too large."""
        if name not in self.names:
            return None
        info = self._zip.getinfo(name)
        if info.flag_bits & 1:
            raise encrypted()
        limit = min(_MAX_PART, self._left)
        found = bytearray()
        try:
            with self._zip.open(info) as stream:
                while piece := stream.read(_CHUNK):
                    found += piece
                    if len(found) > limit:
                        raise refusal(
                            "这个文件解开后大得不正常，可能是有意做坏的", "请对方重新发一份，或另存成文本再试"
                        )
                    self.budget.check()
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            OSError,
            RuntimeError,
            ValueError,
        ) as error:
            raise damaged(str(error)) from error
        self._left -= len(found)
        return bytes(found)


def encrypted() -> Exception:
    """The refusal of a file that has a password."""
    return refusal("这个文件加了密，没有密码读不出来", "用密码打开后，去掉密码另存一份再试")


class Handler:
    """What a reader of an XML part overrides. Names come without their namespace: `w:p` is `p`."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """Characters, in pieces."""


def parse(content: bytes, handler: Handler, budget: Budget) -> None:
    """Feed an XML part to `handler`. Raises UserError where it is no sound XML, or declares a document type."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _MAX_DEPTH:
            raise refusal("这个文件一层套一层，套得不正常，可能是有意做坏的", "请对方重新发一份，或另存成文本再试")
        handler.start(name.rpartition(":")[2], {key.rpartition(":")[2]: value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        handler.end(name.rpartition(":")[2])

    def doctype(*_: object) -> None:
        raise refusal(
            "这个文件里有不该有的东西（外部引用的声明），可能是有意做坏的", "请对方重新发一份，或另存成文本再试"
        )

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = handler.text
    parser.StartDoctypeDeclHandler = doctype
    try:
        for position in range(0, len(content), _CHUNK):
            parser.Parse(content[position : position + _CHUNK], False)
            budget.check()
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise damaged(str(error)) from error
