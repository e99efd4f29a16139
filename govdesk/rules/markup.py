"""rule.md's Markdown: headings, paragraphs and editorial marks, nothing else.

The grammar is python-markdown's with every construct removed that would read a law's own characters
as markup: no lists, no emphasis, no links, no HTML. Three CriticMarkup marks are added, each followed
by the id of its note: `{++补++}[^z5]`, `{--删--}[^z5]`, `{==疑==}[^x8]`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self
from xml.etree.ElementTree import Element

import markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import EmptyBlockProcessor, HashHeaderProcessor, ParagraphProcessor
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import NormalizeWhitespace
from markdown.treeprocessors import InlineProcessor as InlineTree
from markdown.util import AtomicString, Registry

from govdesk.rules.model import Mark, Segment, Text

_TAGS = {"ins": Mark.SUPPLIED, "del": Mark.OMITTED, "mark": Mark.DOUBTED}
# A mark holds no mark: \x02 is what the library leaves in the place of one that it has taken out.
_PATTERNS = {
    "ins": r"\{\+\+([^{}\x02]+?)\+\+\}\[\^([a-z0-9-]+)\]",
    "del": r"\{--([^{}\x02]+?)--\}\[\^([a-z0-9-]+)\]",
    "mark": r"\{==([^{}\x02]+?)==\}\[\^([a-z0-9-]+)\]",
}
_LEFT_OVER = re.compile(r"\{\+\+|\+\+\}|\{--|--\}|\{==|==\}|\[\^")


@dataclass(frozen=True)
class Block:
    """A heading (`level` 1–6) or a natural paragraph (`level` 0) in document order."""

    level: int
    text: Text


class _EditorialMark(InlineProcessor):
    """Turns one mark into an element that carries its note's id."""

    def __init__(self, pattern: str, md: markdown.Markdown, tag: str) -> None:
        super().__init__(pattern, md)
        self.tag = tag

    # The library's name; and its own two base classes disagree about what it returns.
    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        element = Element(self.tag, {"note": m[2]})
        element.text = AtomicString(m[1])
        return element, m.start(0), m.end(0)


class _NarrowMarkdown(markdown.Markdown):
    """The library's parser with nothing registered but headings, paragraphs and our marks."""

    def build_parser(self) -> Self:
        self.preprocessors = Registry()
        self.preprocessors.register(NormalizeWhitespace(self), "normalize_whitespace", 30)
        self.parser = BlockParser(self)
        self.parser.blockprocessors.register(EmptyBlockProcessor(self.parser), "empty", 100)
        self.parser.blockprocessors.register(HashHeaderProcessor(self.parser), "hashheader", 70)
        self.parser.blockprocessors.register(ParagraphProcessor(self.parser), "paragraph", 10)
        self.inlinePatterns = Registry()
        for priority, (tag, pattern) in enumerate(_PATTERNS.items()):
            self.inlinePatterns.register(_EditorialMark(pattern, self, tag), tag, 100 - priority)
        self.treeprocessors = Registry()
        self.treeprocessors.register(InlineTree(self), "inline", 20)
        self.postprocessors = Registry()
        return self


def parse_markdown(body: str) -> list[Block]:
    """Headings and natural paragraphs of `body`; each line of a paragraph is a paragraph of its own."""
    md = _NarrowMarkdown()
    lines = body.split("\n")
    for preprocessor in md.preprocessors:
        lines = preprocessor.run(lines)
    root = md.parser.parseDocument(lines).getroot()
    blocks: list[Block] = []
    if root is None:
        return blocks
    for treeprocessor in md.treeprocessors:
        treeprocessor.run(root)
    for element in root:
        level = int(element.tag[1]) if element.tag[0] == "h" and element.tag[1:].isdecimal() else 0
        for line in _split_lines(_segments(element)):
            blocks.append(Block(level, Text(tuple(line))))
    return blocks


def parse_verbatim(body: str) -> list[Block]:
    """The same of a text as it was found: a line is a paragraph, `#` begins a heading, and no sign is a mark.

    Nothing in it can be markup, so that no word of a strange document is taken for one.
    """
    blocks: list[Block] = []
    for line in body.split("\n"):
        stripped = line.strip()
        level = len(stripped) - len(stripped.lstrip("#"))
        if level in (1, 2) and stripped[level : level + 1] == " ":
            stripped = stripped[level:].strip()
        else:
            level = 0
        if stripped:
            blocks.append(Block(level, Text((Segment(stripped),))))
    return blocks


def has_broken_mark(text: str) -> bool:
    """Whether unmarked `text` holds a piece of a mark: not closed, without its note, or one inside another."""
    return _LEFT_OVER.search(text) is not None


def _segments(element: Element) -> list[Segment]:
    found = [Segment(element.text or "")]
    for child in element:
        found.append(Segment("".join(child.itertext()), _TAGS[child.tag], child.get("note")))
        found.append(Segment(child.tail or ""))
    return [segment for segment in found if segment.text]


def _split_lines(segments: list[Segment]) -> list[list[Segment]]:
    lines: list[list[Segment]] = [[]]
    for segment in segments:
        first, *rest = segment.text.split("\n")
        for index, piece in enumerate([first, *rest]):
            if index:
                lines.append([])
            if piece:
                lines[-1].append(Segment(piece, segment.mark, segment.note))
    return [_trimmed(line) for line in lines if any(segment.text.strip() for segment in line)]


def _trimmed(line: list[Segment]) -> list[Segment]:
    """White space round a line is layout, not text."""
    trimmed = list(line)
    if trimmed[0].mark is None:
        trimmed[0] = Segment(trimmed[0].text.lstrip())
    if trimmed[-1].mark is None:
        trimmed[-1] = Segment(trimmed[-1].text.rstrip())
    return [segment for segment in trimmed if segment.text]


def strip_prefix(text: Text, length: int) -> Text:
    """`text` without its first `length` characters and the blanks after them; they must lie in unmarked text."""
    first, *rest = text.segments
    kept = Segment(first.text[length:].lstrip(" \u3000"), first.mark, first.note)
    return Text(tuple([kept, *rest] if kept.text else rest))
