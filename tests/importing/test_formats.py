"""A rule written in each format reads back as the same rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import making
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shape import draft_of, shape

from govdesk.importing.pieces import folded
from govdesk.rules.numerals import write_numeral

_SUBJECTS = ("市政府", "市长", "副市长", "秘书长", "市政府各部门", "市政府办公室", "分管副市长")
_DUTIES = (
    "应当认真履行职责",
    "负责召集和主持市政府常务会议，讨论决定市政府工作中的重大事项",
    "一般应当在7个工作日内提出办理意见，情况特殊的可以适当延长，但要向市政府办公室说明理由并抓紧办理，办理结果及时报告市政府",
    "依照第三条、第五条的规定办理",
    "要贯彻落实“放管服”改革要求，加强和改进机关作风建设（包括会风和文风）",
)
_SENTENCE = st.builds(lambda subject, duty: f"{subject}{duty}。", st.sampled_from(_SUBJECTS), st.sampled_from(_DUTIES))
_HEADINGS = ("总则", "组成人员职责", "会议制度", "公文审批", "工作纪律和作风建设", "附则")


@dataclass(frozen=True)
class Written:
    """A rule as its lines, and the structure that it has."""

    lines: tuple[str, ...]
    headings: list[tuple[int, str, int]]
    articles: list[tuple[str, str, list[tuple[str, list[tuple[str, str, list[object]]]]]]]


@st.composite
def rules(draw: st.DrawFn) -> Written:
    """A rule of a city with chapters or without, in either way of numbering, with items and a second 款 here and there."""
    enumerated = draw(st.booleans())
    lines, headings, articles = ["某某市人民政府工作规则"], [], []
    chapters = draw(st.integers(0, 4))
    number = 0
    for chapter in range(max(1, chapters)):
        if chapters:
            label, name = f"第{write_numeral(chapter + 1)}章", draw(st.sampled_from(_HEADINGS))
            lines.append(f"{label}　{name}")
            headings.append((2, folded(label + name), number))
        for _ in range(draw(st.integers(1, 4))):
            number += 1
            printed = f"{write_numeral(number)}、" if enumerated else f"第{write_numeral(number)}条"
            before = printed if enumerated else f"{printed}　"
            paragraphs = []
            for position in range(draw(st.integers(1, 2))):
                listed = draw(st.integers(0, 3))
                text = draw(_SENTENCE)
                if listed > 1:
                    text = f"{text[:-1]}，包括："
                lines.append((before if not position else "") + text)
                items = []
                for at in range(listed if listed > 1 else 0):
                    mark, words = f"（{write_numeral(at + 1)}）", draw(_SENTENCE)[:-1] + "；"
                    lines.append(mark + words)
                    items.append((folded(mark), folded(words), []))
                paragraphs.append((folded(text), items))
            articles.append((str(number), folded(printed), paragraphs))
    return Written(tuple(lines), headings, articles)  # type: ignore[arg-type]


FORMATS: dict[str, Callable[[tuple[str, ...]], bytes]] = {
    "规则.txt": lambda lines: "\r\n".join(lines).encode("utf-8-sig"),
    "国标.txt": lambda lines: "\r\n".join(f"　　{line}" for line in lines).encode("gb18030"),
    "小端.txt": lambda lines: ("\ufeff" + "\r\n".join(lines)).encode("utf-16-le"),
    "大端.txt": lambda lines: "\n".join(lines).encode("utf-16-be"),
    "网页.html": making.html,
    "老网页.html": lambda lines: making.html(lines, "gb2312"),
    "规则.md": making.markdown,
    "规则.docx": making.docx,
    "规则.odt": making.odt,
    "规则.rtf": making.rtf,
    "规则.doc": making.doc,
    "规则.wps": making.doc,
    "规则.ofd": making.ofd,
}


@pytest.mark.parametrize("name", FORMATS)
@given(rule=rules())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_rule_in_any_format_reads_back_as_it_was_written(name: str, rule: Written) -> None:
    if len(rule.articles) < 2:
        return  # a single 一、 may be anything
    draft = draft_of(FORMATS[name](rule.lines), name)

    assert shape(draft.rule) == [rule.headings, *rule.articles]
    assert draft.particulars.title == "某某市人民政府工作规则"


@given(rule=rules())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_rule_on_the_pages_of_a_pdf_reads_back_as_it_was_written(rule: Written) -> None:
    if len(rule.articles) < 2:
        return
    draft = draft_of(making.pdf(making.typeset(rule.lines)), "规则.pdf")

    assert shape(draft.rule) == [rule.headings, *rule.articles]


def test_two_columns_of_a_page_are_read_one_after_the_other() -> None:
    def duty(number: int) -> str:
        return (
            _DUTIES[2].replace("7个", f"{number}个").replace("市政府办公室", f"市政府办公室{write_numeral(number)}科")
        )

    lines = ["某某市人民政府工作规则"]
    for number in range(1, 31):
        lines += [
            f"第{write_numeral(number)}条　{duty(number)}。",
            "（一）市政府常务会议；",
            "（二）市长办公会议。",
            "市长负责召集。",
        ]
    draft = draft_of(making.pdf(making.typeset(lines, columns=2)), "规则.pdf")

    assert [article.number for article in draft.rule.articles] == [str(number) for number in range(1, 31)]
    for number, article in enumerate(draft.rule.articles, start=1):
        assert article.shown == f"{duty(number)}。\n（一）市政府常务会议；\n（二）市长办公会议。\n市长负责召集。"


@pytest.mark.parametrize("name", ["改名.pdf", "改名.docx", "改名"])
def test_a_file_is_what_its_content_is_and_not_its_name(name: str) -> None:
    lines = ("某某市人民政府工作规则", "第一条　甲应当乙。", "第二条　丙应当丁。")

    assert [a.printed for a in draft_of(making.rtf(lines), name).rule.articles] == ["第一条", "第二条"]


@pytest.mark.parametrize("encoding", ["gb18030", "big5hkscs", "utf-8", "utf-16-le"])
def test_an_encoding_is_told_by_the_text_and_not_by_a_wrong_declaration(encoding: str) -> None:
    text = "地方制度法\n第 1 條\n本法依中華民國憲法制定之。\n第 2 條\n地方自治團體依本法之規定辦理自治事項，並執行上級政府委辦事項。\n"
    page = f"<html><meta charset=iso-8859-1><p>{text.replace(chr(10), '</p><p>')}</p></html>"

    for content, name in ((text.encode(encoding), "法.txt"), (page.encode(encoding), "法.html")):
        draft = draft_of(content, name)
        assert [article.paragraphs[0].text.source for article in draft.rule.articles] == [
            "本法依中華民國憲法制定之。",
            "地方自治團體依本法之規定辦理自治事項，並執行上級政府委辦事項。",
        ]
        assert draft.warnings == ()
