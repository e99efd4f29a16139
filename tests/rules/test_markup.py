"""rule.md's Markdown: the law's own characters stay what they are, and only marks are marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govdesk.rules.markup import has_broken_mark, parse_markdown
from govdesk.rules.model import Mark, Segment, Text

_SIGNS = {Mark.SUPPLIED: ("{++", "++}"), Mark.OMITTED: ("{--", "--}"), Mark.DOUBTED: ("{==", "==}")}
# What other readers of Markdown would take for emphasis, links, HTML, lists or escapes.
_words = st.text("市政府 会议，。（）“”〔〕*_`<>&[]()!#~|+=-1.\\", min_size=1, max_size=8)


def one_line(body: str) -> Text:
    (block,) = parse_markdown(body)
    return block.text


@given(st.lists(st.tuples(_words, st.sampled_from([None, *Mark])), min_size=1, max_size=6))
def test_segments_read_back_as_they_were_written(pieces: list[tuple[str, Mark | None]]) -> None:
    segments = [Segment("文")]
    for text, mark in pieces:
        if mark is None and segments[-1].mark is None:
            segments[-1] = Segment(segments[-1].text + text)
        else:
            segments.append(Segment(text, mark, mark and "z1"))
    segments.append(Segment("字"))
    written = "".join(
        segment.text if segment.mark is None else segment.text.join(_SIGNS[segment.mark]) + "[^z1]"
        for segment in segments
    )
    merged: list[Segment] = []
    for segment in segments:
        if merged and merged[-1].mark is None and segment.mark is None:
            merged[-1] = Segment(merged[-1].text + segment.text)
        else:
            merged.append(segment)
    assert one_line(written) == Text(tuple(merged))


def test_each_kind_of_mark_is_shown_and_given_back_in_its_way() -> None:
    text = one_line("{--0]6--}[^a]每月召开1{++—++}[^b]2{++次++}[^b]，{==会员==}[^c]。")

    assert text.shown == "每月召开1〔—〕2〔次〕，会员。"
    assert text.source == "0]6每月召开12，会员。"
    assert text.note_ids == ("a", "b", "c")


def test_a_blank_that_the_scraper_put_into_a_word_is_debris_like_any_other() -> None:
    text = one_line("引导{-- --}[^x4]各类")

    assert text.shown == "引导各类"
    assert text.source == "引导 各类"


def test_headings_and_paragraphs_come_in_order_and_every_line_is_a_paragraph() -> None:
    blocks = parse_markdown("通知\n\n# 标题\n\n## 第一章　总则\n一、甲。\n乙。\n\n    丙。\n")

    assert [(block.level, block.text.shown) for block in blocks] == [
        (0, "通知"),
        (1, "标题"),
        (2, "第一章　总则"),
        (0, "一、甲。"),
        (0, "乙。"),
        (0, "丙。"),
    ]


@pytest.mark.parametrize(
    "line", ["- 甲", "* 甲", "1. 甲", "> 甲", "<b>甲</b>", "甲 & 乙", "---", "[甲](乙)", "`甲`", "甲\\_乙"]
)
def test_nothing_else_is_markup(line: str) -> None:
    assert one_line(line).shown == line


@pytest.mark.parametrize("line", ["甲{++乙++}", "甲{++乙[^z1]", "甲乙++}[^z1]", "{==甲{++乙++}[^a]==}[^b]", "甲[^z1]"])
def test_a_mark_that_is_not_whole_is_noticed(line: str) -> None:
    text = one_line(line)

    assert any(has_broken_mark(segment.text) for segment in text.segments if segment.mark is None)
    assert "\x02" not in text.shown


@pytest.mark.parametrize("line", ["甲{乙}丙", "C++", "1--2", "甲==乙"])
def test_braces_and_signs_of_the_text_itself_are_no_marks(line: str) -> None:
    assert not has_broken_mark(one_line(line).shown)
