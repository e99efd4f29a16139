"""The structure of a rule: 章, 条, 款, 项, 目, in both ways of numbering; and what is told of a faulty one."""

from __future__ import annotations

from govdesk.rules.model import RuleMeta
from govdesk.rules.parser import ParsedBody, parse_body


def parse(body: str, numbering: str = "enumerated") -> ParsedBody:
    meta = RuleMeta(id="t", title="规则", short_title="市", issuer="市", numbering=numbering)  # type: ignore[arg-type]
    return parse_body(body, meta, "t/rule.md")


def faults(body: str, numbering: str = "enumerated") -> list[tuple[str, str]]:
    return [(problem.where, problem.problem) for problem in parse(body, numbering).problems]


WORK_RULE = """市政发〔2020〕1号

各部门：

现印发给你们。

# 工作规则

## 第一章　总则

一、甲。

二、乙的任务是：

（一）丙；

（二）丁：

1.戊；

2.己。

庚一般每月召开一次。

## 第二章　附则

三、辛。
"""


def test_a_work_rule_has_notice_title_chapters_and_articles() -> None:
    parsed = parse(WORK_RULE)

    assert parsed.problems == []
    assert [line.shown for line in parsed.notice] == ["市政发〔2020〕1号", "各部门：", "现印发给你们。"]
    assert parsed.title.shown == "工作规则"
    assert [(d.label, d.title.shown, d.start, d.end) for d in parsed.divisions] == [
        ("第一章", "总则", 0, 2),
        ("第二章", "附则", 2, 3),
    ]
    assert [(article.number, article.printed) for article in parsed.articles] == [
        ("1", "一、"),
        ("2", "二、"),
        ("3", "三、"),
    ]


def test_items_belong_to_the_paragraph_before_them_and_the_next_paragraph_to_the_article() -> None:
    first, second = parse(WORK_RULE).articles[1].paragraphs

    assert first.text.shown == "乙的任务是："
    assert [(item.label, item.number, item.text.shown) for item in first.items] == [
        ("（一）", 1, "丙；"),
        ("（二）", 2, "丁："),
    ]
    assert [(sub.label, sub.number, sub.text.shown) for sub in first.items[1].subitems] == [
        ("1.", 1, "戊；"),
        ("2.", 2, "己。"),
    ]
    assert second.text.shown == "庚一般每月召开一次。"
    assert second.items == ()


def test_an_article_reads_as_its_document_does() -> None:
    assert parse(WORK_RULE).articles[1].shown == (
        "乙的任务是：\n（一）丙；\n（二）丁：\n1.戊；\n2.己。\n庚一般每月召开一次。"
    )


STATUTE = """# 某某条例

## 第一编　总论

## 第一章　总则

第一条　为了规范管理，制定本条例。

第二条 申请人应当提交下列材料：

（一）申请书；

（二）身份证明，包括：

（1）证件；

①正面；

## 第一节　附带

第十二条规定的情形除外，从其规定。

第三条
甲应当报告。

第三条之一　乙应当报告。

第三条之二　丙应当报告。

## 第二章　附则

第四条　（删去）

第5条　本条例自公布之日起施行。
"""


def test_a_statute_has_its_own_numbers_and_inserted_articles() -> None:
    parsed = parse(STATUTE.replace("## 第一节　附带\n\n", ""), "articles")

    assert parsed.problems == []
    assert [(article.number, article.printed) for article in parsed.articles] == [
        ("1", "第一条"),
        ("2", "第二条"),
        ("3", "第三条"),
        ("3-1", "第三条之一"),
        ("3-2", "第三条之二"),
        ("4", "第四条"),
        ("5", "第5条"),
    ]
    assert parsed.articles[0].shown == "为了规范管理，制定本条例。"
    assert parsed.articles[2].shown == "甲应当报告。"
    assert parsed.articles[5].shown == "（删去）"


def test_a_line_that_begins_with_a_citation_is_no_article() -> None:
    second = parse(STATUTE.replace("## 第一节　附带\n\n", ""), "articles").articles[1]

    assert second.paragraphs[1].text.shown == "第十二条规定的情形除外，从其规定。"
    assert [sub.label for sub in second.paragraphs[0].items[1].subitems] == ["（1）", "①"]


def test_parts_chapters_and_sections_nest() -> None:
    body = (
        "# 法\n## 第一编　甲\n## 第一章　乙\n## 第一节　丙\n第一条　一。\n## 第二节　丁\n第二条　二。\n"
        "## 第二章　戊\n第三条　三。\n## 第二编　己\n## 第一章　庚\n第四条　四。"
    )
    parsed = parse(body, "articles")

    assert parsed.problems == []
    assert [(d.level, d.label, d.start, d.end) for d in parsed.divisions] == [
        (1, "第一编", 0, 3),
        (2, "第一章", 0, 2),
        (3, "第一节", 0, 1),
        (3, "第二节", 1, 2),
        (2, "第二章", 2, 3),
        (1, "第二编", 3, 4),
        (2, "第一章", 3, 4),
    ]


def test_a_heading_without_articles_is_told() -> None:
    assert faults("# 规则\n## 第一章　甲\n## 第二章　乙\n一、文。") == [("第一章", "下面没有条文")]


def test_a_gap_and_a_repetition_in_the_numbers_are_told_and_nothing_is_renumbered() -> None:
    body = "# 规则\n一、甲。\n三、乙。\n三、丙。\n四、丁。"

    assert [article.number for article in parse(body).articles] == ["1", "3", "3", "4"]
    assert faults(body) == [
        ("三、", "条号不连续，上一条是“一、”"),
        ("三、", "条号不连续，上一条是“三、”"),
        ("三、", "条号重复"),
    ]


def test_an_inserted_article_must_follow_its_own() -> None:
    assert faults("# 法\n第一条　甲。\n第二条　乙。\n第一条之一　丙。\n第三条　丁。", "articles") == [
        ("第一条之一", "条号不连续，上一条是“第二条”"),
        ("第三条", "条号不连续，上一条是“第一条之一”"),
    ]


def test_an_article_whose_number_runs_into_the_text_is_told() -> None:
    assert faults("# 法\n第一条　甲。\n第二条乙应当报告。", "articles") == [("第二条", "条号后面没有空格")]


def test_a_backslash_keeps_a_line_from_being_an_article_or_an_item() -> None:
    parsed = parse("# 规则\n一、奖励分为：\n\\二、三等奖若干。\n\\（一）这样写不算项。\n二、乙。")

    assert parsed.problems == []
    assert [p.text.shown for p in parsed.articles[0].paragraphs] == [
        "奖励分为：",
        "二、三等奖若干。",
        "（一）这样写不算项。",
    ]
    assert len(parsed.articles) == 2


def test_items_out_of_order_are_told() -> None:
    assert faults("# 规则\n一、任务是：\n（一）甲；\n（三）乙。") == [("一、（三）", "项号不连续")]


def test_what_belongs_to_no_article_is_told() -> None:
    assert faults("# 规则\n## 第一章　总则\n说明文字。\n一、甲。") == [("说明文字。", "这一段不属于任何一条")]


def test_a_mark_before_the_number_is_told_instead_of_losing_the_article() -> None:
    assert faults("# 规则\n一、甲。\n{--残片--}[^a]二、乙。") == [("二、乙。", "条号之前不能有校注记号")]


def test_a_line_of_nothing_but_debris_makes_no_empty_paragraph() -> None:
    body = "# 规则\n一、甲。\n{--残片--}[^a]\n二、乙。"

    assert faults(body) == [("残片", "整行都删去了，会多出一个空行")]
    assert [len(article.paragraphs) for article in parse(body).articles] == [1, 1]


def test_all_that_a_document_lacks_is_told_at_once() -> None:
    assert [problem for _, problem in faults("只有一段。")] == ["没有标题行", "没有读到任何一条"]
    assert [problem for _, problem in faults("# 甲\n# 乙\n## 总则\n一、\n二、文。")] == [
        "出现了第二个标题行",
        "这一行标题不是“第…章”",
        "这一条没有正文",
    ]
