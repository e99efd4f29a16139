"""Kinds of questions that once went wrong, each held by all of its members that the rules offer."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import cache

import pytest
import rjieba

from benchmarks.search_quality import BLIND_QUERIES, OWN_QUERIES, QUERIES, ROUND_QUERIES, load_queries
from govdesk.pinyin import load_tables
from govdesk.search.chapters import chapter_start
from govdesk.search.folding import fold_text
from govdesk.search.index import SearchIndex
from govdesk.search.offices import in_general
from govdesk.wizards.library import Library

X, Z = "xianyang-2013", "zhangjiagang-2022"


def found(index: SearchIndex, query: str, first_rule: str = "") -> list[str]:
    """X58, Z47, …: what is found, best first."""
    return [f"{hit.rule[0].upper()}{hit.article}" for hit in index.search(query, first_rule=first_rule).hits]


# -- words that the rules lack


@cache
def words_of_the_language() -> tuple[str, ...]:
    """Words of two and three characters that the general dictionary has: those with a known sound, and pairs by chance."""
    load_tables()
    from pypinyin.phrases_dict import phrases_dict

    by_chance = random.Random(16)
    common = [bytes((row, cell)).decode("gb2312", "ignore") for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF)]
    common = [character for character in common if character]
    words = {word for word in phrases_dict if len(word) in (2, 3)}
    words |= {by_chance.choice(common) + by_chance.choice(common) for _ in range(300_000)}
    return tuple(sorted(word for word in words if rjieba.has_word(word)))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_word_that_the_rules_lack_is_not_taken_for_another(index: SearchIndex, library: Library, seed: int) -> None:
    texts = "\n".join(
        fold_text(f"{article.heading}\n{article.shown}") for rule in library.rules.values() for article in rule.articles
    )
    drawn = random.Random(seed).sample([word for word in words_of_the_language() if word not in texts], 300)
    meant = {word: suggestion for word in drawn if (suggestion := index.search(word).suggestion)}

    assert len(meant) <= 3
    assert all(map(rjieba.has_word, meant.values())), meant


@pytest.mark.parametrize(
    "word",
    [
        "医保",
        "会议室",
        "体检",
        "工作证",
        "污水",
        "销毁",
        "支部",
        "盒饭",
        "话筒",
        "密钥",
        "低保",
        "简历",
        "药店",
        "食品",
        "借阅",
        "试用",
        "公证",
        "工会",
        "工位",
        "保管",
        "会计",
        "台办",
        "大学",
        "小学",
        "瞭望哨",
        "座签",
        "工会职责",
        "工会是干什么的",
        "管家职责",
        "干什么",
        "怎么办",
    ],
)
def test_what_is_no_matter_of_the_rules_gives_the_help_page(index: SearchIndex, word: str) -> None:
    result = index.search(word)

    assert (result.total, result.suggestion) == (0, "")


#: Ways to ask how much of something, and how often.
HOW_MUCH = ("一天多少钱", "一个礼拜多少", "每月几次", "一个月几块", "一年多少", "一次多少钱", "要几天", "两天够不够")


@pytest.mark.parametrize("seed", [5, 6, 7])
def test_how_much_of_what_the_rules_lack_is_no_second_thing(index: SearchIndex, library: Library, seed: int) -> None:
    """值班补贴 has no answer; 一天, 每月 and 多少钱 beside it point to none."""
    texts = "\n".join(fold_text(article.shown) for rule in library.rules.values() for article in rule.articles)
    two = [word for word in words_of_the_language() if len(word) == 2]
    known, lacked = [word for word in two if word in texts], [word for word in two if word not in texts]
    by_chance = random.Random(seed)
    pairs = ((by_chance.choice(known) + by_chance.choice(lacked), by_chance.choice(HOW_MUCH)) for _ in range(300))
    asked = [(thing, how) for thing, how in pairs if not index.search(thing).total]
    answered = [thing + how for thing, how in asked if index.search(thing + how).total]

    assert len(asked) > 150
    assert len(answered) <= len(asked) // 100, answered


# -- characters that the rules lack


@pytest.mark.parametrize("meeting", ["全体会议", "常务会议"])
@pytest.mark.parametrize("verb", ["隔", "拖", "搁", "挨"])
def test_a_verb_that_the_rules_lack_is_no_subject(index: SearchIndex, meeting: str, verb: str) -> None:
    assert found(index, f"{meeting}{verb}多长时间开一次")[0] == found(index, f"{meeting}多长时间开一次")[0]


@pytest.mark.parametrize(("query", "among"), [("请示搁了多少天", "X58 Z47"), ("会议记录扔哪", "X45 Z38")])
def test_a_verb_that_the_rules_lack_empties_no_answer(index: SearchIndex, query: str, among: str) -> None:
    assert found(index, query)[0] in among.split()


@pytest.mark.parametrize("query", ["婚前检查", "孕前检查", "产前检查", "饭前检查"])
def test_a_word_is_not_torn_by_a_small_word_in_it(index: SearchIndex, query: str) -> None:
    assert found(index, query) == []


# -- roles

#: An office that a rule names, and the articles that say what it does.
OFFICES = {
    "市长": "X6 Z5", "副市长": "X6 X9 Z5", "常务副市长": "X8", "市长助理": "X6 X9", "副市级咨询员": "X6 X9",
    "秘书长": "X10", "市政府秘书长": "X10", "副秘书长": "X42", "分管副秘书长": "X42 X57", "市政府办公室主任": "Z5",
    "办公室主任": "Z5", "市政府办公室": "X21 Z42 Z5", "办公室": "X21 Z42 Z5", "法制办公室": "X25 X26", "法制办": "X25 X26",
    "司法局": "Z20 Z45", "市司法局": "Z20 Z45", "秘书科": "X43", "各部门": "X11 Z6 Z7", "部门": "X11 Z6 Z7",
    "局长": "X11 Z6", "组成人员": "X4", "主办部门": "X57 Z41", "协办部门": "X57", "起草部门": "Z45",
    "值班机构": "X65", "审计": "X33 Z28", "监察机关": "Z28 X33",
}  # fmt: skip


@pytest.mark.parametrize("office", OFFICES)
def test_all_questions_after_an_office_have_one_answer(index: SearchIndex, office: str) -> None:
    asked = ("干什么", "做什么", "管什么", "职责", "是干什么的", "的职责是什么", "负责哪些工作")
    first = {(found(index, office + how) or [""])[0] for how in asked}

    assert len(first) == 1
    assert first <= set(OFFICES[office].split())


@pytest.mark.parametrize("how", ["做什么", "管哪些", "的职责是什么", "要干些什么"])
@pytest.mark.parametrize(
    ("names", "answers"),
    [
        ("委办局 部委办局 各局 各委办 下面的局 市直单位 科局 各处室 市政府各局", "X11 Z7 Z6"),
        ("常务副职 二把手", "X8 Z5"),
        ("副职 其他副职 分管副职 分管领导", "X9 X6 Z5"),
        ("一把手 正职 主要领导 市政府主要负责人", "X6 Z5"),
        ("局长们 各局局长 委办局主任 部门正职 各单位一把手", "X11 Z6"),
    ],
)
@pytest.mark.parametrize("rule", [X, Z])
def test_a_general_name_means_those_whom_the_rules_name(
    index: SearchIndex, names: str, answers: str, how: str, rule: str
) -> None:
    first = {name: found(index, name + how, first_rule=rule)[0] for name in names.split()}

    assert set(first.values()) <= {answer for answer in answers.split() if answer[0] == rule[0].upper()}, first


@pytest.mark.parametrize("name", ["局部", "处所", "办公室主任", "政府办主任", "工会", "县委办局", "国家部委", "秘书科"])
def test_a_name_of_its_own_is_no_general_one(name: str) -> None:
    assert in_general(name, lambda _: 1) == ()


def test_who_heads_a_government_is_whom_the_rules_name() -> None:
    assert in_general("副职", {"县长": 9, "市长": 2}.get) == ("副县长", "副市长")
    assert in_general("一把手", {"镇长": 9}.get) == ("镇长",)


@pytest.mark.parametrize("seed", [11, 12, 13])
def test_an_office_that_the_rules_lack_has_no_work_in_them(index: SearchIndex, library: Library, seed: int) -> None:
    """工会 is not cut into 工 and 会; in a question after its work neither."""
    texts = "\n".join(
        fold_text(f"{article.heading}\n{article.shown}") for rule in library.rules.values() for article in rule.articles
    )
    drawn = random.Random(seed).sample([word for word in words_of_the_language() if word not in texts], 300)
    lacked = [word for word in drawn if not index.search(word).total]
    results = [index.search(word + how) for word in lacked for how in ("职责", "干什么", "的职责是什么", "是干什么的")]

    assert len(lacked) > 250
    assert [(result.query, result.suggestion) for result in results if result.total or result.suggestion] == []


# -- the rule in force


def judged_alike() -> Iterator[str]:
    """The judged queries that both rules answer equally well."""
    for path in (QUERIES, OWN_QUERIES, ROUND_QUERIES, BLIND_QUERIES):
        for judged in load_queries(path):
            best = max(judged.relevant.values(), default=0)
            cities = {article.partition("/")[0] for article, grade in judged.relevant.items() if grade == best}
            # 四十一条第三款 is of the rule whose 四十一 has three.
            is_number = judged.type.startswith("artnum") or "款" in judged.query
            # Nor is a pasted sentence asked of both: it is sought where it stands.
            if cities == {X, Z} and not judged.rule and not is_number and judged.type != "pasted":
                yield judged.query


@pytest.mark.parametrize("rule", [X, Z])
def test_where_both_cities_answer_the_one_in_force_stands_first(index: SearchIndex, rule: str) -> None:
    queries = list(judged_alike())
    other = [query for query in queries if (hits := index.search(query, first_rule=rule).hits) and hits[0].rule != rule]

    assert len(queries) > 200
    assert len(other) <= len(queries) // 100, other


def test_the_other_city_s_articles_are_still_there(index: SearchIndex) -> None:
    both = found(index, "会议纪要谁签", first_rule=Z)

    assert both[0] == "Z38"
    assert "X45" in both
    assert found(index, "第四十条", first_rule=Z) == ["Z40", "X40"]


def test_a_city_left_out_is_left_out(index: SearchIndex) -> None:
    assert {hit[0] for hit in found(index, "请示 -张家港")} == {"X"}
    assert {hit[0] for hit in found(index, "请示 -xy")} == {"Z"}


@pytest.mark.parametrize(
    ("query", "desk", "first"),
    [
        ("离开张家港要向谁报告", X, "Z51"),
        ("我们咸阳一个月开几次常务会议", Z, "X40"),
        ("在咸阳收到请示几天办复", Z, "X58"),
        ("去张家港出差要请假吗", X, "X65"),
        ("咸阳和张家港的常务会议", X, "X40"),
        ("咸阳和张家港的常务会议", Z, "Z35"),
        ("请示几天办复咸阳跟张家港有什么不同", X, "X58"),
        ("咸阳与张家港的会议纪要有什么区别", Z, "Z38"),
        ("会议请假张家港和咸阳一样吗", Z, "Z39"),
    ],
)
def test_the_city_that_a_question_speaks_of_stands_first(index: SearchIndex, query: str, desk: str, first: str) -> None:
    assert found(index, query, first_rule=desk)[0] == first


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize(("rule", "desk"), [(X, Z), (Z, X)])
def test_a_pasted_sentence_finds_its_article_whatever_the_desk(
    index: SearchIndex, library: Library, rule: str, desk: str, seed: int
) -> None:
    """A sentence of every article, torn by the line's end, asked at the other city's desk."""
    by_chance = random.Random(seed)
    everything = "\n".join(fold_text(article.shown) for known in library.rules.values() for article in known.articles)
    asked = 0
    for article in library.rules[rule].articles:
        sentences = [
            sentence
            for sentence in re.findall(r"[^。；\n〔〕]{14,80}", article.shown)
            if everything.count(fold_text(sentence)) == 1
        ]
        if sentences:
            sentence = by_chance.choice(sentences)
            torn = f"{sentence[: len(sentence) // 2]}\n{sentence[len(sentence) // 2 :]}"
            assert found(index, torn, first_rule=desk)[0] == f"{rule[0].upper()}{article.number}", torn
            asked += 1

    assert asked > 50


# -- no, and not


@pytest.mark.parametrize(
    ("query", "among", "first"),
    [
        ("不公开", "Z23 X76 Z50", 3),
        ("无需公开", "Z23", 1),
        ("免于公开", "Z23", 1),
        ("哪些文件可以不公开", "X53", 1),
        ("不能收礼", "X72 Z56", 1),
        ("不得报送", "X48 Z41", 1),
        ("不用再发文件的情况", "X55", 1),
        ("不能越级报", "Z41", 1),
        ("不用报总结", "X54", 1),
        ("不题词", "X76 Z50", 1),
        ("不准以市政府名义开的会", "X46 Z40", 1),
    ],
)
def test_a_no_finds_exceptions_and_bans(index: SearchIndex, query: str, among: str, first: int) -> None:
    assert set(found(index, query)[:first]) <= set(among.split())


def test_not_is_another_question_than_the_thing(index: SearchIndex) -> None:
    plain, denied = found(index, "公开"), found(index, "不公开")

    assert denied.index("X76") < plain.index("X76")


def test_whether_or_not_is_no_no(index: SearchIndex) -> None:
    assert found(index, "要不要公开")[:2] == found(index, "能不能公开")[:2] != found(index, "不公开")[:2]


# -- chapters


@pytest.mark.parametrize(
    ("query", "start"),
    [
        ("第八章", (Z, "33")),
        ("第 9 章", (Z, "41")),
        ("咸阳第九章", (X, "48")),
        ("第九章 咸阳", (X, "48")),
        ("张家港的第八章讲什么", (Z, "33")),
        ("第九章 公文审批", (X, "48")),
        ("第十二章", (X, "69")),  # the rule in force has none
        ("会议制度那一章", (Z, "33")),
        ("工作纪律这一章有哪些条文", (Z, "48")),
        ("会议制度", None),  # words as well as a title
        ("第二十章", None),
        ("文章", None),
        ("第八章第三条", None),
    ],
)
def test_a_chapter_opens_by_its_number_or_name(library: Library, query: str, start: tuple[str, str] | None) -> None:
    assert chapter_start(library.rules, query, Z) == start


@pytest.mark.parametrize(
    ("query", "rule", "first"),
    [
        ("廉政建设那一章", X, "69"),  # 廉政与作风建设; it stands as typed in the other city's 作风和廉政建设
        ("廉政建设那一章", Z, "53"),
        ("廉政和作风那章", Z, "53"),
        ("第十二章 廉政建设", X, "69"),
        ("部署落实这章", X, "59"),
        ("民主决策那一章", Z, "15"),
        ("文建那一章", X, None),
    ],
)
def test_words_of_a_chapters_name_open_that_of_the_city_in_force(
    library: Library, query: str, rule: str, first: str | None
) -> None:
    assert chapter_start(library.rules, query, rule) == (first and (rule, first))


def test_every_chapter_opens_in_every_way(index: SearchIndex, library: Library) -> None:
    for rule in library.rules.values():
        city = rule.meta.short_title
        for chapter in rule.chapters():
            articles = [article.number for article in rule.articles[chapter.start : chapter.end]]
            for query in (f"{city}{chapter.label}", f"{chapter.label} {city}", f"{city}{chapter.title.shown}这一章"):
                result = index.search(query, limit=99)
                assert [(hit.rule, hit.article) for hit in result.hits] == [(rule.id, number) for number in articles], (
                    query
                )
            named = index.search(city + chapter.title.shown).chapters
            assert [(hit.rule, hit.label, hit.first, hit.last) for hit in named] == [
                (rule.id, chapter.label, articles[0], articles[-1])
            ]


# -- articles by their number


@pytest.mark.parametrize(
    ("query", "articles"),
    [
        ("第五十八条讲什么", "X58"),
        ("咸阳第41条的内容", "X41"),
        ("规则里的58条", "X58"),
        ("第五十七条和第五十八条", "X57 X58 Z57"),
        ("咸阳38至40条", "X38 X39 X40"),
        ("张政发〔2022〕21号第58条", "X58"),
    ],
)
def test_an_article_is_called_in_many_ways(index: SearchIndex, query: str, articles: str) -> None:
    assert found(index, query) == articles.split()


# -- input as it comes


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("huì yì jì yào", "会议纪要"),
        ("hui4yi4ji4yao4", "会议纪要"),
        ("hui'yi'ji'yao", "会议纪要"),
        ("hui’yi’ji’yao", "会议纪要"),
        ("fǎlǜ", "法律"),
        ("falü", "法律"),
        ("falv", "法律"),
        ("fa lu:", "法律"),
        ("会\n议纪要", "会议纪要"),
        ("会议 纪 要", "会议纪要"),
        ("1.会议纪要", "会议纪要"),
        ("【会议纪要】", "会议纪要"),
        ("⺠⽣", "民生"),
        ("⻓期规划", "长期规划"),
        ("“一文\r\n一事”", "“一文一事”"),
        ("'一文一事'", "“一文一事”"),
        ("7天", "七天"),
    ],
)
def test_what_hands_and_input_methods_leave_is_taken_out(index: SearchIndex, typed: str, plain: str) -> None:
    assert found(index, typed)
    assert found(index, typed)[:1] == found(index, plain)[:1]
    if '"' in plain or "“" in plain:
        assert found(index, typed) == found(index, plain)


def test_a_number_is_one_in_either_numerals(index: SearchIndex) -> None:
    assert set(found(index, "十个工作日")[:2]) == set(found(index, "10个工作日")[:2]) == {"X58", "Z47"}


@pytest.mark.parametrize("typed", ["E-mail", "e-mail", "email", "fax", "FAX", "QQ", "E-mail通知"])
def test_the_office_s_english_words_are_known(index: SearchIndex, typed: str) -> None:
    result = index.search(typed)

    assert result.suggestion == ""
    assert result.hits[0].rule == X
    assert result.hits[0].article == "55"


@pytest.mark.parametrize("typed", ["A", "e", "lv", "A4", "a b c", "qing jia tiao"])
def test_a_letter_is_not_heard_as_a_syllable(index: SearchIndex, typed: str) -> None:
    assert index.search(typed).suggestion == ""


# -- the sentence that answers


@pytest.mark.parametrize(
    ("query", "rule", "article", "words"),
    [
        ("全市性会议一年能开几回", Z, "40", "每年不超过一次"),
        ("请示能不能直接拿给市长批", X, "48", "不得直接报送"),
        ("开常务会那天我们局长正好有事去不了怎么办", Z, "39", "部门、单位主要负责人因故不能出席"),
        ("常务会议多久开一次", X, "40", "每月召开两次"),
        ("电视电话会议最长多久", X, "47", "不超过60分钟"),
        ("秘书长干什么", X, "10", "负责处理市政府的日常工作"),
        ("外出一周以上", X, "65", "外出一周以上"),
    ],
)
def test_the_snippet_shows_the_answer(index: SearchIndex, query: str, rule: str, article: str, words: str) -> None:
    (hit,) = (hit for hit in index.search(query, rule=rule).hits if hit.article == article)

    assert words in hit.snippet
