"""What a sheet says, before any layout."""

from __future__ import annotations

import datetime as dt
import io

import docx
import msgspec
import pytest
from paper import (
    DONE,
    META,
    NOT_APPLICABLE,
    QUOTE_ITEM,
    QUOTE_NOT,
    QUOTE_ONE,
    QUOTE_TEN,
    Document,
    basis,
    checklist,
    item,
    sheet_of,
    short_list,
    squeezed,
)

from govdesk.export.articles import Run, article_lines
from govdesk.export.dates import in_print
from govdesk.export.docx import checklist_docx
from govdesk.export.pdf import checklist_pdf
from govdesk.export.places import compact
from govdesk.export.plain import lines, one_line
from govdesk.export.sheet import Noted, title_of
from govdesk.records.model import ItemMark, ItemState, Jotting
from govdesk.rules.model import Article, Item, Paragraph, Segment, Text
from govdesk.wizards.model import Cite, Due, GeneralWords, OtherAct, Point


def text(words: str) -> Text:
    return Text((Segment(words),))


def test_text_is_cleaned_of_what_no_page_can_show() -> None:
    assert one_line("甲\n乙\t丙\x00\x07\u202e") == "甲 乙 丙"
    assert one_line("\u2f00\uf9dd") == "一利"  # a radical and a compatibility form: not the hanzi they look like
    assert one_line("半\ud83d个") == "半\ufffd个"
    assert lines("一\r\n\r\n二 \u2028三") == ["一", "二", "三"]
    assert one_line("〔①〕 ㎡ Ａ") == "〔①〕 ㎡ Ａ"


def test_a_tick_shows_day_and_name_and_another_year_in_full() -> None:
    marks = {
        "item-1": DONE,
        "item-2": ItemMark(ItemState.DONE, "李四", dt.datetime(2025, 12, 30, 10, tzinfo=dt.UTC)),
        "item-3": ItemMark(ItemState.DONE),
    }
    rows = [row for stage in sheet_of(short_list(), marks).stages for row in stage.rows]
    assert rows[0].record == ("9月25日办结 王晓梅",)
    assert rows[1].record == ("2025年12月30日核对 李四",), "a ban is kept, not done"
    assert rows[2].record == ()


def test_the_properties_name_the_matter_and_nothing_else() -> None:
    assert sheet_of(checklist((item(1),), {"received": "2025-12-26"})).subject == ""
    named = checklist((item(1),), {"title": "旧区改造", "received": "2025-12-26"})
    assert sheet_of(named).subject == "旧区改造"


def test_a_due_date_of_another_year_names_it() -> None:
    source = checklist((item(1, due=Due(10, "received"), cite=Cite(5, QUOTE_TEN)),), {"received": "2025-12-26"})
    row = sheet_of(source).stages[0].rows[0]
    assert row.due == "1月12日（周一）"
    row = sheet_of(source, printed=dt.date(2025, 12, 26)).stages[0].rows[0]
    assert row.due == "2026年1月12日（周一）"


def test_only_dates_that_are_printed_are_accounted_for() -> None:
    assert sheet_of(short_list()).counting[0].startswith("第4项：收文2026年9月24日（周四）")
    assert sheet_of(short_list(), {"item-5": DONE}).counting == ()
    assert sheet_of(short_list(), {"item-5": NOT_APPLICABLE}).counting == ()


def test_items_with_the_same_date_share_one_account_and_the_calendar_is_named_once() -> None:
    due = {"due": Due(10, "received"), "cite": Cite(5, QUOTE_TEN)}
    five = {"due": Due(5, "received"), "cite": Cite(5, QUOTE_TEN)}
    counting = sheet_of(checklist((item(1, **due), item(2, **five), item(3, **due)))).counting
    assert [note[:7] for note in counting[:2]] == ["第1、3项：收", "第2项：收文2"]
    assert "".join(counting).count("国务院办公厅公布的放假安排") == 1
    assert "".join(counting).count("规则没有写明收文当日算不算在内") == 1


def test_counting_from_the_day_itself_is_said() -> None:
    source = checklist((item(1, due=Due(10, "received"), cite=Cite(5, QUOTE_TEN)),), count_start=True)
    assert "当日起算10个工作日，至2026年10月14日（周三）" in sheet_of(source).counting[0]
    assert sheet_of(source, blank=True).counting[0].startswith("从收文当日起数工作日")


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("收文 2026-09-24 周四，次日起算 10 个工作日", "收文2026年9月24日（周四），次日起算10个工作日"),
        ("中间跳过 11-21、22、28、29（周末）", "中间跳过11月21日、22日、28日、29日（周末）"),
        ("10-01 至 10-07（国庆节）；10-10 周六调休上班", "10月1日至10月7日（国庆节）；10月10日（周六）调休上班"),
        ("电话 0510-12345678，编号 QD-2026-0031", "电话0510-12345678，编号 QD-2026-0031"),
    ],
)
def test_there_is_one_way_to_write_a_date(written: str, printed: str) -> None:
    assert in_print(written) == printed


@pytest.mark.parametrize(
    ("labels", "shown"),
    [
        (["第四十一条第一款", "第四十一条第三款"], ("第四十一条第一、三款",)),
        (["第三十五条第（七）项", "第三十五条第（八）项"], ("第三十五条第（七）、（八）项",)),
        (["第三十五条第一款", "第三十五条第一款第（七）项"], ("第三十五条第一款第（七）项",)),
        (["第三十五条", "第三十五条第（七）项"], ("第三十五条第（七）项",)),  # an article of one 款
        ([f"第五条第一款第（{n}）项" for n in "七六八"] + ["第五条第一款"], ("第五条第一款第（六）至（八）项",)),
        (["第五条第二款", "第五条第一款第（十一）项", "第五条第三款"], ("第五条第一款第（十一）项、第二、三款",)),
        (["第五条第四款", "第五条第一款", "第五条第二款", "第五条第三款"], ("第五条第一至四款",)),
        (["第九条之一第二款", "第九条之一第一款"], ("第九条之一第一、二款",)),
        (["第四条", "第五十二条第一款"], ("第四条", "第五十二条第一款")),
        (["第四条第一款", "第四条"], ("第四条",)),
        (["附则"], ("附则",)),
    ],
)
def test_places_of_one_article_are_told_together(labels: list[str], shown: tuple[str, ...]) -> None:
    assert compact(labels) == shown


def test_the_city_stands_in_the_title_once() -> None:
    made = basis((item(1),))
    for short, title in (
        ("报送请示", "测试市报送请示办事清单"),
        ("市政府发文", "测试市政府发文办事清单"),
        ("", "测试市报送文件办事清单"),
    ):
        assert title_of(META, msgspec.structs.replace(made.wizard, short=short)) == title


def test_long_notes_go_under_the_table_whole() -> None:
    note = "第一行写得很长，长得在那一格里怎么也放不下，只好放到表后\n第二行"
    sheet = sheet_of(short_list(), {"item-1": ItemMark(note=note), "item-2": ItemMark(note="短")})
    assert sheet.stages[0].rows[0].record == ("备注见表后",)
    assert sheet.remarks == ("第1项：第一行写得很长，长得在那一格里怎么也放不下，只好放到表后", "第二行")
    assert sheet.stages[0].rows[1].record == ("备注：短",)


@pytest.mark.parametrize("field", ["title", "unit", "person", "number"])
def test_a_value_too_long_for_its_cell_of_the_head_stands_whole_under_the_table(field: str) -> None:
    long = "甌" * 1600
    sheet = sheet_of(checklist((item(1),), {field: long}))
    (shown,) = (printed for printed in sheet.fields if printed.value)
    assert shown.value.startswith("甌甌") and shown.value.endswith("……（全文见表后）") and len(shown.value) < 250
    assert sheet.remarks == (f"{shown.label}：{long}",)


def test_a_value_of_the_usual_length_stands_in_its_cell_alone() -> None:
    assert sheet_of(checklist((item(1),), {"title": "甲" * 60, "unit": "乙" * 40})).remarks == ()


def test_a_limit_in_words_is_printed_as_it_is() -> None:
    source = checklist((item(1, due=Due(words="会前")),))
    assert sheet_of(source).stages[0].rows[0].record == ("会前",)
    assert sheet_of(source, blank=True).stages[0].rows[0].record == ("会前",)


@pytest.mark.parametrize(("due", "shown"), [(Due(words="及时"), "及时"), (Due(10, "received"), "限10个工作日")])
def test_the_limit_of_a_blank_form_is_worded_alike_in_pdf_and_word(due: Due, shown: str) -> None:
    sheet = sheet_of(checklist((item(1, due=due, cite=Cite(5, QUOTE_ONE, 1)),)), blank=True)
    pdf = Document(checklist_pdf(sheet)).text()
    word = squeezed("".join(c.text for t in docx.Document(io.BytesIO(checklist_docx(sheet))).tables for c in t._cells))
    for text in (pdf, word):
        assert f"第五条{shown}月日" in text


def test_a_day_that_an_act_came_before_is_told_so_when_it_is_done() -> None:
    source = checklist((item(1, due=Due(words="会前", on="received")),))
    assert sheet_of(source, {"item-1": DONE}).stages[0].rows[0].record[0] == "限9月24日前"


@pytest.mark.parametrize(
    ("words", "shown"), [("会前", "9月24日前"), ("提前", "9月24日前"), ("按时", "9月24日（周四）")]
)
def test_what_comes_before_a_day_is_not_due_on_it(words: str, shown: str) -> None:
    source = checklist((item(1, due=Due(on="received", words=words)),), {"received": "2026-09-24"})
    row = sheet_of(source).stages[0].rows[0]
    assert row.due == shown
    assert row.record == (words, "逾期4天")
    assert sheet_of(source, printed=dt.date(2026, 9, 24)).stages[0].rows[0].record == (words,)


def test_only_articles_that_the_sheet_rests_on_are_appended() -> None:
    source = checklist((item(1, cite=Cite(5, QUOTE_NOT)),))
    assert [a.printed for c in sheet_of(source).chapters for a in c.articles] == ["五、"]
    assert sheet_of(source, articles=False).chapters == ()
    assert sheet_of(source, blank=True).chapters == ()
    assert sheet_of(source, blank=True, articles=True).chapters != ()


def test_overlapping_and_neighbouring_quotes_are_one_line_under_the_words() -> None:
    article = Article("1", "一、", (Paragraph(text("甲乙丙丁戊己")),))
    (line,) = article_lines(article, [Cite(1, "乙丙"), Cite(1, "丙丁"), Cite(1, "戊")])
    assert line.runs == (Run("甲"), Run("乙丙丁戊", True), Run("己"))


def test_a_quote_is_marked_only_where_its_cite_says() -> None:
    items = (Item("（一）", 1, text("甲事")), Item("（二）", 2, text("甲事")))
    article = Article("1", "一、", (Paragraph(text("甲事："), items), Paragraph(text("甲事。"))))
    marked = [any(run.quoted for run in line.runs) for line in article_lines(article, [Cite(1, "甲事", 1, 2)])]
    assert marked == [False, False, True, False]
    marked = [any(run.quoted for run in line.runs) for line in article_lines(article, [Cite(1, "甲事", 2)])]
    assert marked == [False, False, False, True]


def test_articles_are_printed_by_what_is_quoted() -> None:
    """A 项 under the words that lead to it; …… for what is left out; excerpts without sentences that are not quoted."""
    rows = [row for stage in sheet_of(short_list()).stages for row in stage.rows]
    assert rows[5].basis == ("第二十一条第一款第（一）项",)
    assert rows[0].basis == ("第五条",)
    sheet = sheet_of(checklist((item(1, cite=Cite(21, QUOTE_ITEM, 1, 1)), item(2, cite=Cite(5, QUOTE_ONE, 1)))))
    lines = [["".join(r.text for r in li.runs) for li in a.lines] for c in sheet.chapters for a in c.articles]
    assert lines[1] == ["会议讨论下列事项：", f"（一）{QUOTE_ITEM}；……"]
    assert sheet.omissions
    short = [["".join(r.text for r in li.runs) for li in a.lines] for c in sheet.excerpts for a in c.articles]
    assert short[0][0].endswith("……") and len(short[0][0]) < len(lines[0][0]) and QUOTE_ONE in short[0][0]


def test_notes_on_words_that_are_not_printed_are_left_out() -> None:
    whole = checklist((item(1, cite=Cite(21, "一次", 2)),))
    assert any("第二十一条" in note for note in sheet_of(whole).reading)
    assert sheet_of(checklist((item(1, cite=Cite(21, QUOTE_ITEM, 1, 1)),))).reading == ()


def test_the_places_of_the_points_stand_in_the_basis_of_their_row() -> None:
    points = (Point("修桥铺路", cites=(Cite(21, QUOTE_ITEM, 1, 1),)),)
    one = item(1, cite=Cite(5, QUOTE_ONE, 1), points=points)
    listed = checklist((one,))
    for sheet in (sheet_of(listed), sheet_of(listed, blank=True)):
        (row,) = [row for stage in sheet.stages for row in stage.rows]
        assert row.basis == ("第五条", "第二十一条第一款第（一）项")


def test_what_others_have_let_pass_is_said_and_is_not_called_overdue() -> None:
    """Of a rule's own limit, else of the day last waited for; not of a day from which something begins, nor once it is done."""
    cites = (Cite(5, QUOTE_TEN),)
    owed = {
        "limit": Due(10, "received"),
        "waited": None,
        "begins": Due(on="received", words="收文后"),
        "settled": Due(10, "received"),
    }
    others = tuple(
        OtherAct(id=name, do=f"办{name}", who="市政府办公室", cites=cites, due=due) for name, due in owed.items()
    )
    source = checklist((item(1),), {"received": "2026-09-24"}, others=others)
    noted = Noted(
        jottings={
            "limit": (Jotting("2026-09-25", "电话催过", until="2026-10-09"),),
            "waited": (
                Jotting("2026-09-25", "催过", until="2026-10-09"),
                Jotting("2026-10-09", "又催", until="2026-10-12"),
            ),
            "settled": (Jotting("2026-10-20", "已办好", settled=True),),
        }
    )
    told = {}
    for printed in (dt.date(2026, 10, 12), dt.date(2026, 11, 24)):
        sheet = sheet_of(source, noted=noted, printed=printed)
        told[printed.month] = {other.do[1:]: "；".join(other.told) for other in sheet.others}
    assert not [words for words in told[10].values() if "已过" in words], "not on the day itself"
    assert not [words for words in told[11].values() if "逾期" in words]
    assert {name: words.count("已过") for name, words in told[11].items()} == {
        "limit": 1,
        "waited": 1,
        "begins": 0,
        "settled": 0,
    }
    assert "（周四）已过" in told[11]["limit"]
    assert told[11]["waited"].endswith("等到10月12日已过")


def test_no_heading_says_of_the_rules_own_words_that_they_are_not() -> None:
    """总要求 are quoted: alone they have a heading of their own, and beside notes of ours the heading excepts them."""
    words = (GeneralWords(id="general", cites=(Cite(5, QUOTE_ONE, 1),)),)
    source = checklist((item(1),), general=words)
    assert sheet_of(source).notes_heading == "总要求（规则原话）"
    noted = checklist((item(1, hint="先登记。"),), general=words)
    assert sheet_of(noted).notes_heading == "编者的说明（总要求以外不是规则条文）"
    assert sheet_of(noted, notes=False).notes_heading == "总要求（规则原话）"
    assert sheet_of(noted, blank=True).notes_heading == "编者的说明（总要求以外不是规则条文）"
    assert sheet_of(checklist((item(1, hint="先登记。"),))).notes_heading == "编者的说明（不是规则条文）"
    printed, written = checklist_pdf(sheet_of(source)), docx.Document(io.BytesIO(checklist_docx(sheet_of(source))))
    assert "总要求（规则原话）" in Document(printed).text()
    assert "总要求（规则原话）" in [paragraph.text for paragraph in written.paragraphs]
