"""What programs and people do to a document on its way: wrong marks, spaced characters, broken pages, tracked deletions."""

from __future__ import annotations

import pytest
from shape import draft_of, draft_of_lines

from govdesk.rules.numerals import write_numeral

_DUTY = "一般应当在7个工作日内提出办理意见，情况特殊的可以适当延长，但要向市政府办公室说明理由并抓紧办理，办理结果及时报告市政府"
_SENTENCES = (
    "某某市人民政府工作规则",
    "第一条　为全面履行政府职能，规范市人民政府工作，制定本规则。",
    "第二条　市人民政府各部门应当认真办理人大代表建议和政协委员提案。",
    "第三条　会议纪要由市人民政府办公室起草，由主持会议的领导同志签发。",
)


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"\xef\xbb\xbf", "gb18030"),
        (b"\xff\xfe", "gb18030"),
        (b"\xff\xfe", "utf-16-be"),
        (b"\xfe\xff", "utf-16-le"),
        (b"\xfe\xff", "utf-8"),
    ],
)
def test_a_mark_at_the_start_that_is_wrong_is_not_believed(mark: bytes, encoding: str) -> None:
    draft = draft_of(mark + "\r\n".join(_SENTENCES).encode(encoding))

    assert [f"{a.printed}　{a.shown}" for a in draft.rule.articles] == list(_SENTENCES[1:])
    assert draft.warnings == ()


def test_a_damaged_text_keeps_the_encoding_that_its_mark_names() -> None:
    damaged = "\r\n".join(_SENTENCES).encode("utf-8-sig").replace("提案".encode(), b"\xe6\x8f", 1)
    draft = draft_of(damaged)

    assert draft.rule.articles[0].shown == "为全面履行政府职能，规范市人民政府工作，制定本规则。"
    assert "疑似乱码" in draft.warnings[0]


def test_the_blanks_between_all_characters_of_a_recognised_text_are_taken_out() -> None:
    text = "\n".join(" ".join(line) for line in (*_SENTENCES, "第十一条　各部门应当按时报送材料，逾期的说明理由。"))
    draft = draft_of(text.encode())

    assert [a.shown for a in draft.rule.articles][:3] == [line.partition("　")[2] for line in _SENTENCES[1:]]
    assert draft.rule.articles[3].number == "11"
    assert draft.warnings[0] == "字与字之间都有空格（常见于识别出来的文字），已去掉，请对照原件"


def test_headings_that_are_spaced_out_stay_as_the_source_has_them() -> None:
    draft = draft_of("\n".join((" ".join(_SENTENCES[0]), "第 一 章　总 则", *_SENTENCES[1:])).encode())

    assert draft.source.lines[0].text == " ".join(_SENTENCES[0])
    assert draft.warnings == ()


def test_a_page_number_within_a_paragraph_of_a_broken_text_does_not_part_it() -> None:
    lines = [f"第{write_numeral(n)}条　{_DUTY}，{_DUTY}。" for n in range(1, 13)]
    written: list[str] = []
    for count, line in enumerate(lines):
        pieces = [f"　　{line[:28]}", *(line[at : at + 30] for at in range(28, len(line), 30))]
        written += [*pieces[:2], "", f"— {count + 1} —", "", *pieces[2:]]
    draft = draft_of("\n".join(written).encode())

    assert [f"{a.printed}　{a.shown}" for a in draft.rule.articles] == lines
    assert [entry.why for entry in draft.left_out] == ["页码"] * 12


def test_a_deletion_that_was_tracked_is_no_text_of_a_page() -> None:
    page = (
        "<p>某市规则</p><p>第一条　甲<del cite=x>乙</del><ins>丙</ins>。</p><del><p>第一条之一　丁。</p></del>"
        "<p>第二条　戊<del>己。</p><p>第三条　庚。</p>"
    )
    draft = draft_of(page.encode(), "规则.html")

    assert [(a.number, a.shown) for a in draft.rule.articles] == [("1", "甲丙。"), ("2", "戊己。"), ("3", "庚。")]


def test_blanks_within_a_number_are_no_matter() -> None:
    draft = draft_of_lines(
        "某市规则", "第 九 条　甲。", "第 十 条　乙：", "（一）丙；", "（ 二 ）丁。", "第 十 一 条　戊。", "第 十 二 条 之 一　己。"
    )  # fmt: skip

    assert [(a.number, a.shown) for a in draft.rule.articles][1:3] == [
        ("10", "乙：\n（一）丙；\n（ 二 ）丁。"),
        ("11", "戊。"),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "协办部门应当配合。",
        "注册会计师参加；",
        "政策解读应当同步。",
        "微信、微博由专人管理。",
        "地址变更的，应当报告。",
        "分享信息应当留痕。",
    ],
)
def test_a_sentence_is_no_page_furniture_whatever_word_it_begins_with(sentence: str) -> None:
    draft = draft_of_lines("某市规则", "第一条　甲。", sentence, "第二条　乙。", sentence, "第二款。")

    assert [a.shown for a in draft.rule.articles] == [f"甲。\n{sentence}", f"乙。\n{sentence}\n第二款。"]
    assert draft.left_out == ()


@pytest.mark.parametrize("blank", ["　", ""])
def test_numbers_that_begin_anew_in_each_chapter_are_of_one_rule(blank: str) -> None:
    lines = ["某市规则"]
    for chapter, heading in enumerate(("总则", "会议制度", "公文审批"), start=1):
        lines.append(f"第{'一二三'[chapter - 1]}章　{heading}")
        lines += [f"第{number}条{blank}市政府办公室办理。" for number in "一二三四"]
    draft = draft_of_lines(*lines)

    assert [a.number for a in draft.rule.articles] == ["1", "2", "3", "4"] * 3
    assert draft.warnings == ("条号在各章里重新编起，引用时要连同章名",)
    assert draft.left_out == ()


def test_the_box_of_an_rtf_file_stands_once_and_parts_no_paragraph() -> None:
    def coded(text: str) -> str:
        return "".join(f"\\u{ord(char)}?" for char in text)

    again = r"{\shprslt{\*\do\dobxpage{\dptxbx{\dptxbxtext\pard " + coded("框里") + r"\par}}}}"
    shape = (
        r"{\shp{\*\shpinst\shpleft0{\sp{\sn shapeType}{\sv 202}}{\shptxt \pard "
        + coded("框里")
        + r"\par}"
        + again
        + "}}"
    )
    drawn = r"{\*\do\dobxpage{\dptxbx{\dptxbxtext\pard " + coded("画里") + r"\par}}}"
    lines = ("某市规则", "第一条　甲。", "第二条　乙{}丙。", "第三条　丁{}戊。", "第四条　己。")
    body = r"\par ".join(coded(line) for line in lines).replace(coded("{}"), "%s") % (shape, drawn)
    draft = draft_of((r"{\rtf1\ansi\ansicpg936\uc1 " + body + r"\par}").encode(), "规则.rtf")

    assert [a.shown for a in draft.rule.articles] == ["甲。\n框里", "乙丙。\n画里", "丁戊。", "己。"]


def test_a_number_on_a_line_of_its_own_belongs_to_the_next_line() -> None:
    draft = draft_of_lines(
        "某市规则", "第一条", "甲应当办理：", "（一）", "乙；", "（二）", "丙。", "丁。", "第二条", "戊。"
    )

    assert [a.shown for a in draft.rule.articles] == ["甲应当办理：\n（一）乙；\n（二）丙。\n丁。", "戊。"]
