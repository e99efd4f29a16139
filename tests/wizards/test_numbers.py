"""Numbers that a line has and its quotes have not: each is put into a made-up errand, and told."""

from __future__ import annotations

from pathlib import Path

import pytest

from govdesk.rules.model import Rule
from govdesk.wizards.loader import read_wizards
from govdesk.wizards.model import Cite
from govdesk.wizards.numbers import unquoted_figures, unquoted_words


def left(words: str, quote: str = "", points: int = 0) -> list[str]:
    return list(unquoted_words(words, [Cite(article="1", quote=quote)], points))


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("三天内答复", "三天"),
        ("十个工作日内办结", "十个工作日"),
        ("送两份材料", "两份"),
        ("十五日前报", "十五日"),
        ("一年一次", "一年"),
        ("第三个工作日报", "第三个工作日"),
        ("每半年报", "每半年"),
        ("半个月内报", "半个月"),
        ("每月报", "每月"),
        ("次日报", "次日"),
        ("年底前报", "年底"),
        ("当天登记", "当天"),
        ("周五以前报", "周五"),
        ("超过百分之五的", "百分之五"),
        ("三十余人参加", "三十余人"),
    ],
)
def test_a_number_in_words_that_the_quote_has_not_is_told(words: str, number: str) -> None:
    assert number in left(words)
    assert number not in left(words, words)


@pytest.mark.parametrize(
    ("words", "quote"),
    [
        ("三天内答复", "3天内答复"),
        ("十个工作日内办结", "在10个工作日内办结"),
        ("送两份", "一式二份"),
        ("每周报一次", "每周一次"),
        ("每年报", "每年一次"),
    ],
)
def test_figures_and_words_are_one_number(words: str, quote: str) -> None:
    assert not left(words, quote)


@pytest.mark.parametrize(
    "words",
    [
        "照第三条办",
        "照第四十一条第一款办",
        "核对一个一个的要点",
        "列一份清单",
        "三公经费",
        "一律不发",
        "统一口径",
        "十分紧急的",
        "一次性告知",
        "五十八条以外",
    ],
)
def test_words_that_count_nothing_are_no_numbers(words: str) -> None:
    assert not left(words, "五十八条")


def test_a_line_may_count_its_own_points() -> None:
    assert not left("核对下面六种情形", points=6)
    assert left("核对下面六种情形", points=5) == ["六种"]


def test_a_figure_is_no_part_of_a_greater_number() -> None:
    quote = [Cite(article="1", quote="十五个工作日")]
    assert list(unquoted_figures("5个工作日", quote)) == ["5"]
    assert not list(unquoted_figures("15个工作日", quote))
    assert not list(unquoted_figures("１５个工作日", quote)), "full width"


LINE = 'do = "填写登记表"'
ANSWER = 'cites = [{ article = 1, quote = "乙可以协助" }]\n'


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        (LINE, 'do = "三天内填写登记表"', "items.fill-in.do"),
        (LINE, LINE + '\npoints = [{ do = "填两份" }]', "items.fill-in.points"),
        (LINE, LINE + '\ndue = { words = "半个月内" }', "items.fill-in.due"),
        ('arises = "商量不成的"', 'arises = "三天还商量不成的"', "items.escalate-later.arises"),
        ('do = "答复"', 'do = "十个工作日内答复"', "others.ding-answers.do"),
        ("规则只写报丁决定。", "规则只写三天内报丁决定。", "open.who-is-ding.says"),
        ("[[items]]", f'[[answers]]\nid = "say"\nsay = "乙在五天内协助"\n{ANSWER}\n[[items]]', "answers.say.say"),
    ],
)
def test_check_tells_of_it_in_every_part(pack: Path, rule: Rule, old: str, new: str, where: str) -> None:
    path = pack / "wizards" / "register.toml"
    text = path.read_text("utf-8")
    path.write_text(text.replace(old, new, 1), "utf-8")

    found = [problem for problem in read_wizards(pack, rule)[1] if problem.where == where]

    assert len(found) == 1 and found[0].problem.startswith("引文里没有“") and found[0].hint
    assert found[0] not in read_wizards(pack, rule, prove=False)[1], "a pack that is in use keeps loading"


def test_what_the_rule_has_not_may_be_counted(pack: Path, rule: Rule) -> None:
    path = pack / "wizards" / "register.toml"
    text = path.read_text("utf-8")
    say = (
        f'[[answers]]\nid = "say"\nsay = "乙可以协助；一年几次，规则没有写；三天内问一声（实务）"\n{ANSWER}\n[[items]]'
    )
    path.write_text(text.replace("[[items]]", say, 1), "utf-8")
    assert read_wizards(pack, rule)[1] == []
