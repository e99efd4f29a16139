"""Links in an article's words: every form that names a place, and none that only looks like one."""

from __future__ import annotations

from pathlib import Path

import pytest

from govdesk.rules.links import Link, find_links, rule_with_title
from govdesk.rules.loader import load_rule
from govdesk.rules.model import Article, Item, Paragraph, Rule, RuleMeta, Segment, Text

RULES = Path(__file__).parents[2] / "rules"
META = RuleMeta(id="made-up", title="某某市人民政府工作规则（试行）", short_title="某某市", issuer="某某市人民政府")


def text(words: str) -> Text:
    return Text((Segment(words),))


def rule(*paragraphs: str, number: int = 10, items: tuple[str, ...] = ()) -> tuple[Rule, Article]:
    """Twenty articles of one 款 each, of which `number` has these paragraphs; the last paragraph introduces `items`."""
    articles = [Article(str(n), f"第{n}条", (Paragraph(text("正文。")),)) for n in range(1, 21)]
    three = (Item("（一）", 1, text("甲；")), Item("（二）", 2, text("乙。")))
    articles[4] = Article("5", "第五条", (Paragraph(text("一款。")), Paragraph(text("二款："), three)))
    own = [Paragraph(text(words)) for words in paragraphs]
    listed = tuple(Item(f"（{n}）", n, text(words)) for n, words in enumerate(items, start=1))
    own[-1] = Paragraph(own[-1].text, listed)
    articles[number - 1] = Article(str(number), f"第{number}条", tuple(own))
    made = Rule(META, (), Text(), (), tuple(articles))
    return made, made.articles[number - 1]


def links(*paragraphs: str, number: int = 10, items: tuple[str, ...] = ()) -> list[Link]:
    return find_links(*rule(*paragraphs, number=number, items=items))


def one(*paragraphs: str, items: tuple[str, ...] = ()) -> tuple[str, str, int | None, int | None]:
    found = links(*paragraphs, items=items)
    assert len(found) == 1, found
    return found[0].words, found[0].article, found[0].paragraph, found[0].item


@pytest.mark.parametrize(
    ("words", "link"),
    [
        ("按照第十九条的规定办理。", ("第十九条", "19", None, None)),
        ("按照本规则第十九条规定办理。", ("第十九条", "19", None, None)),
        ("依照第 12 条办理。", ("第 12 条", "12", None, None)),
        ("符合第五条第二款的", ("第五条第二款", "5", 2, None)),
        ("有第五条第二款第（二）项情形的", ("第五条第二款第（二）项", "5", 2, 2)),
        ("有第五条第二项所列情形的", ("第五条第二项", "5", None, 2)),
        ("见第七条。", ("第七条", "7", None, None)),
        ("依照前条规定办理。", ("前条", "9", None, None)),
    ],
)
def test_an_article_of_the_same_rule(words: str, link: tuple[str, str, int | None, int | None]) -> None:
    assert one(words) == link


def test_several_articles_at_once() -> None:
    found = links("依照第三条至第五条、第七条和第九条办理。")
    assert [link.article for link in found] == ["3", "5", "7", "9"]


def test_former_paragraphs_and_own_paragraphs() -> None:
    found = links("第一款。", "前款规定的，按本条第一款办理。", "前两款、前款第（一）项规定的不适用。")
    assert [(link.line, link.words, link.paragraph) for link in found] == [
        (1, "前款", 1),
        (1, "本条第一款", 1),
        (2, "前两款", 1),
    ]


def test_former_items() -> None:
    found = links("有下列情形的：", items=("甲；", "前项规定的；"))
    assert [(link.line, link.words, link.paragraph, link.item) for link in found] == [(2, "前项", 1, 1)]


@pytest.mark.parametrize(
    "words",
    [
        "第2次常务会议审议通过。",
        "是依法行政的第一责任人。",
        "第一条战线、第二条生产线、第三条例外。",
        "第二十一条规定的",  # there are twenty
        "第五条第三款规定的",
        "第五条第二款第（三）项规定的",
        "第五条第一款第（一）项规定的",
        "本条第二款规定的",
        "前款规定的",  # the first 款 has none before it
        "前项规定的",
        "以前款项未结清的，按目前条件办理，此前项目照旧。",
        "依照《中华人民共和国宪法》第五条、第七条",
        "依照宪法第五条、刑法第七条第一款",
        "依照公务员法（2018年修订）第五条的规定",
        "依照该条例第五条，同法第六条",
        "违反其第五条的",
        "见《人民日报》《求是》",
        "第十五届第一次会议，第一款式",
        "第三章和第一项",
    ],
)
def test_what_is_no_link_inside_the_rule(words: str) -> None:
    assert [link for link in links(words) if not link.title] == []


def test_the_first_article_has_none_before_it() -> None:
    assert links("前条", number=1) == []
    assert links("前两条", number=2) == []


def test_laws_by_their_titles() -> None:
    found = links(
        "根据《中华人民共和国宪法》、《国务院工作规则》和《某省办法（试行）》第三条第二款，读《人民日报》，制定本规则。"
    )
    assert [(link.words, link.title, link.article, link.paragraph) for link in found] == [
        ("《中华人民共和国宪法》", "中华人民共和国宪法", "", None),
        ("《国务院工作规则》", "国务院工作规则", "", None),
        ("《某省办法（试行）》", "某省办法（试行）", "", None),
        ("第三条第二款", "某省办法（试行）", "3", 2),
    ]


def test_an_article_after_a_comma_behind_another_law_is_left_alone() -> None:
    found = links("依照《某省办法》第三条，第五条规定")
    assert [(link.words, link.title) for link in found] == [("《某省办法》", "某省办法"), ("第三条", "某省办法")]


def test_places_are_places_in_the_words_shown() -> None:
    made, article = rule("甲，依照第七条和第八条办理。")
    shown = article.lines()[0].shown
    for link in find_links(made, article):
        assert shown[link.start : link.end] == link.words


def test_titles_are_compared_exactly_but_for_their_dress() -> None:
    rules = [META]
    assert rule_with_title("某某市人民政府工作规则（试行）", rules) is META
    assert rule_with_title("某某市人民政府 工作规则(试行)", rules) is META
    assert rule_with_title("某某市人民政府工作规则", rules) is None  # another document may bear that title


@pytest.mark.parametrize("pack", ["xianyang-2013", "zhangjiagang-2022"])
def test_the_shipped_rules_have_titles_and_no_invented_articles(pack: str) -> None:
    """Neither rule names one of its own articles anywhere; both name laws."""
    shipped = load_rule(RULES / pack)
    found = [link for article in shipped.articles for link in find_links(shipped, article)]
    assert found and all(link.title and not link.article for link in found)
    assert "党政机关公文处理工作条例" in {link.title for link in found}
