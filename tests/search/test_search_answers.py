"""What a clerk types, and what comes back."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govdesk.search.index import SearchIndex
from govdesk.search.query import MAX_QUERY
from govdesk.wizards.library import Library

X, Z = "xianyang-2013", "zhangjiagang-2022"


def found(index: SearchIndex, query: str, rule: str | None = None) -> list[str]:
    """Ids of the articles found, best first."""
    return [f"{hit.rule}/{hit.article}" for hit in index.search(query, rule=rule).hits]


@pytest.mark.parametrize(
    "query",
    [
        "58",
        "58条",
        "第58条",
        "第 58 条",
        "第五十八条",
        "五十八",
        "咸阳58",
        "咸阳市第五十八条",
        "xy 58",
        "第５８条",
        "xianyang-2013/58",
        "五十八、",
        "咸阳的58条",
        "58条 咸阳",
        "咸阳规则第五十八条",
        "工作规则第五十八条",
        "《咸阳市人民政府工作规则》第五十八条",
    ],
)
def test_a_number_goes_straight_to_its_article(index: SearchIndex, query: str) -> None:
    assert found(index, query) == [f"{X}/58"]


@pytest.mark.parametrize("query", ["第四十条", "40", "四十条第一款"])
def test_a_number_of_both_cities_gives_both(index: SearchIndex, query: str) -> None:
    assert found(index, query) == [f"{X}/40", f"{Z}/40"]
    assert found(index, query, rule=Z) == [f"{Z}/40"]


def test_the_city_whose_article_has_the_paragraph_named_comes_first(index: SearchIndex) -> None:
    found = index.search("四十一条第三款").hits

    assert [(hit.rule, hit.article) for hit in found] == [("zhangjiagang-2022", "41"), ("xianyang-2013", "41")]


def test_the_small_words_of_a_question_choose_between_articles(index: SearchIndex) -> None:
    assert found(index, "出差完了回来要不要报告", rule=X)[0] == f"{X}/65"


@pytest.mark.parametrize("query", ["张家港58", "第999条", "100000"])
def test_a_number_that_is_not_there_gives_nothing(index: SearchIndex, query: str) -> None:
    assert found(index, query) == []


def test_words_with_a_number_in_them_are_words(index: SearchIndex) -> None:
    assert f"{X}/58" in found(index, "10个工作日")
    assert found(index, "八项规定")[0] == f"{Z}/53"


@pytest.mark.parametrize(
    "query", ["张家港 会议纪要", "会议纪要 张家港市", "zjg 会议纪要", "张家港会议纪要", "ＺＪＧ 会议纪要"]
)
def test_a_city_beside_the_words_searches_that_city_alone(index: SearchIndex, query: str) -> None:
    hits = found(index, query)

    assert hits[0] == f"{Z}/38"
    assert all(hit.startswith(Z) for hit in hits)


def test_a_rule_asked_for_and_another_named_find_nothing(index: SearchIndex) -> None:
    assert found(index, "张家港 会议纪要", rule=X) == []


def test_the_law_s_own_words_come_first(index: SearchIndex, library: Library) -> None:
    for rule in library.rules.values():
        for article in rule.articles[::6]:
            words = article.paragraphs[0].text.shown[:24]
            first = index.search(words).hits[0]
            again = library.rules[first.rule].find(first.article)
            assert again is not None
            assert words.strip("，") in again.shown, words  # the other city may have the very same words


@pytest.mark.parametrize(
    ("typed", "meant", "first"),
    [
        ("huiyijiyao", "会议纪要", {f"{X}/45", f"{Z}/38"}),
        ("hyjy", "会议纪要", {f"{X}/45", f"{Z}/38"}),
        ("会议记要", "会议纪要", {f"{X}/45", f"{Z}/38"}),
        ("會議紀要", "会议纪要", {f"{X}/45", f"{Z}/38"}),
        ("會議紀要簽發", "会议纪要签发", {f"{X}/45", f"{Z}/38"}),
        ("签法人", "签发人", {f"{X}/54"}),
        ("会议jiyao", "会议纪要", {f"{X}/45", f"{Z}/38"}),
        ("会议jy", "会议纪要", {f"{X}/45", f"{Z}/38"}),
        ("hui yi ji yao", "会议纪要", {f"{X}/45", f"{Z}/38"}),
        ("qingshi几天办复", "请示几天办复", {f"{X}/58"}),
        ("zongdajuece", "重大决策", {f"{X}/17", f"{Z}/15", f"{X}/18"}),  # z for zh
        ("末经批准", "未经批准", {f"{X}/74"}),  # looks like 未
        ("会纪议要", "会议纪要", {f"{X}/45", f"{Z}/38"}),
        ("公文换交平台", "公文交换平台", {f"{Z}/47"}),
        ("会义纪要谁签发", "会议纪要谁签发", {f"{X}/45", f"{Z}/38"}),
    ],
)
def test_slips_pinyin_and_traditional_characters_are_heard(
    index: SearchIndex, typed: str, meant: str, first: set[str]
) -> None:
    result = index.search(typed)

    assert result.suggestion == meant
    assert f"{result.hits[0].rule}/{result.hits[0].article}" in first


@pytest.mark.parametrize("typed", ["请示", "会议纪要 签发", "xyz", "工伤认定", "手机号码"])
def test_a_word_of_the_language_is_no_slip(index: SearchIndex, typed: str) -> None:
    assert index.search(typed).suggestion == ""


def test_a_city_s_name_is_not_torn_out_of_a_title(index: SearchIndex) -> None:
    hits = found(index, "张家港市长外出")

    assert {f"{Z}/35", f"{Z}/5"} <= set(hits[:3])
    assert all(hit.startswith(Z) for hit in hits)


def test_the_parts_of_a_longer_word_may_stand_apart(index: SearchIndex) -> None:
    assert found(index, "出国考察")[0] == f"{X}/72"


def test_what_people_say_finds_what_documents_write(index: SearchIndex) -> None:
    assert set(found(index, "出差")) >= {f"{X}/65", f"{Z}/51"}
    assert set(found(index, "一把手签字")) & {f"{X}/54", f"{Z}/41"}


@pytest.mark.parametrize("query", ["", "   ", "？！。", "量子力学", "asdfghjkl", "的", "\u202e\u200b", "😀"])
def test_what_nothing_answers_is_empty(index: SearchIndex, query: str) -> None:
    result = index.search(query)

    assert (result.hits, result.total, result.query) == ((), 0, query)


def test_nothing_typed_is_query_syntax(index: SearchIndex) -> None:
    plain = found(index, "会议纪要")

    assert found(index, "(会议纪要") == plain
    assert found(index, "会议纪要*") == plain
    assert found(index, "rule:xianyang-2013") != found(index, "58")
    assert found(index, "NOT 请示 AND [a TO z]") is not None


def test_total_counts_what_the_limit_leaves_out(index: SearchIndex) -> None:
    few, many = index.search("会议", limit=3), index.search("会议", limit=1000)

    assert len(few.hits) == 3
    assert few.total == many.total == len(many.hits)
    assert few.hits == many.hits[:3]
    assert [hit.score for hit in many.hits] == sorted((hit.score for hit in many.hits), reverse=True)


def test_marks_are_what_was_asked_for(index: SearchIndex, library: Library) -> None:
    for hit in index.search("请示 工作日", limit=50).hits:
        assert hit.heading == library.rules[hit.rule].find(hit.article).heading  # type: ignore[union-attr]
        for start, end in hit.matches:
            assert hit.snippet[start:end] in {"请示", "工作日"}


def test_a_number_is_not_marked_inside_another(index: SearchIndex) -> None:
    for hit in index.search("5个工作日", limit=50).hits:
        for start, _ in hit.matches:
            assert not hit.snippet[start - 1 : start].isdecimal() or start == 0


def test_a_snippet_is_the_article_s_own_words(index: SearchIndex, library: Library) -> None:
    for query in ("会议", "公文 签发", "财政预算"):
        for hit in index.search(query, limit=50).hits:
            article = library.rules[hit.rule].find(hit.article)
            assert article is not None
            assert hit.snippet.strip("…") in article.shown.replace("\n", " ")


_TEXT = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="请示会议公文签发市长工作日第条款项五十八0123456789（）《》“”：*?~^[]{}()\"'\\:/ -", max_size=40),
    st.sampled_from(
        ["\u202e请示", "😀" * 50, "请" * 5000, "a" * 10_000, "\x00\x01", "\ud800", "第" + "九" * 300 + "条", "１" * 50]
    ),
)


@settings(max_examples=300, deadline=None)
@given(query=_TEXT, rule=st.sampled_from([None, X, Z, "no-such-rule"]))
def test_any_text_gets_an_answer(index: SearchIndex, query: str, rule: str | None) -> None:
    result = index.search(query, rule=rule)

    assert result.query == query
    assert result.total >= len(result.hits)
    for hit in result.hits:
        assert rule in (None, hit.rule)
        last = 0
        for start, end in hit.matches:
            assert last <= start < end <= len(hit.snippet)
            last = end


def test_a_pasted_page_is_searched_by_its_beginning(index: SearchIndex) -> None:
    page = "报送市政府的请示，必须符合“一文一事”的原则" + "，" * MAX_QUERY + "量子" * 10_000

    assert found(index, page)[0] == f"{X}/58"


def test_full_width_typing_is_the_same(index: SearchIndex) -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in "10个工作日")

    assert unicodedata.normalize("NFKC", wide) == "10个工作日"
    assert found(index, wide) == found(index, "10个工作日")


def test_quotes_ask_for_exactly_these_words(index: SearchIndex) -> None:
    assert found(index, "“一文一事”") == [f"{X}/58"]
    assert set(found(index, '"向市长请假"')) == {f"{X}/44", f"{X}/65", f"{Z}/39"}
    assert found(index, "“会议的纪要签发”") == []


def test_a_blank_means_both(index: SearchIndex, library: Library) -> None:
    for hit in index.search("审计 监督", limit=50).hits:
        article = library.rules[hit.rule].find(hit.article)
        assert article is not None
        assert "审计" in article.shown and "监督" in article.shown


def test_a_hyphen_leaves_out(index: SearchIndex) -> None:
    assert f"{X}/55" in found(index, "会议纪要")
    without = index.search("会议纪要 -简报", limit=50)
    assert without.hits
    assert f"{X}/55" not in {f"{hit.rule}/{hit.article}" for hit in without.hits}
    assert found(index, "-会议") == []


def test_either_side_of_huo(index: SearchIndex) -> None:
    hits = found(index, "保密纪律 或 行政复议")

    assert {f"{X}/67", f"{Z}/52", f"{X}/34", f"{Z}/29"} <= set(hits[:4])


@pytest.mark.parametrize(
    "query",
    [
        "驾照年检",
        "居民医保报销比例",
        "幼儿园招生",
        "宅基地审批",
        "ETC办理",
        "天气预报",  # 预报 is a word of the rules, 天气预报 is none
        "小学入学报名",  # 入学 is torn out of 深入学习
        "离婚手续",
        "股票行情",
        "社区团购",  # one word of the rules, and one of another trade
        "二手房交易",
        "zzz",
    ],
)
def test_what_rules_of_work_do_not_speak_of_is_empty(index: SearchIndex, query: str) -> None:
    assert found(index, query) == []
