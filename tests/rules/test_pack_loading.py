"""Loading a rule pack: what a sound one gives, and every fault of a broken one with file and place."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from govdesk.errors import PackError
from govdesk.rules.loader import load_rule, read_rule
from govdesk.rules.model import Certainty, Mark, Note

RULE = """+++
id = "test-2020"
title = "测试市工作规则"
short_title = "测试市"
issuer = "测试市人民政府"
issued = 2020-05-01
+++

测政发〔2020〕1号

# 测试市工作规则

## 第一章　{++总则++}[^t1]

一、甲应当{--x --}[^t2]填写登记表。

二、乙报{==丙长==}[^t3]批准，时间为9:00至12:00。
"""
ARTICLES = '[1]\nheading = "填写登记表"\n\n[2]\nheading = "报批"\nnothing_to_check = "只是说明。"\n'
NOTES = """
[[notes]]
id = "t1"
kind = "supplied"
source = "第一章"
reading = "第一章　总则"
why = "章名丢了。"
certainty = "high"

[[notes]]
id = "t2"
kind = "omitted"
source = "x"
why = "残片。"
certainty = "high"

[[notes]]
id = "t3"
kind = "doubted"
source = "丙长"
reading = "局长"
why = "疑为“局长”之误，原文照录。"
certainty = "low"
"""
TOPICS = "submit-document = [1, 2]\n"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "test-2020"
    folder.mkdir()
    for name, text in (
        ("rule.md", RULE),
        ("articles.toml", ARTICLES),
        ("notes.toml", NOTES),
        ("topics.toml", TOPICS),
    ):
        (folder / name).write_text(text, "utf-8")
    return folder


def change(pack: Path, name: str, old: str, new: str) -> None:
    text = (pack / name).read_text("utf-8")
    assert old in text
    (pack / name).write_text(text.replace(old, new), "utf-8")


def faults(pack: Path) -> list[str]:
    return [str(problem) for problem in read_rule(pack)[1]]


def test_a_sound_pack_loads_whole(pack: Path) -> None:
    rule = load_rule(pack)

    assert rule.meta.issued == dt.date(2020, 5, 1)
    assert rule.meta.effective is None
    assert [article.heading for article in rule.articles] == ["填写登记表", "报批"]
    assert rule.articles[1].nothing_to_check == "只是说明。"
    assert rule.articles[0].shown == "甲应当填写登记表。"
    assert rule.articles[0].paragraphs[0].text.source == "甲应当x 填写登记表。"
    assert rule.chapters()[0].name == "第一章 〔总则〕"
    assert rule.topics == {"submit-document": ("1", "2")}
    assert rule.note_order() == {"t1": 1, "t2": 2, "t3": 3}
    assert rule.note("t3") == Note("t3", Mark.DOUBTED, "丙长", "疑为“局长”之误，原文照录。", Certainty.LOW, "局长")


def test_a_pack_of_nothing_but_its_rule_loads(pack: Path) -> None:
    for name in ("articles.toml", "notes.toml", "topics.toml"):
        (pack / name).unlink()
    (pack / "rule.md").write_text("+++\n" + RULE.split("+++")[1] + "+++\n# 规则\n一、甲。\n", "utf-8")

    assert load_rule(pack).articles[0].shown == "甲。"


def test_the_hash_changes_with_any_file_but_not_with_line_ends(pack: Path) -> None:
    before = load_rule(pack).hash
    for path in pack.iterdir():
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_rule(pack).hash == before

    change(pack, "articles.toml", "报批", "报请批准")
    assert load_rule(pack).hash != before


def test_all_problems_of_all_files_are_told_at_once(pack: Path) -> None:
    change(pack, "rule.md", "short_title", "shrt_title")
    change(pack, "rule.md", "二、乙", "三、乙")
    change(pack, "rule.md", "登记表。", "登记表,")
    change(pack, "articles.toml", "nothing_to_check", "nothing_to_chek")
    change(pack, "articles.toml", "[1]", "[7]")
    change(pack, "notes.toml", "[[notes]]", "[[note]]")
    change(pack, "topics.toml", "[1, 2]", "[1, 9]")

    with pytest.raises(PackError) as raised:
        load_rule(pack)

    assert [str(problem) for problem in raised.value.problems] == [
        "test-2020/articles.toml：2.nothing_to_chek：不认识这个键（是不是“nothing_to_check”？）",
        "test-2020/notes.toml：note：不认识这个键（是不是“notes”？）",
        "test-2020/rule.md：shrt_title：不认识这个键（是不是“short_title”？）",
        "test-2020/rule.md：short_title：缺少“short_title”",
        "test-2020/rule.md：三、：条号不连续，上一条是“一、”（核对条号；不是条号的，在行首加一个 \\）",
        "test-2020/rule.md：一、：正文里有半角“,”（改为全角“，”）",
        "test-2020/articles.toml：7：规则里没有这一条",
        "test-2020/topics.toml：submit-document：规则里没有第9条",
    ]
    assert (
        raised.value.sentence
        == "规则包“test-2020”有 8 处问题，没有载入；其他规则不受影响；按下面列出的位置改好文件后重新打开。"
    )


def test_half_width_punctuation_between_digits_is_in_its_place(pack: Path) -> None:
    assert faults(pack) == []

    change(pack, "rule.md", "9:00至", "9:00至:")
    assert faults(pack) == ["test-2020/rule.md：二、：正文里有半角“:”（改为全角“：”）"]


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("rule.md", 'id = "test-2020"', 'id = "other"', "id：写的是“other”，文件夹叫“test-2020”（两处应一致）"),
        ("rule.md", "+++\n\n测政发", "\n测政发", "文件头：文件头没有写完"),
        ("rule.md", '+++\nid = "test', 'id = "test', "文件头：没有以 +++ 开头的文件头"),
        ("rule.md", "issued = 2020-05-01", "issued = 2020-5-1", "第 6 行第 14 字：TOML 写法有误"),
        ("rule.md", "issued", "isued", "isued：不认识这个键（是不是“issued”？）"),
        ("rule.md", "{==丙长==}[^t3]", "{==丙长==}", "二、：校注记号没有写完整"),
        ("rule.md", "{==丙长==}[^t3]", "{==丙长==}[^t9]", "二、：校注“t9”没有写在 notes.toml 里"),
        ("rule.md", "{==丙长==}", "{==丁长==}", "t3：正文里标了“丁长”，source 里没有"),
        ("rule.md", "{++总则++}", "{++总纲++}", "t1：正文里补了“总纲”，reading 里没有"),
        ("rule.md", "{++总则++}", "{==第一章==}", "t1：种类写的是 supplied，正文里标的是 doubted"),
        ("rule.md", "{--x --}[^t2]", "", "t2：正文里没有引用这条校注"),
        ("notes.toml", 'id = "t2"', 'id = "t1"', "t1：校注编号重复"),
        (
            "notes.toml",
            'certainty = "low"',
            'certainty = "lo"',
            "notes.t3.certainty：没有“lo”这个取值（是不是“low”？）",
        ),
        ("notes.toml", 'why = "残片。"\n', "", "notes.t2：缺少“why”"),
    ],
)
def test_each_fault_has_its_file_its_place_and_its_remedy(pack: Path, name: str, old: str, new: str, told: str) -> None:
    change(pack, name, old, new)

    assert any(told in fault for fault in faults(pack)), faults(pack)


def test_a_notes_file_that_cannot_be_read_is_told_once(pack: Path) -> None:
    change(pack, "notes.toml", 'why = "残片。"', "why = 残片")

    assert faults(pack) == [
        "test-2020/notes.toml：第 14 行第 7 字：TOML 写法有误（值的写法不对，文字要写在半角引号里）"
    ]


def test_a_folder_without_a_rule_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    rule, problems = read_rule(tmp_path / "empty")
    assert rule is None
    assert [str(problem) for problem in problems] == ["empty/rule.md：没有这个文件（规则包里须有 rule.md）"]


def test_a_rule_in_another_encoding_is_told_with_its_line(pack: Path) -> None:
    (pack / "rule.md").write_bytes(RULE.encode("gb18030"))

    assert faults(pack) == ["test-2020/rule.md：第 3 行：不是 UTF-8 文字（另存为 UTF-8 编码）"]
