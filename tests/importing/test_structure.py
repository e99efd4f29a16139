"""Finding the structure: marks, numbers that go on, headings, appendices, wrappers, page furniture."""

from __future__ import annotations

import datetime as dt

import pytest
from shape import draft_of, draft_of_lines

from govdesk.errors import UserError


def articles(*lines: str) -> list[tuple[str, str]]:
    return [(article.number, article.shown) for article in draft_of_lines(*lines).rule.articles]


def left_out(*lines: str) -> dict[str, str]:
    return {entry.text: entry.why for entry in draft_of_lines(*lines).left_out}


def test_inserted_deleted_and_odd_marks_are_kept_as_printed() -> None:
    draft = draft_of_lines(
        "某市规则",
        "第一条　甲。",
        "第二条　乙：",
        "㈠丙；",
        "㈡丁：",
        "⒈戊；",
        "⒉己。",
        "第二条之一　庚。",
        "第三条　（删去）",
        "第 4 条　辛。",
    )

    assert [(a.number, a.printed) for a in draft.rule.articles] == [
        ("1", "第一条"), ("2", "第二条"), ("2-1", "第二条之一"), ("3", "第三条"), ("4", "第 4 条"),
    ]  # fmt: skip
    assert draft.rule.articles[1].shown == "乙：\n㈠丙；\n㈡丁：\n⒈戊；\n⒉己。"
    assert [item.number for item in draft.rule.articles[1].paragraphs[0].items] == [1, 2]
    assert draft.warnings == ()


def test_a_line_that_begins_with_a_citation_begins_nothing() -> None:
    assert articles(
        "某市规则", "第一条　甲：", "（一）乙；", "（一）、（二）项的丙。", "第二条　丁。", "第三条第二款所称戊，是己。", "第五条规定的庚，依照前条办理。",
        "第一款所称辛，是壬。", "第二审人民法院另行规定。", "一是一、二是二。", "第三条　癸。",
    ) == [
        ("1", "甲：\n（一）乙；\n（一）、（二）项的丙。"),
        ("2", "丁。\n第三条第二款所称戊，是己。\n第五条规定的庚，依照前条办理。\n第一款所称辛，是壬。\n第二审人民法院另行规定。\n一是一、二是二。"),
        ("3", "癸。"),
    ]  # fmt: skip


def test_numbers_without_a_blank_behind_them_are_told_by_going_on() -> None:
    draft = draft_of_lines(
        "某市规则", "第一章总则", "第一条为了甲，制定本规则。", "第二条乙。", "第二章会议制度", "第三条丙。"
    )

    assert [d.name for d in draft.rule.divisions] == ["第一章 总则", "第二章 会议制度"]
    assert [a.shown for a in draft.rule.articles] == ["为了甲，制定本规则。", "乙。", "丙。"]


def test_several_articles_on_one_line_are_told_apart() -> None:
    long = "市政府应当认真履行职责，"
    line = f"第一条　{long * 3}如下：（一）甲；（二）乙。第二条　{long * 3}依照第三条　的规定。第三条　{long * 20}。"
    draft = draft_of_lines("某市规则", "第一章　总则", line)

    assert [(a.number, len(a.paragraphs[0].items)) for a in draft.rule.articles] == [("1", 2), ("2", 0), ("3", 0)]


def test_a_whole_document_on_one_line_is_told_apart() -> None:
    long = "各级人民政府必须严格执行有关规定。" * 20
    line = f"某市关于加强有关工作的决定某政发〔1990〕5号（一九九〇年十二月五日）　　{long}　　一、严格执行　　{long}　　二、加强领导　　{long}"
    draft = draft_of_lines(line)

    assert draft.particulars.title == "某市关于加强有关工作的决定"
    assert (draft.particulars.doc_number, draft.particulars.date) == ("某政发〔1990〕5号", dt.date(1990, 12, 5))
    assert [a.paragraphs[0].text.shown for a in draft.rule.articles] == ["严格执行", "加强领导"]


def test_enumerated_articles_run_through_chapters_and_a_list_with_its_own_numbers_ends_nothing() -> None:
    found = articles(
        "某市规则", "第一章　总则", "一、甲。", "二、乙，按下列次序：", "一、子；", "二、丑；", "三、寅。", "第二章　附则", "三、丙。", "四、丁。",
    )  # fmt: skip

    assert [number for number, _ in found] == ["1", "2", "3", "4"]
    assert found[1][1] == "乙，按下列次序：\n一、子；\n二、丑；\n三、寅。"


def test_missing_double_and_disordered_numbers_are_told_and_nothing_is_renumbered() -> None:
    draft = draft_of_lines("某市规则", "第一条　甲。", "第二条　乙。", "第二条　丙。", "第四条　丁。", "第五条　戊。")

    assert [a.number for a in draft.rule.articles] == ["1", "2", "2", "4", "5"]
    assert draft.warnings == ("条号不连续，缺第三条，请对照原件", "第二条重复出现，请对照原件")
    enumerated = draft_of_lines("某市规则", "一、甲。", "二、乙。", "四、丁。", "四、戊。", "五、己。")
    assert enumerated.warnings == ("条号不连续，缺“三、”，请对照原件", "四、重复出现，请对照原件")


def test_a_missing_heading_is_told() -> None:
    draft = draft_of_lines("某市规则", "第一条　甲。", "第二章　会议", "第二条　乙。", "第四章　", "第三条　丙。")

    assert draft.warnings == (
        "没有找到第一章的标题，请对照原件",
        "没有找到第三章的标题，请对照原件",
        "第四章没有章名，请对照原件",
    )


def test_appendices_have_a_place_of_their_own() -> None:
    draft = draft_of_lines(
        "某市规则", "第一条　甲。", "第二条　乙。", "附件：1、流程图", "2、登记表", "某市人民政府", "2020年1月2日", "附件1：流程图", "一、先办。",
        "（一）后办。",
        "附件2", "登记表", "（样式）", "第一条　表里的话。", "附表一　金额表", "10元",
    )  # fmt: skip

    assert [a.shown for a in draft.rule.articles] == ["甲。", "乙。"]
    assert [(a.name, [line.shown for line in a.lines]) for a in draft.rule.appendices] == [
        ("附件1　流程图", ["一、先办。", "（一）后办。"]),
        ("附件2　登记表（样式）", ["第一条　表里的话。"]),
        ("附表一　金额表", ["10元"]),
    ]
    whys = {entry.text: entry.why for entry in draft.left_out}
    assert whys == {
        "附件：1、流程图": "附件清单",
        "2、登记表": "附件清单",
        "某市人民政府": "署名、日期",
        "2020年1月2日": "署名、日期",
    }
    assert draft.particulars.issuer == "某市人民政府"


def test_appendices_that_are_only_named_are_told() -> None:
    draft = draft_of_lines("某市规则", "第一条　甲。", "第二条　乙。", "附件：登记表")

    assert draft.rule.appendices == ()
    assert "文中写了有附件，但文件里没有附件的内容" in draft.warnings


def test_a_table_of_contents_is_left_out_with_leaders_and_without() -> None:
    plain = ("目　录", "第一章　总则", "第二章　会议", "第一章　总则", "第一条　甲。", "第二章　会议", "第二条　乙。")
    dotted = (
        "目录",
        "第一章　总则……………1",
        "第二章　会议……………2",
        "第一章　总则",
        "第一条　甲。",
        "第二章　会议",
        "第二条　乙。",
    )

    for lines in (plain, dotted, plain[1:]):
        draft = draft_of_lines("某市规则", *lines)
        assert [d.name for d in draft.rule.divisions] == ["第一章 总则", "第二章 会议"]
        assert {entry.why for entry in draft.left_out} == {"目录"}


def test_a_heading_over_two_lines_is_one() -> None:
    draft = draft_of_lines("某市规则", "第一章　审议、", "表决程序", "第一条　甲。", "第二章", "附则", "第二条　乙。")

    assert [d.name for d in draft.rule.divisions] == ["第一章 审议、表决程序", "第二章 附则"]


def test_the_notice_around_a_rule_is_kept_before_it_and_its_title_is_not_the_rules() -> None:
    draft = draft_of_lines(
        "某某市人民政府文件", "某政发〔2020〕3号", "某某市人民政府关于印发某某市人民政府", "工作规则的通知", "各县区人民政府，市政府各部门：",
        "《某某市人民政府工作规则》已经2020年1月3日市政府第5次常务会议通过，现印发给你们，请认真贯彻执行。", "某某市人民政府", "2020年1月10日",
        "（此件公开发布）",
        "某某市人民政府", "工 作 规 则", "第一条　甲。", "第二条　本规则自2020年2月1日起施行。", "抄送：市委各部门。",
        "某某市人民政府办公室　　2020年1月11日印发",
    )  # fmt: skip
    found = draft.particulars

    assert found.title == "某某市人民政府工作规则"
    assert draft.wrapper_title == "某某市人民政府关于印发某某市人民政府工作规则的通知"
    assert (found.issuer, found.doc_number, found.date) == ("某某市人民政府", "某政发〔2020〕3号", dt.date(2020, 1, 10))
    assert (found.adopted, found.adopted_by) == (dt.date(2020, 1, 3), "市政府第5次常务会议")
    assert found.effective == dt.date(2020, 2, 1)
    assert draft.rule.notice[0].shown == "某某市人民政府文件"
    assert draft.rule.articles[-1].shown == "本规则自2020年2月1日起施行。"
    assert [entry.why for entry in draft.left_out][-2:] == ["版记", "版记"]


def test_a_rule_that_is_the_annex_of_a_notice_with_numbers_of_its_own_is_found() -> None:
    draft = draft_of_lines(
        "某市关于印发工作规则的通知", "各部门：", "现将《某市工作规则》印发给你们，并提出以下要求。", "一、认真学习。", "二、抓好落实。",
        "附件：某市工作规则", "某市人民政府",
        "2020年1月2日", "附件", "某市工作规则", "第一条　甲。", "第二条　乙。", "第三条　丙。",
    )  # fmt: skip

    assert draft.particulars.title == "某市工作规则"
    assert [a.shown for a in draft.rule.articles] == ["甲。", "乙。", "丙。"]


def test_an_order_is_the_number_and_the_history_below_the_title_is_preamble() -> None:
    draft = draft_of_lines(
        "中华人民共和国国务院令", "第707号", "现公布《某某条例》，自2019年1月1日起施行。", "总理　　某某", "2018年12月18日", "某某条例",
        "（1994年1月28日中华人民共和国国务院令第142号发布　根据2018年12月18日国务院令第707号修订）", "第一条　甲。", "第二条　乙。",
    )  # fmt: skip
    found = draft.particulars

    assert (found.issuer, found.doc_number, found.date) == (
        "国务院",
        "中华人民共和国国务院令第707号",
        dt.date(2018, 12, 18),
    )
    assert [line.shown[:6] for line in draft.rule.preamble] == ["（1994年"]


def test_what_the_text_does_not_say_stays_blank() -> None:
    found = draft_of_lines(
        "某某工作规范", "第一条　甲，依照2005年11月14日公安部印发的规范。", "第二条　乙。"
    ).particulars

    assert (found.issuer, found.doc_number, found.date) == ("", "", None)


def test_the_furniture_of_a_page_is_left_out_before_and_behind_also_where_it_is_numbered() -> None:
    whys = left_out(
        "当前位置 > 首页 > 政务公开", "索引号 0001/2020　发布日期 2020-05-06", "【字体：大 中 小】 打印", "某市工作规则", "一、甲。", "二、乙。",
        "三、丙。", "相关文件",
        "一、关于某事的通知", "分享到：微信", "主办：某市人民政府办公室　ICP备0000号", "四、本网站最佳浏览分辨率为1024×768",
    )  # fmt: skip

    assert len(whys) == 8
    assert whys["索引号 0001/2020　发布日期 2020-05-06"] == "网页信息栏"
    assert whys["四、本网站最佳浏览分辨率为1024×768"] == "网页上的导航、按钮等"


def test_a_second_rule_in_the_file_is_left_out_whole_and_it_is_said() -> None:
    draft = draft_of_lines(
        "甲市规则",
        "第一条　甲。",
        "第二条　乙。",
        "第三条　丙。",
        "乙市办法",
        "第一条　丁。",
        "第二条　戊。",
        "第三条　己。",
    )

    assert [a.shown for a in draft.rule.articles] == ["甲。", "乙。", "丙。"]
    assert any("另一部规则" in warning and "乙市办法" in warning for warning in draft.warnings)
    assert {entry.text for entry in draft.left_out} == {"乙市办法", "第一条　丁。", "第二条　戊。", "第三条　己。"}


def test_the_main_parts_of_an_emergency_plan_are_its_articles() -> None:
    draft = draft_of_lines(
        "某市防汛应急预案", "目录", "1 总则", "1.1 目的", "2 附则", "1 总则", "1.1 目的", "为做好防汛，制定本预案。", "1.2 分级", "（1）甲级；",
        "（2）乙级。",
        "2 附则", "2.1 自2020年起施行。",
    )  # fmt: skip

    assert [(a.number, a.printed, a.paragraphs[0].text.shown) for a in draft.rule.articles] == [
        ("1", "1", "总则"),
        ("2", "2", "附则"),
    ]
    assert [item.label for p in draft.rule.articles[0].paragraphs for item in p.items] == ["1.1", "1.2"]


def test_laws_of_taiwan_number_in_their_own_way() -> None:
    draft = draft_of_lines(
        "法規名稱：某某法", "修正日期：民國 113 年 08 月 07 日", "   第 一 章 總則", "第 1 條", "本法依憲法制定之。", "第 7-1 條",
        "甲，依下列規定：", "一、乙：",
        "（一）丙。", "二、丁。", "前項之規定，準用之。", "第 8 條", "（刪除）",
    )  # fmt: skip

    assert draft.particulars.title == "某某法"
    assert draft.particulars.date == dt.date(2024, 8, 7)
    assert [a.number for a in draft.rule.articles] == ["1", "7-1", "8"]
    assert draft.rule.articles[1].shown == "甲，依下列規定：\n一、乙：\n（一）丙。\n二、丁。\n前項之規定，準用之。"


def test_a_document_without_articles_is_refused_in_a_sentence() -> None:
    with pytest.raises(UserError, match=r"没有找到条文.*没有导入任何内容"):
        draft_of_lines("关于表扬的通报", "各部门：", "现予以表扬。", "附件", "1.甲单位", "2.乙单位", "3.丙单位")


def test_words_that_look_like_markup_of_packs_are_words() -> None:
    draft = draft_of_lines(
        "某市规则", "第一条　{++甲++}[^a]和\\乙。", "# 丙", "\\（一）丁", "## 第一章 戊", "第二条　+++"
    )

    assert draft.rule.articles[0].shown == "{++甲++}[^a]和\\乙。\n# 丙\n\\（一）丁\n## 第一章 戊"
    assert draft.rule.divisions == ()


def test_what_cannot_be_seen_is_taken_out_and_told() -> None:
    draft = draft_of("某市规则\n第一\u200b条　甲\u202e乙\u202c。\n第二条　丙\ufeff。".encode())

    assert [a.shown for a in draft.rule.articles] == ["甲乙。", "丙。"]
    assert draft.warnings == ("有 4 个看不见的字符（零宽、控制方向之类），已去掉",)


def test_garbled_and_private_characters_are_told() -> None:
    draft = draft_of_lines("某市规则", "第一条　锟斤拷甲。", "第二条　乙\ue003。")

    assert any("乱码" in warning for warning in draft.warnings)
    assert any("自造字" in warning for warning in draft.warnings)


def test_stops_behind_a_number_are_part_of_its_mark() -> None:
    draft = draft_of_lines(
        "某市规则",
        "第一条、甲，依照第三条、第五条办理。",
        "第二条：乙。",
        "第三条、第五条所称丙，是丁。",
        "第三条　戊。",
    )

    assert [(a.printed, a.shown) for a in draft.rule.articles] == [
        ("第一条、", "甲，依照第三条、第五条办理。"),
        ("第二条：", "乙。\n第三条、第五条所称丙，是丁。"),
        ("第三条", "戊。"),
    ]
    assert articles("某市规则", "一．甲。", "二.乙。", "三、丙。") == [("1", "甲。"), ("2", "乙。"), ("3", "丙。")]


def test_what_is_headed_by_a_bare_attachment_mark_is_an_appendix() -> None:
    draft = draft_of_lines("某市规则", "第一条　甲。", "第二条　乙。", "附：办理流程", "先收件，后登记。")

    assert [(a.name, [line.shown for line in a.lines]) for a in draft.rule.appendices] == [
        ("附　办理流程", ["先收件，后登记。"])
    ]


def test_parts_of_a_plan_are_headings() -> None:
    draft = draft_of_lines(
        "某市方案", "第一部分　总体要求", "一、甲。", "第二部分　保障措施", "二、乙。", "第一篇是指第一部分。"
    )

    assert [d.name for d in draft.rule.divisions] == ["第一部分 总体要求", "第二部分 保障措施"]


def test_a_page_that_breaks_its_lines_has_headings_apart_from_their_text_and_numbers_of_lists() -> None:
    page = (
        "<p>某市工作方案<br>一、总体要求<br>坚持依法行政。<br>二、主要任务<br>　　抓好下列工作：</p>"
        "<ol style='list-style-type:cjk-ideographic' start=3><li>保障措施</li></ol><ol><li>甲；</li><li>乙。</li></ol>"
    )
    draft = draft_of(f"<html><body>{page}</body></html>".encode(), "a.html")

    assert [a.shown for a in draft.rule.articles] == [
        "总体要求\n坚持依法行政。",
        "主要任务\n抓好下列工作：",
        "保障措施\n1.甲；\n2.乙。",
    ]


def test_a_title_in_brackets_of_its_own_is_the_title() -> None:
    assert (
        draft_of_lines("《某市人民政府工作规则》", "第一条　甲。", "第二条　乙。").particulars.title
        == "某市人民政府工作规则"
    )


def test_an_order_of_a_city_and_organs_above_a_title_are_issuers() -> None:
    order = draft_of_lines(
        "渭南市人民政府令", "第12号", "《渭南市某某办法》已经市政府常务会议通过，现予公布。", "市长　王某某", "2021年3月20日",
        "渭南市某某办法", "第一条　甲。", "第二条　乙。",
    ).particulars  # fmt: skip
    joint = draft_of_lines(
        "中共渭南市委　渭南市人民政府", "关于加强督查工作的意见", "（2020年3月1日）", "一、甲。", "二、乙。"
    ).particulars

    assert (order.issuer, order.doc_number, order.date) == (
        "渭南市人民政府",
        "渭南市人民政府令第12号",
        dt.date(2021, 3, 20),
    )
    assert (joint.issuer, joint.date) == ("中共渭南市委、渭南市人民政府", dt.date(2020, 3, 1))


def test_a_signature_whose_day_is_left_out_is_one_and_gives_no_date() -> None:
    draft = draft_of_lines("某市规则", "第一条　甲。", "第二条　乙。", "某市人民政府办公室", "2020年3月")

    assert draft.rule.articles[-1].shown == "乙。"
    assert (draft.particulars.issuer, draft.particulars.date) == ("某市人民政府办公室", None)


def test_a_list_may_run_on_through_articles() -> None:
    draft = draft_of_lines("某市意见", "一、甲：", "1.乙。", "2.丙。", "二、丁：", "3.戊。", "2020.己。")

    assert [[item.number for item in a.paragraphs[0].items] for a in draft.rule.articles] == [[1, 2], [3]]
