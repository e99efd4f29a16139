"""docs/manual.md into topics: headings, text, lists, tables, pictures, links, other names."""

from __future__ import annotations

from pathlib import Path

import pytest

from govdesk.errors import UserError
from govdesk.manual import load_manual, parse_manual
from govdesk.manual.model import Paragraph, Picture, Point, Span, Table, plain

TEXT = """# 手册

先说一句。

## 清单

<!-- 又叫：核对表、勾选 -->

按 `Ctrl+O`，
只看**待办**。

![一份清单](images/list.png)

### 打勾

1. 点方框。
2. 再点取消，见[清单](#清单)。

- 不分先后

| 键 | 做什么 |
| --- | --- |
| N | 不适用 |

## 期限

到哪天。
"""


def test_topics_by_their_headings() -> None:
    manual = parse_manual(TEXT, Path())
    assert manual.title == "手册"
    assert [(topic.title, topic.level, topic.chapter) for topic in manual.topics] == [
        ("手册", 1, "手册"),
        ("清单", 1, "清单"),
        ("打勾", 2, "清单"),
        ("期限", 1, "期限"),
    ]
    assert manual.index_of("打勾") == 2 and manual.index_of("没有") is None
    assert [manual.chapter_end(index) for index in range(4)] == [1, 3, 3, 4]


def test_a_comment_gives_other_names_and_is_no_text() -> None:
    topic = parse_manual(TEXT, Path()).topics[1]
    assert topic.also == ("核对表", "勾选")
    assert "又叫" not in topic.text


def test_looks_of_text() -> None:
    first = parse_manual(TEXT, Path()).topics[1].blocks[0]
    assert isinstance(first, Paragraph)
    # A line break in the file is none between Chinese characters.
    assert first.spans == (
        Span("按 "),
        Span("Ctrl+O", code=True),
        Span("，只看"),
        Span("待办", strong=True),
        Span("。"),
    )


def test_lists_tables_pictures_and_links() -> None:
    topics = parse_manual(TEXT, Path()).topics
    assert topics[1].blocks[1] == Picture("images/list.png", "一份清单")
    first, second, point, table = topics[2].blocks
    assert isinstance(first, Point) and isinstance(second, Point) and isinstance(point, Point)
    assert [first.label, second.label, point.label] == ["1.", "2.", "•"]
    assert [span.topic for span in second.spans] == ["", "清单", ""]
    assert isinstance(table, Table)
    assert [[plain(cell) for cell in row] for row in (table.head, *table.rows)] == [["键", "做什么"], ["N", "不适用"]]
    assert topics[2].text == "点方框。\n再点取消，见清单。\n不分先后\nN　不适用"


def test_what_cannot_be_shown_is_refused() -> None:
    with pytest.raises(ValueError, match="blockquote"):
        parse_manual("## 一\n\n> 引\n", Path())


def test_a_missing_manual_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        load_manual(tmp_path)
    assert caught.value.sentence.startswith("使用手册打不开")
