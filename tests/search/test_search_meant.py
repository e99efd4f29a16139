"""What a question means, by kinds: a no in its middle, a story round it, whose work it asks after, and which sentence answers."""

from __future__ import annotations

import pytest

from benchmarks.search_quality import (
    DESK_QUERIES,
    FIRST_BLIND,
    KIND_QUERIES,
    SECOND_BLIND,
    Judged,
    load_queries,
)
from govdesk.search.denial import Denied, tells_denied
from govdesk.search.folding import fold_text
from govdesk.search.index import SearchIndex
from govdesk.search.offices import is_bound, tells_work_of
from tests.search.test_search_kinds import found

X, Z = "xianyang-2013", "zhangjiagang-2022"

#: What an everyday matter is of, and the rules speak of as well: 亲属 and 身边的人.
WHOSE = ("孩子", "老婆", "家人", "亲戚")


def of_type(kind: str) -> list[Judged]:
    return [judged for judged in load_queries(KIND_QUERIES) if judged.type == kind]


def right_first(index: SearchIndex, judged: Judged) -> bool:
    hits = index.search(judged.query, first_rule=judged.rule or "").hits
    if not judged.relevant:
        return not hits
    return bool(hits) and judged.relevant.get(f"{hits[0].rule}/{hits[0].article}") == 3


def shows_the_answer(index: SearchIndex, judged: Judged) -> bool:
    hits = index.search(judged.query, first_rule=judged.rule or "").hits
    snippets = (hit.snippet for hit in hits if judged.relevant.get(f"{hit.rule}/{hit.article}") == 3)
    return judged.shows in next(snippets, "")


@pytest.mark.parametrize(
    ("kind", "right"), [("negation", 33), ("story", 29), ("out", 24), ("role", 19), ("snippet", 23)]
)
def test_the_relatives_of_a_fault_have_the_right_article_first(index: SearchIndex, kind: str, right: int) -> None:
    """The figures of the day of their mending; they are seen, and measure nothing new."""
    wrong = [judged.query for judged in of_type(kind) if not right_first(index, judged)]

    assert len(of_type(kind)) - len(wrong) >= right, wrong


@pytest.mark.parametrize(("kind", "most"), [("negation", 2), ("story", 3), ("snippet", 1)])
def test_their_snippets_show_the_sentence_that_answers(index: SearchIndex, kind: str, most: int) -> None:
    wrong = [judged.query for judged in of_type(kind) if judged.shows and not shows_the_answer(index, judged)]

    assert len(wrong) <= most, wrong


# -- no, in the middle


@pytest.mark.parametrize(
    ("query", "rule", "among"),
    [
        ("不邀请县区领导参加的会议", X, "X46"),
        ("不邀请县区领导参加的会议", Z, "Z40"),
        ("哪些会议不用市长主持", X, "X8 X40 X42"),
        ("哪些会议不用市长主持", Z, "Z35 Z36 Z37"),
        ("不需要常务会议决定的事情谁定", X, "X41"),
        ("不公开的会议决定有哪些", X, "X29"),
    ],
)
def test_a_no_denies_what_stands_behind_it(index: SearchIndex, query: str, rule: str, among: str) -> None:
    assert found(index, query, first_rule=rule)[0] in among.split()


@pytest.mark.parametrize("asked", ["合不合法", "审不审", "该不该先审"])
def test_whether_or_not_denies_nothing(index: SearchIndex, asked: str) -> None:
    """跟公司签协议合不合法 is no question after bans."""
    assert found(index, f"跟公司签协议{asked}", first_rule=Z)[0] == "Z20"


# -- stories


@pytest.mark.parametrize("aside", ["我不知道", "我也不太清楚", "我拿不准", "我们都说不准", "我实在不确定"])
def test_not_to_know_is_no_part_of_a_question(index: SearchIndex, aside: str) -> None:
    asked = [
        (judged.query, judged.rule or "")
        for path in (FIRST_BLIND, SECOND_BLIND, DESK_QUERIES)
        for judged in load_queries(path)
        if judged.relevant and len(judged.query) > 8 and "不" not in judged.query and " " not in judged.query
    ]
    other = [
        query for query, rule in asked if found(index, query, rule)[:1] != found(index, f"{aside}，{query}", rule)[:1]
    ]

    assert len(asked) > 70
    assert len(other) <= len(asked) // 25, other


@pytest.mark.parametrize(
    "story",
    [
        "昨天开全体会，记者写的报道让我帮着送审，我不知道先送秘书长还是先送副秘书长，还是直接给市长看",
        "我们局协助办公室写常务会议的新闻稿，稿子里有一组还没公布的数字，拿不准能不能写，该请谁定",
        "会上定的事新闻稿谁来审，我们科里三个人意见不一，记者又在门口等着，今天下班前必须给个准信",
        "早上领导开完全体会议就去省里了，新闻稿等着发，副秘书长说他能审，我怕不行，规定到底是谁审",
        "新闻稿写好了放在我桌上两天，会上定的事情涉及钱，市长没看过，我不敢发，要报市长审吗",
        "前面的先不说，我想问的是新闻稿谁审，别的事科长都安排好了，会议昨天就开完了，记者一直没走",
    ],
)
def test_a_story_is_answered_wherever_the_question_stands(index: SearchIndex, story: str) -> None:
    assert found(index, story, first_rule=X)[0] == "X45"


@pytest.mark.parametrize(
    "story",
    [
        "我家孩子今年上小学，户口不在学区里，能报名吗，要准备哪些材料",
        "办公室打印机老是卡纸，应该找谁修，报修电话是多少",
        "镇上的快递几点关门，周末送不送，电话多少",
    ],
)
def test_words_strewn_over_a_story_answer_nothing(index: SearchIndex, story: str) -> None:
    assert found(index, story) == []


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("兄弟单位送来两箱土特产能收吗", {"X72", "Z56"}),
        (
            "局里要向市政府报个请示，里面牵涉到财政局和人社局的职能，我们和财政局谈了两轮都没谈拢，这种情况请示里应该怎么写、由谁来协调？",
            {"X57", "Z41"},
        ),
    ],
)
def test_how_many_things_there_are_is_no_second_thing(index: SearchIndex, query: str, first: set[str]) -> None:
    assert first & set(found(index, query)[:2])


@pytest.mark.parametrize("query", ["局长想换一辆好车", "买两箱酒多少钱", "两台电脑坏了"])
def test_one_word_beside_a_number_of_things_is_too_little(index: SearchIndex, query: str) -> None:
    assert found(index, query) == []


def test_a_page_of_empty_lines_before_a_question_is_no_part_of_it(index: SearchIndex) -> None:
    assert found(index, "\n \u3000" * 200 + "咸阳请示几天")[:1] == ["X58"]


# -- everyday matters


@pytest.mark.parametrize("whose", WHOSE)
def test_whose_matter_it_is_answers_nothing(index: SearchIndex, whose: str) -> None:
    """上学 and 看病 are words, though 上 and 看 alone say nothing."""
    matters = "上学 看病 住院 打针 洗车 下岗 出嫁 做饭 学车 高考 养老 买菜 办证 借钱 搬家"
    answered = [whose + matter for matter in matters.split() if index.search(whose + matter).total]

    assert answered == []


@pytest.mark.parametrize("whose", WHOSE)
@pytest.mark.parametrize("matter", ["调动", "辞退", "实习", "兼职", "跳槽", "失业"])
def test_a_common_word_is_no_second_thing(index: SearchIndex, whose: str, matter: str) -> None:
    """老婆调动工作 has 老婆 and 工作, and nothing of the matter: 工作 stands in half of all articles."""
    assert not index.search(f"{whose}{matter}工作").total


# -- whose work


@pytest.mark.parametrize("how", ["干什么", "做什么", "管什么", "职责", "的职责有哪些"])
@pytest.mark.parametrize("body", ["国务院", "省政府", "上级政府", "苏州市政府", "县政府", "区政府", "镇政府"])
def test_a_rule_gives_other_bodies_no_work(index: SearchIndex, body: str, how: str) -> None:
    assert found(index, body + how) == []


@pytest.mark.parametrize("how", ["干什么", "做什么", "管什么", "职责"])
@pytest.mark.parametrize("body", ["县市区政府", "各县市区政府", "各县区政府", "区县政府"])
def test_a_body_that_is_bound_has_the_article_that_binds_it(index: SearchIndex, body: str, how: str) -> None:
    """Not the one that keeps it from meetings: 不邀请各县市区政府的负责同志出席."""
    assert found(index, body + how, first_rule=X)[0] == "X65"


@pytest.mark.parametrize("how", ["干什么", "做什么", "管什么", "职责"])
@pytest.mark.parametrize(
    ("other", "plain"),
    [
        ("政府办", "办公室"),
        ("市府办", "办公室"),
        ("市人民政府办公室", "市政府办公室"),
        ("人民政府市长", "市长"),
        ("人民政府秘书长", "秘书长"),
    ],
)
def test_an_office_may_be_called_otherwise(index: SearchIndex, other: str, plain: str, how: str) -> None:
    for rule in (X, Z):
        assert found(index, other + how, first_rule=rule)[:1] == found(index, plain + how, first_rule=rule)[:1]


# -- sentences, as they are folded


def test_what_a_clause_says_ends_with_it() -> None:
    """Folded, the comma of the law is a plain one."""
    assert not tells_work_of(("科长",), fold_text("报科长审定，办公室负责印发"))
    assert tells_work_of(("科长",), fold_text("发文，科长负责审核"))
    assert not tells_denied(Denied.SPARED, fold_text("除夕值班，外出报备"))
    assert tells_denied(Denied.SPARED, fold_text("除涉密的外，应当公开"))
    assert not is_bound(("县政府",), fold_text("请县政府的负责同志出席，应当报批"))


@pytest.mark.parametrize(
    ("query", "rule", "article", "words"),
    [
        ("不上会的议题", Z, "38", "一般不提交会议讨论"),
        ("周末值班", X, "65", "24小时值班"),
        ("晚上值班", X, "65", "24小时值班"),
        ("咸阳市审计整改", X, "33", "查处和整改"),
        ("咸阳市信访回访", X, "35", "回访复核"),
        ("不能上会的文件", Z, "45", "不得提交集体审议"),
        ("会议纪要不用市长签的是哪种", Z, "38", "专题会议纪要"),
    ],
)
def test_a_snippet_shows_what_was_asked_of_the_matter(
    index: SearchIndex, query: str, rule: str, article: str, words: str
) -> None:
    hits = index.search(query, first_rule=rule).hits
    (hit,) = (hit for hit in hits if (hit.rule, hit.article) == (rule, article))

    assert words in hit.snippet


# -- how one asks, by hand and by sound


@pytest.mark.parametrize("verb", "够成行对长晚")
def test_whether_it_is_enough_says_only_how_one_asks(index: SearchIndex, verb: str) -> None:
    assert found(index, f"发言五分钟{verb}不{verb}")[0] == "X43"
    assert found(index, f"奖状{verb}不{verb}")[0] == "X56"


@pytest.mark.parametrize("verb", "拖压捂搁卡扣")
@pytest.mark.parametrize("number", "三五十")
def test_a_number_stands_apart_from_the_verb_before_it(index: SearchIndex, verb: str, number: str) -> None:
    assert found(index, f"请示{verb}{number}天", first_rule=X)[0] == "X58"


@pytest.mark.parametrize(
    ("query", "rule", "first"),
    [
        # 合不合规矩 has no 不合规 in it.
        (
            "我们镇里想请分管副市长来给招商活动站个台，书记催得紧，以前都是直接打电话给秘书，现在这样合不合规矩，要走什么路子",
            Z,
            "Z50",
        ),
        ("请市领导剪彩合不合规矩", X, "X76"),
        ("局里给市里打的请示都交上去两个礼拜了，到现在没人给个话，能不能催一催", X, "X58"),
    ],
)
def test_whether_or_not_denies_nothing_of_what_follows(index: SearchIndex, query: str, rule: str, first: str) -> None:
    assert found(index, query, first_rule=rule)[0] == first


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("changwuhuiyi ji ci", "常务会议几次"),
        ("chang wu hui yi kai ji ci", "常务会议开几次"),
        ("huiyi jiyao shei qian", "会议纪要谁签"),
        ("会议纪要 shei 签", "会议纪要谁签"),
        ("qing jia zhao shui", "请假找谁"),
        ("gongwen ji tian ban jie", "公文几天办结"),
        ("qingshi duoshao tian", "请示多少天"),
        ("huiyi duo chang", "会议多长"),
        ("hui yi duochang", "会议多长"),
        ("fayan duo chang shijian", "发言多长时间"),
        ("huiyiduochang", "会议多长"),
        ("qingshiduoshaotian", "请示多少天"),
        ("qingjiazhaoshui", "请假找谁"),
    ],
)
def test_pinyin_is_words_wherever_its_blanks_stand(index: SearchIndex, typed: str, plain: str) -> None:
    result = index.search(typed)

    assert found(index, typed)[:1] == found(index, plain)[:1] != []
    assert result.suggestion.replace(" ", "") == plain.replace(" ", "")


@pytest.mark.parametrize("typed", ["shui", "shui wu ju", "shui fei", "ge shui shen bao", "jin tian tian qi"])
def test_pinyin_that_is_not_heard_whole_is_not_heard_as_who(index: SearchIndex, typed: str) -> None:
    assert (index.search(typed).total, index.search(typed).suggestion) == (0, "")


@pytest.mark.parametrize(
    "typed",
    [
        "yibaozenmeban",
        "gongjijinzenmeti",
        "jiabangongziduoshao",
        "banjiazhaoshui",
        "documentation",
        "a" * 200,
        "xianxi" * 33,
    ],
)
def test_letters_without_a_blank_are_no_question_unless_all_of_it_is_heard(index: SearchIndex, typed: str) -> None:
    assert (index.search(typed).total, index.search(typed).suggestion) == (0, "")


@pytest.mark.parametrize("typed", ["hui he", "huihe", "zhong li", "meng jiang", "yu ji", "xunzheng", "yi bao", "yibao"])
def test_pinyin_is_not_heard_as_a_scrap_of_a_text(index: SearchIndex, typed: str) -> None:
    assert (index.search(typed).total, index.search(typed).suggestion) == (0, "")


@pytest.mark.parametrize(
    ("asked", "plain", "rule", "words"),
    [
        ("哪些议题上不了会", "哪些议题不能上会", Z, "一般不提交会议讨论"),
        ("什么议题过不了会", "什么议题不能过会", Z, "一般不提交会议讨论"),
        ("哪些文发不了", "哪些文不能发", Z, "不得要求市政府批转"),
        ("哪些文发不成", "哪些文不能发", X, "一律不再制发文件"),
    ],
)
def test_what_cannot_be_done_is_what_must_not(
    index: SearchIndex, asked: str, plain: str, rule: str, words: str
) -> None:
    assert found(index, asked, first_rule=rule) == found(index, plain, first_rule=rule)
    assert words in index.search(asked, rule=rule).hits[0].snippet


@pytest.mark.parametrize("query", ["什么问题解决不了要报市长", "市长去不了什么会要请假"])
def test_what_one_fails_at_is_not_forbidden(index: SearchIndex, query: str) -> None:
    assert found(index, query)[0] in ("X66", "X44", "Z39")
