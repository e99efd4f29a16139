"""The manual is found by what a clerk asks, in whole sentences too, and stays out of questions about the law."""

from __future__ import annotations

import pytest

from govdesk.manual import Manual, load_manual
from govdesk.paths import shipped_manual
from govdesk.search.manual import ManualSearch, excerpt


@pytest.fixture(scope="module")
def manual() -> Manual:
    return load_manual(shipped_manual())


@pytest.fixture(scope="module")
def search(manual: Manual) -> ManualSearch:
    return ManualSearch(manual)


@pytest.mark.parametrize(
    ("asked", "topic"),
    [
        ("怎么换电脑", "换电脑"),
        ("换机器", "换电脑"),
        ("字太小", "字号和颜色"),
        ("备份", "备份"),
        ("怎么撤销？", "撤销"),
        ("勾错了怎么办", "撤销"),
        ("误删", "删除和恢复"),
        ("Ｕ盘", "放在 U 盘上用"),
        ("快捷键", "快捷键"),
        ("打印机打印不出来", "没有打印机，或印不全"),
        ("放假安排", "放假安排"),
        ("导出WORD", "导出 PDF 和 Word"),
        ("乱码", "汉字显示成方块"),
    ],
)
def test_the_first_answer(manual: Manual, search: ManualSearch, asked: str, topic: str) -> None:
    assert [manual.topics[found.place].title for found in search.find(asked)][:1] == [topic]


@pytest.mark.parametrize(
    "asked", ["", "  ", "怎么办", "请示几天办复", "市长签发", "常务会议", "会议纪要", "第58条", "量子纠缠", "。。"]
)
def test_questions_that_it_does_not_answer(search: ManualSearch, asked: str) -> None:
    assert search.find(asked) == []


def test_the_line_shown_is_the_one_that_answers(manual: Manual) -> None:
    topic = manual.topics[manual.index_of("备份") or 0]
    assert excerpt(topic, "拷到 U 盘").startswith("电脑坏了")
    assert len(excerpt(topic, "备份", 20)) <= 20
