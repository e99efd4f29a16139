"""rules/README.md tells an office how to write a pack: what it shows must be a pack that loads."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from govdesk.rules.counterparts import check_counterparts, read_counterparts
from govdesk.rules.loader import ArticleEntry, load_rule
from govdesk.rules.model import Certainty, Mark, Note, RuleMeta
from govdesk.rules.topics import check_topics, load_topics
from govdesk.wizards.loader import examine_pack
from govdesk.wizards.model import (
    CheckItem,
    Cite,
    DirectAnswer,
    Due,
    FormField,
    GeneralWords,
    Goto,
    Link,
    OpenPoint,
    Option,
    OtherAct,
    Point,
    Question,
    Wizard,
)
from govdesk.wizards.parties import Party
from govdesk.wizards.terms import CiteRole, FieldKind, Group, Level

WIZARD_PARTS = (
    Wizard, FormField, Question, Option, Cite, CheckItem, Point, Due, OtherAct, OpenPoint, GeneralWords, DirectAnswer,
    Link, Goto,
)  # fmt: skip

RULES = Path(__file__).parents[2] / "rules"
README = (RULES / "README.md").read_text("utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The example pack, each block in the file that the words before it name."""
    folder = tmp_path / "example-2020"
    (folder / "wizards").mkdir(parents=True)
    blocks = re.findall(r"^## (\w+\.\w+)\n.*?^```\w+\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    blocks += re.findall(r"^`(wizards/[a-z-]+\.toml)`：\n\n```toml\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    for name, block in blocks:
        (folder / name).write_text(block, "utf-8")
    return folder


def test_the_example_is_a_whole_pack(folder: Path) -> None:
    rule = load_rule(folder)

    headings = [article.heading for article in rule.articles]
    assert headings == ["制定依据", "常务会议", "参加会议的人员", "提请讨论的事项", "决定事项的办理"]
    assert rule.articles[1].shown == (
        "市政府常务会议的主要任务是：\n（一）讨论重要事项；\n（二）讨论人员任免。\n市政府常务会议一般每月召开两次。"
    )
    assert rule.chapters()[1].name == "第二章 会〔议〕制度"
    assert rule.articles[2].paragraphs[1].text.shown == "一、二级负责人；"
    assert len(rule.notes) == 3
    assert check_topics(load_topics(RULES / "topics.toml"), rule) == []
    pairs, problems = read_counterparts(folder)
    assert pairs is not None and problems == []
    assert check_counterparts(pairs, rule, load_rule(RULES / "zhangjiagang-2022")) == []


def test_the_example_has_sound_errands_with_every_part(folder: Path) -> None:
    examined = examine_pack(folder, load_rule(folder))
    assert examined.problems == []
    wizards = [file.wizard for file in examined.files if file.wizard is not None]
    assert [wizard.id for wizard in wizards] == ["after-meeting", "submit-topic"]
    for part in ("questions", "answers", "items", "others", "open", "general", "before", "next"):
        assert any(getattr(wizard, part) for wizard in wizards), part


def test_every_key_and_value_is_explained() -> None:
    for kind in (RuleMeta, Note, ArticleEntry, Party, *WIZARD_PARTS):
        for field in msgspec.structs.fields(kind):
            name = field.encode_name
            assert f"`{name}`" in README or f"{name} = " in README, (kind.__name__, name)
    for value in (*Mark, *Certainty, *Level, *Group, *FieldKind, *CiteRole):
        assert f"`{value}`" in README, value


REQUIRED = {
    "文件头": Wizard, "`fields` 的一栏": FormField, "`[[questions]]`": Question, "`options` 的一个": Option,
    "`[[items]]`": CheckItem, "`points` 的一个": Point, "`[[others]]`": OtherAct, "`[[open]]`": OpenPoint,
    "`[[general]]`": GeneralWords, "`[[answers]]`": DirectAnswer, "`[[before]]` `[[next]]` `[[goes]]`": Link,
    "`cites` 的一处": Cite,
}  # fmt: skip


def test_what_a_wizard_must_have_is_listed() -> None:
    table = README[README.index("| 部分 | 一定要写 |") :].split("\n\n")[0]
    told = {part: set(re.findall(r"`(\w+)`", keys)) for part, keys in re.findall(r"^\| (.+) \| (.+) \|$", table, re.M)}
    for part, kind in REQUIRED.items():
        assert told[part] == {field.encode_name for field in msgspec.structs.fields(kind) if field.required}, part


def test_the_examples_of_a_wizard_make_one() -> None:
    chapter = README[README.index("\n## wizards/") : README.index("\n## 完整的例子")]
    blocks = re.findall(r"^```toml\n(.*?)^```$", chapter, re.MULTILINE | re.DOTALL)
    wizard = msgspec.toml.decode("\n".join(blocks), type=Wizard)
    assert wizard.desks and wizard.questions and wizard.items
    stages = set(wizard.stages)
    assert {item.stage for item in wizard.items} <= stages
