"""A newer version of a rule: which quotes and articles read otherwise now."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_drafting import CITY, library

from govdesk.drafting.succession import Fate, Succession
from govdesk.rules.loader import load_rule
from govdesk.wizards.library import Library

NEWER = (
    CITY.replace("yunchuan-2020", "yunchuan-2026")
    .replace("第一条　各部门", "第一条　为规范公文办理，制定本规则。\n\n第二条　各部门")
    .replace("第二条　以市政府名义", "第三条　以市政府名义")
    .replace("第三条　各部门不得", "第四条　各部门不得")
    .replace("在10个工作日内办结", "在7个工作日内办结")
    .replace("\n第四条　各部门应当在每年十二月前报送珍稀鱼类保护的总结。\n", "")
)
Pair = tuple[Succession, Library]


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    packs = library(tmp_path / "packs")
    newer = tmp_path / "yunchuan-2026"
    newer.mkdir()
    (newer / "rule.md").write_text(NEWER, encoding="utf-8")
    return Succession(packs.rule("yunchuan-2020"), load_rule(newer)), packs


def test_every_quote_of_a_wizard_is_followed(pair: Pair) -> None:
    succession, packs = pair
    wizard = packs.wizard("yunchuan-2020", "submit-request")

    fates = {use.item: fate for use, fate in succession.wizard(wizard)}

    assert {item: (fate.fate, fate.new.number if fate.new else "") for item, fate in fates.items()} == {
        "one-matter": (Fate.MOVED, "2"),
        "in-time": (Fate.CHANGED, "2"),
        "not-in-person": (Fate.MOVED, "4"),
        "signed": (Fate.MOVED, "3"),
        "fish": (Fate.GONE, ""),
    }
    changed = fates["in-time"]
    assert changed.new is not None
    assert (changed.old.quote, changed.new.quote) == (
        "市政府办公室应当在10个工作日内办结各部门的请示",
        "市政府办公室应当在7个工作日内办结各部门的请示",
    )


def test_articles_with_notes_are_followed(pair: Pair) -> None:
    succession, _ = pair
    followed = [succession.article(number) for number in ("1", "2", "4")]
    assert [(entry.old, entry.fate, entry.new) for entry in followed] == [
        ("1", Fate.CHANGED, "2"),
        ("2", Fate.MOVED, "3"),
        ("4", Fate.GONE, ""),
    ]
    assert "10个工作日" in followed[0].before
    assert "7个工作日" in followed[0].after


def test_the_same_text_needs_no_look(tmp_path: Path) -> None:
    packs = library(tmp_path)
    rule = packs.rule("yunchuan-2020")
    assert list(Succession(rule, rule).wizard(packs.wizard("yunchuan-2020", "submit-request"))) == []


def test_signs_typed_narrow_are_the_same_words(tmp_path: Path) -> None:
    packs = library(tmp_path / "packs")
    newer = tmp_path / "yunchuan-2026"
    newer.mkdir()
    text = CITY.replace("yunchuan-2020", "yunchuan-2026").replace("10个工作日", "7个工作日")
    text = text.replace("，", ",").replace("numbering =", "verbatim = true\nnumbering =")
    (newer / "rule.md").write_text(text, encoding="utf-8")
    succession = Succession(packs.rule("yunchuan-2020"), load_rule(newer))

    wizard = packs.wizard("yunchuan-2020", "submit-request")
    assert [(use.item, fate.fate) for use, fate in succession.wizard(wizard)] == [("in-time", Fate.CHANGED)]
    one_matter = succession.quote(wizard.items[0].cites[0])
    assert one_matter.new is not None
    assert one_matter.new.quote == "各部门报送市政府的请示,应当一文一事", "the words as the newer version has them"
    assert succession.article("3").fate is Fate.SAME
