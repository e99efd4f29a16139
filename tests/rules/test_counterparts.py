"""Counterparts: how a pack writes them, what is refused, which words a place holds, two versions of one rule."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from govdesk.rules.counterparts import (
    OTHERS,
    Counterparts,
    Pair,
    Ref,
    check_counterparts,
    groups_of,
    load_counterparts,
    read_counterparts,
    side_lines,
    uncovered,
)
from govdesk.rules.loader import load_rule
from govdesk.rules.model import Article, Item, Paragraph, Rule, RuleMeta, Segment, Text
from govdesk.rules.topics import Topic, TopicGroup
from govdesk.rules.versions import align_versions, are_versions

RULES = Path(__file__).parents[2] / "rules"


def text(words: str) -> Text:
    return Text((Segment(words),))


def rule(rule_id: str = "a", *bodies: str, title: str = "某市规则") -> Rule:
    meta = RuleMeta(id=rule_id, title=title, short_title=rule_id, issuer="某市")
    articles = tuple(
        Article(str(n), f"第{n}条", tuple(Paragraph(text(words)) for words in body.split("\n")))
        for n, body in enumerate(bodies or ("甲一。甲二。甲三。", "乙一。\n乙二。乙三。"), start=1)
    )
    return Rule(meta, (), Text(), (), articles)


LISTED = msgspec.structs.replace(
    rule(),
    articles=(Article("1", "一、", (Paragraph(text("由市长召集。任务是："), (Item("（一）", 1, text("甲；")),)),)),),
)


def words(of: Rule, *refs: Ref) -> list[str]:
    return [line.label + line.words for line in side_lines(of, refs)]


@pytest.mark.parametrize(
    ("ref", "shown"),
    [
        (Ref("1"), ["第1条甲一。甲二。甲三。"]),
        (Ref("1", None, 2, 3), ["甲二。甲三。"]),
        (Ref("1", 1, 1, 1), ["甲一。"]),
        (Ref("2"), ["第2条乙一。", "乙二。乙三。"]),
        (Ref("2", 2), ["乙二。乙三。"]),
        (Ref("2", 2, 2, 2), ["乙三。"]),
        (Ref("3"), []),
        (Ref("2", 3), []),
        (Ref("2", 2, 2, 3), []),
        (Ref("2", None, 1, 1), []),  # an article of two 款: which one's first sentence?
    ],
)
def test_the_words_at_a_place(ref: Ref, shown: list[str]) -> None:
    assert words(rule(), ref) == shown


def test_items_go_with_the_sentence_that_introduces_them() -> None:
    assert words(LISTED, Ref("1", 1, 1, 1)) == ["由市长召集。"]
    assert words(LISTED, Ref("1", 1, 2, 2)) == ["任务是：", "（一）甲；"]


@pytest.mark.parametrize(
    ("ref", "label"),
    [
        (Ref("41"), "第四十一条"),
        (Ref("41", 3), "第四十一条第三款"),
        (Ref("41", 1, 1, 2), "第四十一条第一款第 1 至 2 句"),
        (Ref("58", None, 1, 1), "第五十八条第 1 句"),
    ],
)
def test_a_place_in_words(ref: Ref, label: str) -> None:
    assert ref.label() == label


def write(folder: Path, body: str) -> Path:
    pack = folder / "a"
    pack.mkdir()
    (pack / "counterparts.toml").write_text(f'with = "b"\n{body}', "utf-8")
    return pack


def test_reading_a_packs_file(tmp_path: Path) -> None:
    pack = write(
        tmp_path,
        '[[pairs]]\nid = "x"\ntitle = "某事"\ntopics = ["t"]\nhere = ["1", "2.2/1-2"]\nthere = ["12-1/3"]\n'
        '[[pairs]]\nid = "y"\ntitle = "另一事"\nthere = ["2"]\n',
    )
    declared, problems = read_counterparts(pack)
    assert problems == []
    assert declared is not None and (declared.left, declared.right) == ("a", "b")
    first, second = declared.pairs
    assert first.left == (Ref("1"), Ref("2", 2, 1, 2)) and first.right == (Ref("12-1", None, 3, 3),)
    assert second.left == () and second.turned().left == (Ref("2"),)


def test_a_pack_without_the_file_declares_nothing(tmp_path: Path) -> None:
    assert read_counterparts(tmp_path) == (None, [])


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    pack = write(tmp_path, '[[pairs]]\nid = "x"\ntitle = "某事"\nhere = ["第一条", "1.2.3"]\n')
    _, problems = read_counterparts(pack)
    assert ["第一条" in problems[0].problem, "1.2.3" in problems[1].problem] == [True, True]


def test_every_fault_of_the_pairs_is_told() -> None:
    declared = Counterparts(
        "a", "b", (Pair("x", "甲", (Ref("9"),)), Pair("x", "乙", (), (Ref("2", 3),), ("nothing",)), Pair("z", "丙"))
    )
    groups = [TopicGroup("g", "组", (Topic("t", "g", "事"),))]
    told = "\n".join(str(p) for p in check_counterparts(declared, rule("a"), rule("b"), groups))
    for part in ("写了 2 次", "没有第九条", "没有第二条第三款", "没有“nothing”", "两边都没有写"):
        assert part in told


def test_a_faulty_file_and_a_missing_rule_are_left_out(tmp_path: Path) -> None:
    write(tmp_path, '[[pairs]]\nid = "x"\ntitle = "某事"\nhere = ["1"]\n')
    both = {"a": rule("a"), "b": rule("b")}
    assert len(load_counterparts([tmp_path], both)) == 1
    assert load_counterparts([tmp_path], {"a": rule("a")}) == []
    (tmp_path / "a" / "counterparts.toml").write_text(
        'with = "b"\n[[pairs]]\nid = "x"\ntitle = "甲"\nhere = ["7"]', "utf-8"
    )
    assert load_counterparts([tmp_path], both) == []


def test_groups_follow_the_topics_and_the_rest_comes_last() -> None:
    groups = [
        TopicGroup("g1", "甲组", (Topic("t1", "g1", "事"),)),
        TopicGroup("g2", "乙组", (Topic("t2", "g2", "事二"),)),
    ]
    pairs = (Pair("p0", "总则"), Pair("p2", "二", topics=("t2", "t1")), Pair("p1", "一", topics=("t1",)))
    assert [(g.title, [p.id for p in g.pairs]) for g in groups_of(pairs, groups)] == [
        ("甲组", ["p1"]),
        ("乙组", ["p2"]),
        (OTHERS, ["p0"]),
    ]


def test_what_no_pair_holds() -> None:
    assert uncovered(rule(), [Ref("1", 1, 1, 2), Ref("2")]) == [Ref("1", 1, 3, 3)]


# -- two versions


def test_versions_are_told_by_issuer_and_title() -> None:
    old, new = rule("old", title="某市规则（试行）"), rule("new", title="某市规则")
    assert are_versions(old, new)
    assert not are_versions(old, old)
    assert not are_versions(old, rule("x", title="另一规则"))


def test_versions_pair_what_stayed_what_changed_and_what_moved() -> None:
    old = rule(
        "old",
        "市政府常务会议由市长召集和主持，每月召开两次。",
        "公文由市政府办公室统一办理，不得直接报送领导同志。",
        "各部门要厉行节约，压缩行政成本。",
    )
    new = rule(
        "new",
        "各部门要学习现代管理知识。",
        "市政府常务会议由市长召集和主持，一般每月召开一至二次。",
        "公文由市政府办公室统一办理，不得直接报送领导同志。",
    )
    pairs = [pair for group in align_versions(old, new) for pair in group.pairs]
    shown = [([r.article for r in p.left], [r.article for r in p.right]) for p in pairs]
    assert shown == [([], ["1"]), (["1"], ["2"]), (["2"], ["3"]), (["3"], [])]


def test_a_rule_against_itself_loses_and_invents_nothing() -> None:
    shipped = load_rule(RULES / "xianyang-2013")
    groups = align_versions(shipped, shipped)
    pairs = [pair for group in groups for pair in group.pairs]
    assert [p.left for p in pairs] == [p.right for p in pairs] == [(Ref(a.number),) for a in shipped.articles]
    assert [group.title for group in groups] == [chapter.name for chapter in shipped.chapters()]
