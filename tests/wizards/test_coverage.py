"""The coverage table: every sentence shows the items that quote it, or the reason why none does."""

from __future__ import annotations

from pathlib import Path

import pytest

from govdesk.cli.coverage_report import check_promise, check_reasons, coverage, coverage_in_words, coverage_table
from govdesk.rules.loader import load_rule, read_rule
from govdesk.wizards.coverage import missing_topics, sentence_coverage
from govdesk.wizards.loader import examine_pack, load_wizards

ARTICLES = """
[1]
heading = "填表"
unlisted = [{ words = "乙可以协助。", why = "只是许可，没有要办的事。" }]

[3]
heading = "议事"
nothing_to_check = "只列出讨论什么。"
"""


def test_each_sentence_names_its_items_or_its_reason(pack: Path) -> None:
    (pack / "articles.toml").write_text(ARTICLES, encoding="utf-8")
    rule = load_rule(pack)
    table = sentence_coverage(rule, load_wizards(pack, rule))
    told = {s.text: [use.item for use in s.uses] or s.reason for s in table}
    assert told == {
        "甲应当填写登记表，不得代填。": ["fill-in", "no-proxy"],
        "乙可以协助。": "只是许可，没有要办的事。",
        "涉及丙的，应当先同丙商量。": ["consult", "answer-consult", "touches"],
        "商量不成的，报丁决定。": ["escalate", "escalate-later", "who-is-ding", "agreed"],
        "丁一般在3个工作日内答复。": ["ding-answers"],
        "会议讨论下列事项：": "只列出讨论什么。",
        "预算；": "只列出讨论什么。",
        "计划。": "只列出讨论什么。",
    }


def test_a_sentence_that_nobody_quotes_stands_open(pack: Path) -> None:
    rule = load_rule(pack)
    table = sentence_coverage(rule, load_wizards(pack, rule))
    assert [s.text for s in table if not s.accounted_for][:1] == ["乙可以协助。"]


def test_a_reason_must_quote_the_article(pack: Path) -> None:
    (pack / "articles.toml").write_text(ARTICLES.replace("乙可以协助。", "乙应当协助。"), encoding="utf-8")
    problems = read_rule(pack)[1]
    assert [(problem.file, problem.where) for problem in problems] == [("test-2020/articles.toml", "1.unlisted")]


def test_a_sentence_that_binds_a_desk_must_be_on_its_list_or_say_why(pack: Path) -> None:
    path = pack / "wizards" / "register.toml"
    text = path.read_text("utf-8")
    first = text.index('[[items]]\nid = "fill-in"')
    path.write_text(
        text[:first] + text[text.index('[[items]]\nid = "no-proxy"') :].replace("不得代填", "乙可以协助"), "utf-8"
    )
    rule = load_rule(pack)
    parties = examine_pack(pack, rule, prove=False).parties
    wizards = [f.wizard for f in examine_pack(pack, rule, prove=False).files if f.wizard]
    bound = {s.text: s.binds for s in sentence_coverage(rule, wizards, parties)}
    assert bound["甲应当填写登记表，不得代填。"] == ("jia",)
    assert bound["涉及丙的，应当先同丙商量。"] == ()


CONSULT = "涉及丙的，应当先同丙商量。"
SEEN_BY_BING = {
    "others": 'party = "yi"\ndo = "商量"\n',
    "open": 'ask = "怎样商量？"\nsays = "没有写。"\n',
    "answers": 'say = "先同您商量"\n',
    "general": "",
}


def spoil(pack: Path, part: str = "", more: str = "") -> None:
    """The sentence on consulting is quoted in no line of 丙, but, if need be, in another part of the list."""
    path = pack / "wizards" / "register.toml"
    text = path.read_text("utf-8").replace('quote = "应当先同丙商量"', 'quote = "丁一般在3个工作日内答复"')
    if part:
        cites = 'cites = [{ article = 2, quote = "涉及丙的，应当先同丙商量" }]\n'
        text += f'\n[[{part}]]\nid = "seen"\n{SEEN_BY_BING[part]}{more}{cites}'
    path.write_text(text, "utf-8")


def bound(pack: Path) -> tuple[str, ...]:
    rule = load_rule(pack)
    examined = examine_pack(pack, rule, prove=False)
    wizards = [entry.wizard for entry in examined.files if entry.wizard]
    return {s.text: s.binds for s in sentence_coverage(rule, wizards, examined.parties)}[CONSULT]


def test_a_sentence_that_names_a_desk_is_seen_at_that_desk(pack: Path) -> None:
    assert bound(pack) == ()
    spoil(pack)
    assert bound(pack) == ("bing",), "the ground of a question and a line of another desk tell its clerk nothing"


@pytest.mark.parametrize("part", SEEN_BY_BING)
def test_it_is_seen_wherever_its_list_says_it(pack: Path, part: str) -> None:
    spoil(pack, part)
    assert bound(pack) == ()


@pytest.mark.parametrize("part", SEEN_BY_BING)
def test_what_stands_on_another_desk_s_list_is_not_seen(pack: Path, part: str) -> None:
    spoil(pack, part, 'desks = ["jia"]\n')
    assert bound(pack) == ("bing",)


def test_a_desk_sees_what_it_also_is_sees(pack: Path) -> None:
    rule_md = pack / "rule.md"
    rule_md.write_text(rule_md.read_text("utf-8").replace("甲应当填写", "甲、乙应当填写"), "utf-8")
    path = pack / "wizards" / "register.toml"
    path.write_text(path.read_text("utf-8").replace("甲应当填写", "甲、乙应当填写"), "utf-8")
    rule = load_rule(pack)
    examined = examine_pack(pack, rule, prove=False)
    table = sentence_coverage(rule, [e.wizard for e in examined.files if e.wizard], examined.parties)
    assert table[0].text.startswith("甲、乙应当") and table[0].binds == ()


def test_a_reason_may_be_given_for_one_desk(pack: Path) -> None:
    spoil(pack)
    reason = f'{{ words = "{CONSULT}", why = "丙只是被商量的。", desks = ["bing"] }}'
    (pack / "articles.toml").write_text(f'[2]\nheading = "商量"\nunlisted = [{reason}]\n', "utf-8")
    rule = load_rule(pack)
    examined = examine_pack(pack, rule, prove=False)
    entry = coverage(rule, [e.wizard for e in examined.files if e.wizard], examined.parties)
    (sentence,) = (s for s in entry.sentences if s.text == CONSULT)
    assert sentence.binds == () and sentence.uses and not sentence.reason, "it is no reason for anybody else"
    assert "　　不列给 bing：丙只是被商量的。" in list(coverage_table(entry))
    assert list(check_reasons(pack.name, rule, entry, examined.parties)) == []


def test_a_reason_for_no_desk_is_told(pack: Path) -> None:
    reason = f'{{ words = "{CONSULT}", why = "丙只是被商量的。", desks = ["ding"] }}'
    (pack / "articles.toml").write_text(f'[2]\nheading = "商量"\nunlisted = [{reason}]\n', "utf-8")
    rule = load_rule(pack)
    examined = examine_pack(pack, rule, prove=False)
    entry = coverage(rule, [e.wizard for e in examined.files if e.wizard], examined.parties)
    (problem,) = check_reasons(pack.name, rule, entry, examined.parties)
    assert problem.where == "2.unlisted.desks" and "ding" in problem.problem and "jia、bing、yi" in problem.hint


def test_a_pack_that_promises_all_is_told_whose_list_lacks_it(pack: Path) -> None:
    spoil(pack)
    rule_md = pack / "rule.md"
    text = rule_md.read_text("utf-8").replace("issuer =", "wizards_complete = true\nissuer =")
    rule_md.write_text(text, "utf-8")
    rule = load_rule(pack)
    examined = examine_pack(pack, rule, prove=False)
    wizards = [e.wizard for e in examined.files if e.wizard]
    entry = coverage(rule, wizards, examined.parties)
    told = [p for p in check_promise(pack.name, rule, wizards, entry, examined.parties) if CONSULT in p.problem]
    assert len(told) == 1 and "丙（bing）" in told[0].problem and "desks" in told[0].hint
    assert "　　没有列给 bing：还没有说明理由" in list(coverage_table(entry))


def test_a_pack_that_promises_all_has_something_for_every_desk(pack: Path) -> None:
    for name in ("rule.md", "parties.toml"):
        path = pack / name
        text = path.read_text("utf-8").replace("issuer =", "wizards_complete = true\nissuer =")
        path.write_text(text.replace('words = ["丁"]', 'words = ["丁"]\ndesk = true'), "utf-8")
    rule = load_rule(pack)
    examined = examine_pack(pack, rule, prove=False)
    wizards = [e.wizard for e in examined.files if e.wizard]
    entry = coverage(rule, wizards, examined.parties)
    found = [p for p in check_promise(pack.name, rule, wizards, entry, examined.parties) if "parties" in p.file]
    assert [problem.where for problem in found] == ["parties.ding"], "乙 has what 甲 has"


def test_the_report_counts_what_the_author_only_declares(pack: Path) -> None:
    rule = load_rule(pack)
    entry = coverage(rule, load_wizards(pack, rule))
    assert (entry.lines.all, entry.lines.unsaid, entry.lines.plain) == (6, 4, 1)
    assert "6 项事项中，没有写谁办的（unsaid）4 项" in coverage_in_words(entry)


@pytest.mark.parametrize("topics", ["registering = [1]\nmeeting = [3]\n"])
def test_a_topic_without_a_wizard_is_missing(pack: Path, topics: str) -> None:
    (pack / "topics.toml").write_text(topics, encoding="utf-8")
    rule = load_rule(pack)
    assert missing_topics(rule, load_wizards(pack, rule)) == ["meeting"]


@pytest.mark.parametrize(
    ("old", "where"), [("只是许可，没有要办的事。", "1.unlisted"), ("只列出讨论什么。", "3.nothing_to_check")]
)
def test_a_reason_says_something(pack: Path, old: str, where: str) -> None:
    (pack / "articles.toml").write_text(ARTICLES.replace(old, " "), encoding="utf-8")
    assert [problem.where for problem in read_rule(pack)[1]] == [where]


def test_an_article_with_nothing_to_check_has_no_items(pack: Path) -> None:
    (pack / "articles.toml").write_text(ARTICLES.replace("[3]", "[2]"), encoding="utf-8")
    rule = load_rule(pack)
    (problem,) = check_reasons("test-2020", rule, coverage(rule, load_wizards(pack, rule)))
    assert problem.where == "2.nothing_to_check" and "register/consult" in problem.problem
