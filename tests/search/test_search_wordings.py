"""What clerks' wordings prove: a wording is asked for whole, and a lone word out of it is no answer to something else."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from benchmarks.search_quality import (
    DEPTH,
    HELD_OFFICE_QUERIES,
    OFFICE_QUERIES,
    ONCE_BLIND_QUERIES,
    PRIVATE_QUERIES,
    load_queries,
    measure,
)
from govdesk.search.folding import fold_text
from govdesk.search.index import SearchIndex
from govdesk.search.synonyms import load_synonyms
from govdesk.wizards.library import Library


@pytest.fixture(scope="module")
def lone_words(index: SearchIndex, library: Library) -> list[str]:
    """Words of two characters that wordings alone have, each half of any of them at most: 孩子 of 老婆孩子."""
    articles = [article for rule in library.rules.values() for article in rule.articles]
    law = "\n".join(fold_text(f"{article.heading}\n{article.shown}") for article in articles)
    asks = [fold_text(ask) for article in articles for ask in article.asks]
    errands = [errand for rule_id in library.rules for errand in library.wizards(rule_id)]
    done = "\n".join(fold_text(text) for errand in errands for text in (errand.title, *errand.asks))
    table = load_synonyms()
    others = table.empty.union(*(entry.said for entry in table.synonyms))
    lexicon = index._ready().lexicon
    words = {word for ask in asks for word in lexicon.cut(ask) if len(word) == 2 and word not in law + done}
    return sorted(word for word in words - others if all(len(ask) >= 4 for ask in asks if word in ask))


def answered(index: SearchIndex, queries: Sequence[str]) -> list[str]:
    return [query for query in queries if index.search(query).total]


@pytest.mark.parametrize("frame", ["家里{}", "我家{}", "带{}", "来{}了"])
def test_a_word_of_a_wording_means_nothing_in_other_company(
    index: SearchIndex, lone_words: list[str], frame: str
) -> None:
    """家里装修 is no 装修办公室."""
    queries = [frame.format(word) for word in lone_words]

    assert len(queries) > 60
    assert len(answered(index, queries)) <= len(queries) // 10


@pytest.mark.parametrize("frame", ["{}", "{}怎么办", "{}有什么要求", "请问{}"])
def test_a_word_of_a_wording_is_found_where_it_is_all_that_is_asked(
    index: SearchIndex, lone_words: list[str], frame: str
) -> None:
    queries = [frame.format(word) for word in lone_words]

    assert len(answered(index, queries)) >= len(queries) * 9 // 10


@pytest.mark.parametrize("query", ["带孩子", "家里装修", "家里来客人", "爱人生孩子", "上大学", "考大学"])
def test_private_life_gives_the_help_page(index: SearchIndex, query: str) -> None:
    assert index.search(query).total == 0


@pytest.mark.parametrize(
    ("query", "articles"),
    [
        ("老婆孩子", {"73", "57"}),
        ("装修", {"71", "56"}),
        ("办公室装修", {"71", "56"}),
        ("领导的孩子和老婆", {"73", "57"}),
        ("圆珠笔批", {"50"}),
        ("学什么", {"59"}),
        ("假", {"65"}),
    ],
)
def test_what_the_wording_says_is_still_found(index: SearchIndex, query: str, articles: set[str]) -> None:
    assert index.search(query).hits[0].article in articles


def test_stories_that_sound_private_are_told_apart(index: SearchIndex) -> None:
    def search(query: str, rule: str | None) -> list[str]:
        return [f"{hit.rule}/{hit.article}" for hit in index.search(query, first_rule=rule or "", limit=DEPTH).hits]

    quality = measure(search, load_queries(PRIVATE_QUERIES))

    assert quality.no_answer == 1.0
    assert quality.ndcg >= 0.89


# -- what a story is about, and its setting


@pytest.mark.parametrize(
    "query",
    [
        "下周办公室搬家，电脑谁来搬，要不要自己打包",
        "领导办公室的绿植快枯了，谁来浇水",
        "领导的秘书是什么级别，怎么考",
        "科长天天在办公室抽烟，受不了怎么办",
        "省里开会住的酒店，早餐几点",
        "单位组织看电影，要不要打卡",
        "领导出差的高铁票怎么订，报销要什么发票",
        "开电视电话会议，话筒老有回音，领导皱眉头了",
        "科里评先进就一个名额，四个人抢",
        "喂奶的同事想把桌子换到靠窗那边，主任让我去商量",
        "县里来的亲戚想住招待所，能便宜点吗",
        "食堂",
    ],
)
def test_the_setting_of_a_story_is_no_answer(index: SearchIndex, query: str) -> None:
    assert index.search(query).total == 0


@pytest.mark.parametrize(
    ("query", "articles"),
    [
        ("高速上出了大车祸，值班领导说等天亮再报", {"65", "66"}),
        ("化工厂半夜爆炸，先给谁打电话", {"66"}),
        ("领导老婆开了家打印店，想接我们单位的活", {"57", "73"}),
        ("企业请市长去剪彩发来请柬怎么回", {"76"}),
        ("检查组下来要县长陪吃陪喝", {"74"}),
        ("用公款给领导过生日", {"72", "56"}),
        ("乡下来了一群人堵在门口上访领导要不要出来见", {"35", "65"}),
        ("食堂接待", {"71", "72", "56"}),
        ("市长办公会议多少天开一回", {"41", "36"}),
    ],
)
def test_a_word_of_the_matter_answers_among_many_unknown(index: SearchIndex, query: str, articles: set[str]) -> None:
    assert index.search(query).hits[0].article in articles


def test_office_life_is_told_apart(index: SearchIndex) -> None:
    def search(query: str, rule: str | None) -> list[str]:
        return [f"{hit.rule}/{hit.article}" for hit in index.search(query, first_rule=rule or "", limit=DEPTH).hits]

    office, held, once_blind = (
        measure(search, load_queries(path)) for path in (OFFICE_QUERIES, HELD_OFFICE_QUERIES, ONCE_BLIND_QUERIES)
    )

    assert min(office.no_answer, held.no_answer) >= 0.95
    assert office.ndcg >= 0.41
    assert held.ndcg >= 0.40
    assert once_blind.no_answer == 1.0
