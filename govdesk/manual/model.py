"""What the manual is made of: topics in order, each with its blocks. No markup is left in them."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import msgspec


class Span(msgspec.Struct, frozen=True):
    """A stretch of text in one look. `topic` is the title of the topic that it leads to, "" for none."""

    text: str
    strong: bool = False
    code: bool = False  # a key or what is typed, set apart
    topic: str = ""


Spans = tuple[Span, ...]


class Paragraph(msgspec.Struct, frozen=True, tag=True):
    """Running text."""

    spans: Spans


class Point(msgspec.Struct, frozen=True, tag=True):
    """A line of a list: `label` is "1." or "•"."""

    label: str
    spans: Spans


class Table(msgspec.Struct, frozen=True, tag=True):
    """Rows of cells, each row as long as `head`."""

    head: tuple[Spans, ...]
    rows: tuple[tuple[Spans, ...], ...]


class Picture(msgspec.Struct, frozen=True, tag=True):
    """An image file, relative to the manual's folder, and what is to be seen in it."""

    file: str
    told: str


Block = Paragraph | Point | Table | Picture


class Topic(msgspec.Struct, frozen=True, dict=True):
    """A heading and what stands under it, up to the next heading of any level.

    `level` is 1 for a chapter and 2 for a part of one; `chapter` is the chapter's title, its own for a chapter.
    `also` are the words by which people look for it that its text does not have.
    """

    title: str
    level: int
    chapter: str
    blocks: tuple[Block, ...] = ()
    also: tuple[str, ...] = ()

    @cached_property
    def text(self) -> str:
        """All its words without the title, a line for each block, cells apart."""
        return "\n".join(filter(None, map(_words, self.blocks)))


class Manual(msgspec.Struct, frozen=True):
    """The manual: `folder` is where its pictures are looked for."""

    title: str
    topics: tuple[Topic, ...]
    folder: Path

    def index_of(self, title: str) -> int | None:
        """Where the topic of that title stands; None where there is none."""
        return next((index for index, topic in enumerate(self.topics) if topic.title == title), None)

    def chapter_end(self, index: int) -> int:
        """Behind the last topic of the chapter that begins at `index`; for a part of a chapter, behind itself."""
        end = index + 1
        while self.topics[index].level == 1 and end < len(self.topics) and self.topics[end].level > 1:
            end += 1
        return end


def plain(spans: Spans) -> str:
    """The words of spans."""
    return "".join(span.text for span in spans)


def _words(block: Block) -> str:
    if isinstance(block, Table):
        return "\n".join("　".join(map(plain, row)) for row in block.rows)
    if isinstance(block, Picture):
        return ""
    return plain(block.spans)
