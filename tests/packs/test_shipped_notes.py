"""The editorial notes of the shipped rules: all damage is noted, nothing is rewritten, and each note fits its place."""

from __future__ import annotations

import re

import pytest

from govdesk.rules.model import Certainty, Mark, Rule, Segment, Text

#: The known places of damage and doubt, as the list of defects numbers them; a, b where one needs two notes.
NOTED = {
    "xianyang-2013": {f"x{n}" for n in (4, *range(8, 32)) if n != 24} | {"x24a", "x24b"},
    "zhangjiagang-2022": {"z1", "z2", "z4a", "z4b", "z5a", "z5b", "z6", "z7", "z8", "z10", "z11", "z12", "z14"},
}


def lines(rule: Rule) -> list[Text]:
    found = [*rule.notice, rule.title, *(division.title for division in rule.divisions)]
    for article in rule.articles:
        found += article.lines()
    return found


def marked(rule: Rule) -> list[Segment]:
    return [segment for line in lines(rule) for segment in line.segments if segment.mark]


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_every_known_defect_is_noted_and_nothing_else_is(rule: Rule) -> None:
    assert {note.id for note in rule.notes} == NOTED[rule.id]
    assert set(rule.note_order()) == NOTED[rule.id]


def test_doubted_words_are_the_notes_source_and_stand_as_printed(rule: Rule) -> None:
    for segment in marked(rule):
        note = rule.note(segment.note or "")
        assert note is not None
        if segment.mark is Mark.DOUBTED:
            assert segment.text == note.source
            assert segment.shown == segment.source == segment.text
            assert note.reading != note.source


def test_supplied_words_are_in_the_reading_and_missing_from_the_source(rule: Rule) -> None:
    for line in lines(rule):
        for segment in line.segments:
            note = rule.note(segment.note or "")
            if segment.mark is Mark.SUPPLIED and note:
                assert segment.text in note.reading
                assert segment.text not in note.source
                assert segment.shown == f"〔{segment.text}〕"


def test_debris_is_in_the_notes_source_and_not_in_its_reading(rule: Rule) -> None:
    for segment in marked(rule):
        note = rule.note(segment.note or "")
        if segment.mark is Mark.OMITTED and note:
            assert squeezed(segment.text) in note.source
            assert not squeezed(segment.text) or segment.text not in note.reading
            assert segment.shown == ""


def test_what_a_note_calls_its_source_stands_in_the_source_of_its_line(rule: Rule) -> None:
    for note in rule.notes:
        places = [line for line in lines(rule) if note.id in line.note_ids]
        assert places
        if note.id == "z2":  # the whole title is lost: what is left is the label
            assert note.source == rule.chapters()[0].label
            continue
        for line in places:
            for part in note.source.split("、") if note.id == "z8" else [note.source]:
                assert squeezed(part) in squeezed(line.source)


def test_only_certain_losses_are_mended_and_certain_debris_left_out(rule: Rule) -> None:
    for note in rule.notes:
        if note.kind is not Mark.DOUBTED:
            assert note.certainty is Certainty.HIGH


def test_each_note_says_why_in_one_plain_chinese_sentence(rule: Rule) -> None:
    other_city = "张家港" if rule.id == "xianyang-2013" else "咸阳"
    for note in rule.notes:
        assert note.why.endswith("。")
        assert not re.search(r"[,;:()]", note.why + note.reading)
        assert other_city not in note.why
        if note.kind is Mark.DOUBTED:
            assert "原文照录" in note.why


@pytest.mark.parametrize(
    ("pack", "number", "words"),
    [
        ("xianyang-2013", "51", "向市人民代表大会及其常务委会员提出的议案"),
        ("xianyang-2013", "19", "重大决策建议、必须以"),
        ("xianyang-2013", "15", "培育并引导各类民间组织健康发展"),
        ("xianyang-2013", "47", "提倡少开会、开短会，开走会、讲短话"),
        ("zhangjiagang-2022", "2", "法治政府、人民政府、务实政府〔、〕清廉政府。"),
        ("zhangjiagang-2022", "35", "市政府常务会议每月召开1〔—〕2〔次〕，如有需要可临时召开。"),
        ("zhangjiagang-2022", "35", "主要负责人列席会议〔。〕"),
        ("zhangjiagang-2022", "47", "报告结果不得超过30个工作日。"),
    ],
)
def test_damaged_places_read_as_a_clerk_may_quote_them(
    request: pytest.FixtureRequest, pack: str, number: str, words: str
) -> None:
    rule: Rule = request.getfixturevalue("xianyang" if pack == "xianyang-2013" else "zhangjiagang")
    article = rule.find(number)

    assert article is not None
    assert words in article.shown


def test_the_lost_date_and_the_lost_title_are_supplied(zhangjiagang: Rule) -> None:
    assert "2022〔年〕5〔月〕14〔日〕" in [line.shown for line in zhangjiagang.notice]
    assert zhangjiagang.chapters()[0].name == "第一章 〔总则〕"
