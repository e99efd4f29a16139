"""OFD, the format that government offices exchange (GB/T 33190-2016): text objects on pages, in millimetres."""

from __future__ import annotations

import posixpath

from govdesk.importing.layout import Glyph, Page, add_pages
from govdesk.importing.lines import Budget, LineCollector, Source
from govdesk.importing.pdf import scanned
from govdesk.importing.xmlfile import Handler, Package, damaged, encrypted, parse

_A4 = (210.0, 297.0)


def read_ofd(package: Package, budget: Budget) -> Source:
    """The document in `package`. Raises UserError: damaged, encrypted, scanned."""
    root = package.read("OFD.xml")
    if root is None:
        raise damaged("no OFD.xml")
    if any(posixpath.basename(name) in ("Encryptions.xml", "Encrypt.xml") for name in package.names):
        raise encrypted()
    index = _Index()
    parse(root, index, budget)
    pages: list[Page] = []
    pictures = 0
    titles = [title for title in index.titles if title.strip()]
    for document in index.documents:
        name = document.lstrip("/")
        content = package.read(name)
        if content is None:
            raise damaged(f"no {name}")
        contents = _Document()
        parse(content, contents, budget)
        folder = posixpath.dirname(name)
        for location in contents.pages:
            part = package.read(_resolve(folder, location))
            if part is None:
                raise damaged(f"no page {location}")
            reader = _PageReader(contents.size)
            parse(part, reader, budget)
            pictures += reader.pictures
            pages.append(reader.page)
    if not any(glyph.text.strip() for page in pages for glyph in page.glyphs):
        if pictures or pages:
            raise scanned("OFD")
        raise damaged("no pages")
    collector = LineCollector(budget)
    add_pages(pages, collector)
    return collector.source("OFD", titles=titles, pages=len(pages))


def _resolve(folder: str, location: str) -> str:
    """A location in the package; an absolute one counts from its root."""
    return location.lstrip("/") if location.startswith("/") else posixpath.normpath(posixpath.join(folder, location))


class _Index(Handler):
    """OFD.xml: the documents, and what they are called."""

    def __init__(self) -> None:
        self.documents: list[str] = []
        self.titles: list[str] = []
        self._text: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._text = []

    def text(self, text: str) -> None:
        self._text.append(text)

    def end(self, name: str) -> None:
        text = "".join(self._text).strip()
        if name == "DocRoot" and text:
            self.documents.append(text)
        elif name == "Title":
            self.titles.append(text)
        self._text = []


class _Document(Handler):
    """Document.xml: the pages in order."""

    def __init__(self) -> None:
        self.pages: list[str] = []
        self.size = _A4
        self._text: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._text = []
        if name == "Page" and attributes.get("BaseLoc"):
            self.pages.append(attributes["BaseLoc"])

    def text(self, text: str) -> None:
        self._text.append(text)

    def end(self, name: str) -> None:
        if name == "PhysicalBox":
            box = _numbers("".join(self._text))
            if len(box) == 4:
                self.size = box[2], box[3]


class _PageReader(Handler):
    """A page's Content.xml."""

    def __init__(self, size: tuple[float, float]) -> None:
        self.page = Page(*size)
        self.pictures = 0
        self._text: list[str] = []
        self._object: dict[str, str] = {}
        self._code: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "TextObject":
            self._object = attributes
        elif name == "TextCode":
            self._code, self._text = attributes, []
        elif name == "ImageObject":
            self.pictures += 1

    def text(self, text: str) -> None:
        self._text.append(text)

    def end(self, name: str) -> None:
        if name == "TextCode" and self._object:
            self.place("".join(self._text))
            self._text = []
        elif name == "TextObject":
            self._object = {}
        elif name == "PhysicalBox":
            box = _numbers("".join(self._text))
            if len(box) == 4:
                self.page.width, self.page.height = box[2], box[3]
        elif name in ("Area", "Content", "Layer"):
            self._text = []

    def place(self, text: str) -> None:
        """Put the characters of one TextCode on the page: its place is relative to the object's box, moved by the matrix."""
        box = _numbers(self._object.get("Boundary", ""))
        if len(box) != 4:
            return
        matrix = _numbers(self._object.get("CTM", "")) or [1, 0, 0, 1, 0, 0]
        if len(matrix) != 6:
            matrix = [1, 0, 0, 1, 0, 0]
        size = next(iter(_numbers(self._object.get("Size", ""))), 1.0) or 1.0
        scale = abs(matrix[0]) or abs(matrix[1]) or 1.0
        tall = abs(matrix[3]) or abs(matrix[2]) or scale
        x = next(iter(_numbers(self._code.get("X", ""))), 0.0)
        y = next(iter(_numbers(self._code.get("Y", ""))), 0.0)
        steps = _deltas(self._code.get("DeltaX", ""), len(text))
        drops = _deltas(self._code.get("DeltaY", ""), len(text))
        for index, char in enumerate(text):
            left = box[0] + matrix[0] * x + matrix[2] * y + matrix[4]
            base = box[1] + matrix[1] * x + matrix[3] * y + matrix[5]
            step = steps[index] if index < len(steps) else size * (0.5 if char.isascii() else 1.0)
            width = min(step or size, size) * scale
            if char.strip():
                self.page.glyphs.append(
                    Glyph(char, left, base - 0.86 * size * tall, left + width, base + 0.14 * size * tall, size * tall)
                )
            x += step
            y += drops[index] if index < len(drops) else 0.0


def _numbers(text: str) -> list[float]:
    found: list[float] = []
    for piece in text.split():
        try:
            found.append(float(piece))
        except ValueError:
            return found
    return found


def _deltas(text: str, limit: int) -> list[float]:
    """`g 18 5.64` is eighteen times 5.64 (GB/T 33190, 11.3)."""
    found: list[float] = []
    pieces, index = text.split(), 0
    while index < len(pieces) and len(found) < limit:
        if pieces[index] == "g" and index + 2 < len(pieces):
            try:
                count, value = int(pieces[index + 1]), float(pieces[index + 2])
            except ValueError:
                return found
            found += [value] * max(0, min(count, limit - len(found)))
            index += 3
            continue
        try:
            found.append(float(pieces[index]))
        except ValueError:
            return found
        index += 1
    return found
