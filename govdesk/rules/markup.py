"""rule.md's Markdown: headings, paragraphs and editorial marks, nothing else.

The grammar is python-markdown's with every construct removed that would read a law's own characters
as markup: no lists, no emphasis, no links, no HTML. Three CriticMarkup marks are added, each followed
by the id of its note: `{++补++}[^z5]`, `{--删--}[^z5]`, `{==疑==}[^x8]`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from govdesk.rules.model import Mark, Segment, Text

_TAGS = {"ins": Mark.SUPPLIED, "del": Mark.OMITTED, "mark": Mark.DOUBTED}
_PATTERNS = {
    "ins": r"\{\+\+(.+?)\+\+\}\[\^([a-z0-9-]+)\]",
    "del": r"\{--(.+?)--\}\[\^([a-z0-9-]+)\]",
    "mark": r"\{==(.+?)==\}\[\^([a-z0-9-]+)\]",
}
_KEPT_BLOCKS = {"empty", "hashheader", "paragraph"}


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

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # noqa: N802  (library's name)
        element = Element(self.tag, {"note": m[2]})
        element.text = AtomicString(m[1])
        return element, m.start(0), m.end(0)


def _narrowed() -> markdown.Markdown:
    md = markdown.Markdown()
    for registry, kept in ((md.preprocessors, {"normalize_whitespace"}), (md.parser.blockprocessors, _KEPT_BLOCKS)):
        for name in [entry.name for entry in registry._priority]:
            if name not in kept:
                registry.deregister(name)
    for name in [entry.name for entry in md.inlinePatterns._priority]:
        md.inlinePatterns.deregister(name)
    for priority, (tag, pattern) in enumerate(_PATTERNS.items()):
        md.inlinePatterns.register(_EditorialMark(pattern, md, tag), tag, 100 - priority)
    return md


def parse_markdown(body: str) -> list[Block]:
    """Headings and natural paragraphs of `body`; each line of a paragraph is a paragraph of its own."""
    md = _narrowed()
    lines = body.split("\n")
    for preprocessor in md.preprocessors:
        lines = preprocessor.run(lines)
    root = md.parser.parseDocument(lines).getroot()
    md.treeprocessors["inline"].run(root)
    blocks: list[Block] = []
    for element in root:
        level = int(element.tag[1]) if element.tag[0] == "h" and element.tag[1:].isdecimal() else 0
        for line in _split_lines(_segments(element)):
            blocks.append(Block(level, Text(tuple(line))))
    return blocks


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
    """`text` without its first `length` characters; they must lie in unmarked text."""
    first, *rest = text.segments
    kept = Segment(first.text[length:].lstrip(" \u3000"), first.mark, first.note)
    return Text(tuple([kept, *rest] if kept.text else rest))
