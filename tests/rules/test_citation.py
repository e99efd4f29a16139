"""Citations: everything people type for an article, and what documents print."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govdesk.rules.citation import (
    Citation,
    cite_article,
    cite_in_full,
    cite_place,
    match_rule,
    parse_citation,
    quote_for_copying,
)
from govdesk.rules.model import RuleMeta

META = RuleMeta(
    id="test-2020",
    title="测试市工作规则（试行）",
    short_title="测试市",
    issuer="测试市",
    doc_number="测政发〔2020〕1号",
)

TYPED = [
    ("第五十八条", Citation("", "58")),
    ("58", Citation("", "58")),
    ("５８", Citation("", "58")),
    ("五十八", Citation("", "58")),
    ("第 58 条", Citation("", "58")),
    ("咸阳58", Citation("咸阳", "58")),
    ("zjg 40", Citation("zjg", "40")),
    ("张家港四十一条第三款", Citation("张家港", "41", 3)),
    ("第四十条第一款第（二）项", Citation("", "40", 1, 2)),
    ("第四十条第二项", Citation("", "40", None, 2)),
    ("第十二条之一", Citation("", "12-1")),
    ("xianyang-2013/58", Citation("xianyang-2013", "58")),
    ("xianyang-2013/40.1.2", Citation("xianyang-2013", "40", 1, 2)),
    ("《咸阳市人民政府工作规则（试行）》第五十八条", Citation("咸阳市人民政府工作规则(试行)", "58")),
    ("五十八、", Citation("", "58")),
    ("三十五条（二）", Citation("", "35", None, 2)),
    ("四十七条 张家港", Citation("张家港", "47")),
    ("工作规则第五十条", Citation("", "50")),
    ("咸阳的58条", Citation("咸阳的", "58")),
    ("《测试市工作规则（试行）》（测政发〔2020〕1号）第五十八条", Citation("测试市工作规则(试行)", "58")),
]


@pytest.mark.parametrize(("typed", "meant"), TYPED, ids=[typed for typed, _ in TYPED])
def test_typed_citations_are_read(typed: str, meant: Citation) -> None:
    assert parse_citation(typed) == meant


@pytest.mark.parametrize("typed", ["", "请示", "第条", "零", "十十", "12a", "咸阳", "xianyang-2013/0"])
def test_other_text_is_no_citation(typed: str) -> None:
    assert parse_citation(typed) is None


@given(st.integers(1, 9999), st.none() | st.integers(1, 99), st.none() | st.integers(1, 99))
def test_what_is_printed_is_read_back(article: int, paragraph: int | None, item: int | None) -> None:
    assert parse_citation(cite_place(str(article), paragraph, item)) == Citation("", str(article), paragraph, item)


def test_what_was_copied_is_read_back() -> None:
    copied = quote_for_copying(META, "第四十条第一款第（二）项", "讨论“一文一事”（含附件）")
    assert parse_citation(copied) == Citation("测试市工作规则(试行)", "40", 1, 2)


@pytest.mark.parametrize(
    "typed",
    ["test-2020", "测试市", "测试市的", "测试市工作规则", "《测试市工作规则》", "测试市规则", "测试市人民政府工作规则"],
)
def test_a_rule_is_known_by_whatever_it_is_called(typed: str) -> None:
    assert match_rule(typed, [META]) == META
    assert match_rule(f"另一{typed}", [META]) is None


@given(st.text(max_size=40))
def test_no_text_upsets_the_reader(text: str) -> None:
    citation = parse_citation(text)
    assert citation is None or int(citation.article.split("-")[0]) > 0


def test_printed_forms() -> None:
    assert cite_article("12-1") == "第十二条之一"
    assert cite_in_full(META, "第五十八条") == "《测试市工作规则（试行）》第五十八条"
    assert (
        quote_for_copying(META, "第五十八条", "必须符合“一文一事”的原则")
        == "“必须符合“一文一事”的原则”（《测试市工作规则（试行）》（测政发〔2020〕1号）第五十八条）"
    )
