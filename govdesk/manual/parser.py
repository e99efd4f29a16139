"""docs/manual.md into a `Manual`: Python-Markdown reads the markup, we take its tree apart.

The manual is also read as it is in the source tree, so it keeps to plain Markdown: `##` chapters, `###` parts,
paragraphs, lists of one level, tables, pictures on a line of their own, links to headings as `[清单](#清单)`. A comment
`<!-- 又叫：换电脑、搬家 -->` under a heading gives it words to be found by.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

from govdesk.errors import UserError
from govdesk.manual.model import Block, Manual, Paragraph, Picture, Point, Span, Spans, Table, Topic

FILE_NAME = "manual.md"
_ALSO = re.compile(r"<!--\s*又叫：(.*?)\s*-->")
_LEVELS = {"h2": 1, "h3": 2}


def load_manual(folder: Path) -> Manual:
    """The manual in `folder`. Raises UserError where it cannot be read."""
    try:
        text = (folder / FILE_NAME).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(
            "使用手册打不开",
            safe="规则、清单和笔记都不受影响",
            todo="程序文件可能没有拷全，请重新解压一份程序，数据文件夹不用动",
            detail=str(error),
        ) from error
    return parse_manual(text, folder)


def parse_manual(text: str, folder: Path) -> Manual:
    """The manual written as `text`; what stands before the first chapter is its preface, a topic by the manual's title."""
    import markdown

    # Comments would be lost in the tree, so the words go through as a paragraph of their own.
    html = markdown.markdown(
        _ALSO.sub(r"\n又叫：\1\n", text), extensions=["tables", "sane_lists"], output_format="xhtml"
    )
    title, topics = "", list[Topic]()
    heading, level, chapter = "", 1, ""
    blocks, also = list[Block](), tuple[str, ...]()
    for element in ElementTree.fromstring(f"<body>{html}</body>"):
        words = "".join(element.itertext())
        if element.tag == "h1":
            title = heading = chapter = words
        elif element.tag in _LEVELS:
            if blocks or topics or heading != title:
                topics.append(Topic(heading, level, chapter, tuple(blocks), also))
            heading, level = words, _LEVELS[element.tag]
            chapter = words if level == 1 else chapter
            blocks, also = [], ()
        elif element.tag == "p" and words.startswith("又叫："):
            also = tuple(words.removeprefix("又叫：").split("、"))
        else:
            blocks += _blocks(element)
    topics.append(Topic(heading, level, chapter, tuple(blocks), also))
    return Manual(title, tuple(topics), folder)


def _blocks(element: ElementTree.Element) -> Iterator[Block]:
    if element.tag == "p":
        image = element.find("img")
        if image is not None:
            yield Picture(unquote(image.get("src", "")), image.get("alt", ""))
        else:
            yield Paragraph(_spans(element))
    elif element.tag in ("ul", "ol"):
        for number, point in enumerate(element.findall("li"), start=1):
            inner = point.find("p")  # a list with blank lines between its points
            yield Point(f"{number}." if element.tag == "ol" else "•", _spans(point if inner is None else inner))
    elif element.tag == "table":
        rows = [tuple(_spans(cell) for cell in row) for row in element.iter("tr")]
        yield Table(rows[0], tuple(rows[1:]))
    else:
        raise ValueError(f"the manual has a <{element.tag}>, which it cannot show")


def _spans(element: ElementTree.Element) -> Spans:
    return tuple(span for span in _walk(element, Span("")) if span.text)


def _walk(element: ElementTree.Element, look: Span) -> Iterator[Span]:
    strong = look.strong or element.tag in ("strong", "b")
    code = look.code or element.tag == "code"
    topic = unquote(element.get("href", "")).removeprefix("#") if element.tag == "a" else look.topic
    look = Span("", strong, code, topic)
    yield _with(look, element.text)
    for child in element:
        yield from _walk(child, look)
        yield _with(look, child.tail)


def _with(look: Span, text: str | None) -> Span:
    return Span((text or "").replace("\n", ""), look.strong, look.code, look.topic)
