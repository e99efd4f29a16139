"""Whatever a document holds: each line of it is in one place, once, and in order."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shape import draft_of, words_of_pieces, words_of_rule

from govdesk.errors import UserError
from govdesk.importing.draft import Draft
from govdesk.importing.pieces import Role, folded
from govdesk.rules.marks import article_mark

ROOT = Path(__file__).parents[2]

_MARKS = (
    "第一条　", "第二条", "第三条 ", "第三条之一　", "第四条", "一、", "二、", "三、", "（一）", "（二）", "(三)", "㈠", "1.", "2．", "（1）", "①",
    "第一章　", "第二章", "第一节 ", "第一编　", "附件", "附件1：", "附表一　", "1.1 ", "1 ", "第 7-1 條 ", "# ", "\\", "{++", "+++", "第二款",
)  # fmt: skip
_WORDS = (
    "市政府应当认真履行职责。", "总则", "下列事项：", "甲；", "某某市人民政府工作规则", "某某市人民政府", "2020年1月2日", "（此件公开发布）", "目录",
    "某政发〔2020〕1号", "关于印发工作规则的通知", "各部门：", "打印 关闭", "扫一扫", "抄送：各部门。", "第五条规定的情形", "第一款所称", "— 3 —",
    "当前位置 > 首页", "索引号 0001", "（2019年公布　2020年修订）", "自2020年1月1日起施行。", "总则……………3", "。第五条　戊。第六条　己。", "", "\u3000\u3000",
)  # fmt: skip
_LINES = st.lists(st.tuples(st.sampled_from(("", *_MARKS)), st.sampled_from(_WORDS)).map("".join), max_size=40)


def assert_whole(draft: Draft, lines: list[str]) -> None:
    """Each line of `lines` stands in one place of the draft, once, and in order."""
    # The pieces are the document: all of each line, in order.
    pieces = "".join(folded(piece.text) for piece in draft.pieces)
    assert pieces == folded("".join(lines))
    # What is kept in the rule is what the pieces say is kept, in order, whatever structure was found.
    assert words_of_rule(draft.rule) == words_of_pieces(draft)
    # The rest is listed, with a reason; the notice too, which is kept before the rule.
    listed = Counter(folded(entry.text) for entry in draft.left_out)
    outside = [piece for piece in draft.pieces if piece.role in (Role.LEFT_OUT, Role.NOTICE)]
    assert not Counter(folded(piece.text) for piece in outside) - listed
    assert all(entry.why for entry in draft.left_out)
    assert folded("".join(line.source for line in draft.rule.notice)) == folded(
        "".join(piece.text for piece in draft.pieces if piece.role is Role.NOTICE)
    )
    title = folded("".join(piece.text for piece in draft.pieces if piece.role is Role.TITLE))
    assert not title or folded(draft.particulars.title) in title


@given(_LINES)
@settings(max_examples=400, deadline=None)
def test_every_line_of_any_text_is_in_one_place(lines: list[str]) -> None:
    try:
        draft = draft_of("\n".join(lines).encode())
    except UserError:
        return  # no articles, or nothing at all: nothing is imported
    assert_whole(draft, lines)


@given(_LINES, st.integers(2, 30))
@settings(max_examples=150, deadline=None)
def test_so_it_is_where_a_rule_stands_in_the_midst_of_anything(around: list[str], count: int) -> None:
    rule = [f"第{number}条　市政府应当认真履行职责。" for number in range(1, count)]
    lines = [*around[:20], "某某市人民政府工作规则", *rule, *around[20:]]
    try:
        draft = draft_of("\n".join(lines).encode())
    except UserError:
        assert count == 2
        return
    assert_whole(draft, lines)


@pytest.mark.parametrize("pack", ["xianyang-2013", "zhangjiagang-2022"])
def test_every_line_of_the_shipped_sources_is_in_one_place(pack: str) -> None:
    content = (ROOT / "rules" / pack / "source.txt").read_bytes()

    assert_whole(draft_of(content), content.decode().splitlines())


def test_reading_marks_is_quick_on_characters_that_could_all_be_numerals() -> None:
    assert article_mark("第" + "一" * 1_000_000) is None
