"""A wizard's file under a form: what is not touched stays letter for letter, what is added reads as written by hand."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from govdesk.drafting.errand_text import TABLES, ErrandText
from govdesk.errors import UserError
from govdesk.paths import shipped_rules

MADE_UP = Path(__file__).parents[1] / "made_up"
FILES = sorted([*shipped_rules().glob("*/wizards/*.toml"), *MADE_UP.glob("*/wizards/*.toml")])
TEXT = """\
# 报送请示，手写的
id = "submit"  # 编号不改
title = "报送请示"
stages = ["写", "送"]

# 先问这一件
[[questions]]
id = "secret"
ask = "涉密吗？"
cites = [
    { article = 5, quote = "除涉及秘密的外" }, # 只引前半句
]
options = [{ value = "no", label = "不涉密" }, { value = "yes", label = "涉密" }]

# 一文一事
[[items]]
id = "one-matter"
stage = "写"
do = "一份只写一件事"  # 原话
cites = [{ article = 1, quote = "应当一文一事" }]

[[others]]
id = "office"
do = "提出意见"
cites = []

[[items]]
id = "signed"
stage = "送"
do = "签发"
cites = [{ article = 1, quote = "签发" }]
"""


def content() -> ErrandText:
    return ErrandText(TEXT)


@pytest.mark.parametrize("path", FILES, ids=[f"{path.parts[-3]}/{path.stem}" for path in FILES])
def test_a_file_whose_values_are_set_to_what_they_are_stays_as_it_is(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    changed = ErrandText(text)
    for table in TABLES:
        for at, part in enumerate(changed.parts(table)):
            for key in ("do", "ask", "say"):
                if key in part:
                    changed = changed.set(table, at, (key,), part[key])
            for place, cite in enumerate(part.get("cites", ())):
                changed = changed.set(table, at, ("cites", place, "quote"), cite["quote"])
    assert changed.text == text


def test_a_changed_value_leaves_comments_and_order_alone() -> None:
    changed = content().set("items", 0, ("do",), "一份请示写一件事").set("", 0, ("title",), "向市政府报送请示")
    assert changed.text == TEXT.replace("一份只写一件事", "一份请示写一件事").replace(
        'title = "报送请示"', 'title = "向市政府报送请示"'
    )


def test_a_quote_more_leaves_the_others_as_they_are_written() -> None:
    changed = content().append("questions", 0, "cites", {"article": 5, "quote": "应当通过公文平台"})
    assert "# 只引前半句" in changed.text
    assert [cite["quote"] for cite in changed.parts("questions")[0]["cites"]] == ["除涉及秘密的外", "应当通过公文平台"]
    first = content().append("others", 0, "cites", {"article": 3, "quote": "提出意见"})
    assert first.parts("others")[0]["cites"] == [{"article": 3, "quote": "提出意见"}]


def test_a_value_can_be_taken_out_and_put_in() -> None:
    with_when = content().set("items", 1, ("when",), {"secret": "no"})
    assert with_when.parts("items")[1]["when"] == {"secret": "no"}
    assert with_when.set("items", 1, ("when",), None).text == TEXT


def test_a_part_is_added_behind_the_one_named_or_where_its_kind_belongs() -> None:
    part = {"id": "new", "stage": "写", "do": "协商", "cites": ()}
    changed = content().add("items", 0, part)
    assert [item["id"] for item in changed.parts("items")] == ["one-matter", "new", "signed"]
    assert '\n\n[[items]]\nid = "new"\n' in changed.text
    opened = content().add("open", -1, {"id": "how-long", "ask": "多久？", "says": "", "cites": ()})
    assert opened.text.rstrip().endswith("cites = []")
    assert opened.text.startswith(TEXT.rstrip("\n"))
    asked = content().add("questions", -1, {"id": "first", "ask": "?", "options": (), "cites": ()})
    assert [question["id"] for question in asked.parts("questions")] == ["first", "secret"]
    assert asked.text.index('id = "first"') > asked.text.index("stages =")


def test_a_part_goes_with_the_comment_above_it_and_leaves_those_of_others() -> None:
    changed = content().remove("items", 0)
    assert "# 一文一事" not in changed.text
    assert "# 先问这一件" in changed.text and "# 报送请示，手写的" in changed.text
    assert [item["id"] for item in changed.parts("items")] == ["signed"]


def test_a_part_moves_with_its_comment_and_comes_back() -> None:
    moved = content().move("items", 0, 1)
    assert [item["id"] for item in moved.parts("items")] == ["signed", "one-matter"]
    assert moved.text.index("# 一文一事") > moved.text.index('id = "office"')
    assert moved.move("items", 1, -1).text == TEXT
    assert content().move("items", 1, 1).text == TEXT, "the last one stays"


def test_every_change_is_a_file_that_reads_as_told() -> None:
    changed = content().add("general", -1, {"id": "g", "cites": ({"article": 10, "quote": "“精简”\\公文"},)})
    assert tomllib.loads(changed.text)["general"][0]["cites"][0]["quote"] == "“精简”\\公文"


@pytest.mark.parametrize("text", ['id = "x', "items = [{ id = 'a' }]\n", 'x = """\n[[items]]\n"""\n'])
def test_a_file_that_a_form_cannot_take_apart_is_refused_in_words(text: str) -> None:
    with pytest.raises(UserError, match="改不了") as told:
        ErrandText(text)
    assert "没有改动" in told.value.sentence
