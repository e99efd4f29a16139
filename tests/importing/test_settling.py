"""A structure put right by hand: what each change makes of the rule, that nothing is lost, and the way back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from govdesk.errors import UserError
from govdesk.importing.findings import findings
from govdesk.importing.pieces import Role
from govdesk.importing.saving import remove, save, withdraw
from govdesk.importing.settling import Document, Settlement, read_document, stated_in
from govdesk.present.importing import read_day, structure_rows
from govdesk.rules.loader import load_rule

RULE = """\
首页 > 政务公开
云川市人民政府工作规则
第一章　总则
第一条　为规范工作，制定本规则。
第二条　市政府会议分为：
（一）全体会议；
（二）常务会议。
会议由市长召集。
第四条　各部门按职责办理。办理结果
报市政府办公室。
第五条　本规则自印发之日起施行。
"""


def document(folder: Path, text: str = RULE, encoding: str = "utf-8") -> Document:
    path = folder / "规则.txt"
    path.write_bytes(text.encode(encoding))
    return read_document(path)


@pytest.fixture
def settled(tmp_path: Path) -> Settlement:
    return document(tmp_path).settlement


def at(settled: Settlement, words: str) -> int:
    return next(index for index, piece in enumerate(settled.pieces) if words in piece.text)


def articles(settled: Settlement) -> list[str]:
    return [article.number for article in settled.draft.rule.articles]


def all_text(settled: Settlement) -> str:
    return "".join("".join(piece.text.split()) for piece in settled.pieces)


def test_a_line_that_goes_on_is_joined(settled: Settlement) -> None:
    index = at(settled, "报市政府办公室")
    settled.make(index, Role.PARAGRAPH)
    assert len(settled.draft.rule.find("4").paragraphs) == 2  # type: ignore[union-attr]
    settled.join(index)
    assert settled.draft.rule.find("4").shown == "各部门按职责办理。办理结果报市政府办公室。"  # type: ignore[union-attr]


def test_a_line_is_split_where_a_hand_says(settled: Settlement) -> None:
    index, text = at(settled, "各部门按职责"), all_text(settled)
    settled.split(index, settled.pieces[index].text.index("办理结果"))
    assert settled.pieces[index].text == "第四条　各部门按职责办理。"
    assert settled.pieces[index + 1].text.startswith("办理结果")
    assert settled.pieces[index + 1].role is Role.PARAGRAPH
    assert all_text(settled) == text


def test_what_a_split_brings_out_is_what_its_words_say(tmp_path: Path) -> None:
    settled = document(tmp_path, RULE.replace("（一）全体会议；\n（二）", "（一）全体会议；（二）")).settlement
    index = at(settled, "全体会议")
    settled.split(index, settled.pieces[index].text.index("（二）"))
    assert [item.label for item in settled.draft.rule.find("2").paragraphs[0].items] == ["（一）", "（二）"]  # type: ignore[union-attr]


def test_what_is_left_out_is_listed_and_can_be_taken_back(settled: Settlement) -> None:
    index = at(settled, "会议由市长召集")
    settled.leave_out(index)
    assert "会议由市长召集。" in [entry.text for entry in settled.draft.left_out]
    assert "会议由市长召集" not in settled.draft.written.body
    settled.take_in(index)
    assert "会议由市长召集" in settled.draft.written.body
    assert "会议由市长召集。" not in [entry.text for entry in settled.draft.left_out]


def test_numbers_are_counted_again(settled: Settlement) -> None:
    assert any("缺第三条" in warning for warning in settled.draft.warnings)
    settled.leave_out(at(settled, "第四条"))
    assert any("缺第三条、第四条" in warning for warning in settled.draft.warnings)
    assert articles(settled) == ["1", "2", "5"]


def test_an_article_is_only_what_has_a_number(settled: Settlement) -> None:
    assert Role.ARTICLE not in settled.choices(at(settled, "会议由市长召集"))
    index = at(settled, "第五条")
    settled.make(index, Role.PARAGRAPH)
    assert articles(settled) == ["1", "2", "4"]
    assert Role.ARTICLE in settled.choices(index)
    settled.make(index, Role.ARTICLE)
    assert articles(settled) == ["1", "2", "4", "5"]


def test_every_change_can_be_undone_and_done_again(settled: Settlement) -> None:
    first = settled.draft.written.body
    settled.leave_out(at(settled, "第一章"))
    settled.join(at(settled, "（二）"))
    last = settled.draft.written.body
    assert settled.undo() and settled.undo()
    assert not settled.undo()
    assert settled.draft.written.body == first
    assert not settled.changed
    assert settled.redo() and settled.redo()
    assert settled.draft.written.body == last


def test_a_new_change_ends_what_could_be_done_again(settled: Settlement) -> None:
    settled.leave_out(at(settled, "第一章"))
    settled.undo()
    settled.leave_out(at(settled, "（二）"))
    assert not settled.redo()


def test_what_the_user_states_is_kept_and_the_rest_stays_blank(settled: Settlement, tmp_path: Path) -> None:
    assert stated_in(settled.draft)["doc_number"] == ""
    settled.state("doc_number", "云政发〔2024〕1号")
    settled.state("date", dt.date(2024, 3, 1))
    settled.state("short_title", "云川")
    settled.state("status", "有效")
    saved = save(tmp_path / "data", {}, settled.draft)
    text = (saved.folder / "rule.md").read_text(encoding="utf-8")
    for line in ('doc_number = "云政发〔2024〕1号"', "issued = 2024-03-01", 'short_title = "云川"', 'status = "有效"'):
        assert line in text
    assert "effective" not in text


def test_a_title_by_hand_is_the_titles_everywhere(settled: Settlement) -> None:
    settled.state("title", "云川市政府规则")
    assert settled.draft.rule.title.shown == settled.draft.rule.meta.title == "云川市政府规则"
    settled.state("title", None)
    assert settled.draft.rule.meta.title == "云川市人民政府工作规则"


def test_warnings_lead_to_their_lines(settled: Settlement) -> None:
    missing = next(finding for finding in findings(settled) if "缺第三条" in finding.words)
    assert [settled.pieces[index].text[:3] for index in missing.places] == ["第四条"]


def test_what_stands_twice_leads_to_the_second(tmp_path: Path) -> None:
    twice = RULE.replace("第四条", "第三条").replace("第五条　", "第三条　又一条。\n第四条　")
    settled = document(tmp_path, twice).settlement
    finding = next(finding for finding in findings(settled) if "重复" in finding.words)
    assert [settled.pieces[index].text for index in finding.places] == ["第三条　又一条。"]


def test_another_encoding_by_hand(tmp_path: Path) -> None:
    path = tmp_path / "规则.txt"
    path.write_bytes(RULE.encode("gb18030"))
    read = read_document(path)
    assert read.encoding == "gb18030"
    assert ("gb18030", "GB 18030（GBK）", "首页>政务公开") in read.samples
    garbled = read_document(path, encoding="big5hkscs")
    assert not garbled.settlement.draft.rule.articles
    again = read_document(path, encoding="gb18030")
    assert len(again.settlement.draft.rule.articles) == 4


def test_a_file_without_articles_is_read_and_a_hand_may_find_one(tmp_path: Path) -> None:
    settled = document(tmp_path, "云川市通报\n各部门：\n一、请认真办理。\n").settlement
    settled.make(at(settled, "一、请"), Role.ARTICLE)
    assert articles(settled) == ["1"]


def test_the_tree_has_every_piece_once(settled: Settlement) -> None:
    rows = [row for top in structure_rows(settled) for row in top.walk() if row.kind != "article"]
    assert sorted(index for row in rows for index in row.pieces) == list(range(len(settled.pieces)))
    article = next(row for top in structure_rows(settled) for row in top.walk() if row.label == "第二条")
    assert [(row.kind, row.label) for row in article.children] == [
        ("paragraph", "第一款"), ("item", "（一）"), ("item", "（二）"), ("paragraph", "第二款"),
    ]  # fmt: skip
    assert article.info == "2 款 2 项"


def test_a_pack_is_removed_and_brought_back(settled: Settlement, tmp_path: Path) -> None:
    data = tmp_path / "data"
    saved = save(data, {}, settled.draft)
    gone = remove(data, saved.folder)
    assert not saved.folder.exists()
    withdraw(data, gone)
    assert (saved.folder / "rule.md").is_file()


@pytest.mark.parametrize("text", ["2024-03-01", "2024年3月1日", "20240301", " 2024 . 3 . 1 "])
def test_dates_as_people_write_them(text: str) -> None:
    assert read_day(text) == dt.date(2024, 3, 1)


@pytest.mark.parametrize("text", ["2024-13-01", "今年", "3月1日"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="不是日期"):
        read_day(text)


def test_what_the_library_has_already_is_not_kept_twice(settled: Settlement, tmp_path: Path) -> None:
    data = tmp_path / "data"
    first = load_rule(save(data, {}, settled.draft).folder)
    again = document(tmp_path, RULE + "\n分享到微博\n").settlement
    with pytest.raises(UserError, match="标题、成文日期都一样"):
        save(data, {first.id: first}, again.draft)
    assert [pack.name for pack in (data / "rules").iterdir()] == [first.id]
    again.state("date", dt.date(2024, 3, 1))
    newer = save(data, {first.id: first}, again.draft)
    assert newer.rule_id != first.id
