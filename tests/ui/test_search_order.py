"""In which order the results page lists what was found."""

from __future__ import annotations

import pytest

from govdesk.present.search_results import Row, in_order

X, Z = "xianyang-2013", "zhangjiagang-2022"


def errand(title: str, rule: str = X, is_named: bool = False) -> Row:
    return Row("wizard", rule, title, "", "", is_named=is_named)


def article(number: str, rule: str = X, title: str = "纪要签发") -> Row:
    return Row("article", rule, title, "", "", number=number)


def titles(rows: list[Row]) -> list[str]:
    return [row.number or row.title for row in rows]


def test_a_question_is_answered_by_an_article_before_an_errand() -> None:
    found = in_order(
        [errand("印发会议纪要"), errand("召开会议")], [article(str(n)) for n in range(45, 50)], [], "会议纪要谁签"
    )

    assert titles(found) == ["45", "46", "47", "印发会议纪要", "召开会议", "48", "49"]


@pytest.mark.parametrize("denied", ["不用公开的文件", "无需备案的文件", "禁止参加的活动", "不邀请区镇的会"])
def test_what_need_not_or_must_not_be_done_is_told_by_an_article(denied: str) -> None:
    found = in_order([errand("公开文件"), errand("召开会议")], [article(str(n)) for n in range(45, 50)], [], denied)

    assert titles(found) == ["45", "46", "47", "公开文件", "召开会议", "48", "49"]


@pytest.mark.parametrize("plain", ["报文件", "人事任免", "级别变动", "看不懂的文件"])
def test_a_no_within_a_word_denies_nothing(plain: str) -> None:
    assert titles(in_order([errand("公开文件")], [article("45")], [], plain))[0] == "公开文件"


def test_an_errand_stands_first_where_its_name_was_typed() -> None:
    named, near = errand("印发会议纪要", is_named=True), errand("召开会议")

    # A question that is one of its wordings is a question.
    assert titles(in_order([named, near], [article("45")], [], "会议纪要谁签"))[0] == "45"
    assert titles(in_order([named, near], [article("45")], [], "会议纪要"))[0] == "印发会议纪要"
    # Also where the question has the whole name in it.
    assert titles(in_order([named, near], [article("45")], [], "印发会议纪要要几天"))[:2] == ["印发会议纪要", "45"]


def test_another_city_s_errand_stands_below_the_right_article() -> None:
    other = errand("印发会议纪要", rule=Z, is_named=True)

    assert titles(in_order([other], [article("45"), article("46")], [], "会议纪要")) == ["45", "46", "印发会议纪要"]
    assert titles(in_order([other], [article("38", rule=Z)], [], "会议纪要"))[0] == "印发会议纪要"


def test_a_chapter_that_is_named_stands_above_everything() -> None:
    chapter = Row("article", X, "第八章　会议制度", "", "", number="38", is_named=True)

    assert in_order([errand("召开会议", is_named=True)], [chapter, article("39")], [], "会议制度")[0] is chapter


def test_nothing_is_lost() -> None:
    errands = [errand("甲"), errand("乙", rule=Z), errand("丙", is_named=True)]
    articles = [article(str(n), rule) for n in range(3) for rule in (X, Z)]
    others = [Row("note", X, "记", "", ""), Row("manual", "", "手册", "", "")]
    for meant in ("会议", "谁签", "纪要签发", ""):
        assert sorted(in_order(errands, articles, others, meant)) == sorted([*errands, *articles, *others])
