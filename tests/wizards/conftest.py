"""A small rule and a wizard over it, made up for the tests (nothing of a real city's text); how sheets are kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from govdesk.rules.loader import load_rule
from govdesk.rules.model import Rule

RULE = """+++
id = "test-2020"
title = "测试市工作规则"
short_title = "测试市"
aliases = ["测试"]
issuer = "测试市人民政府"
doc_number = "测政发〔2020〕1号"
+++

# 测试市工作规则

## 第一章　总则

一、甲应当填写登记表，不得代填。乙可以协助。

二、涉及丙的，应当先同丙商量。商量不成的，报丁决定。

丁一般在3个工作日内答复。

## 第二章　附则

三、会议讨论下列事项：

（一）预算；

（二）计划。
"""

PARTIES = """
[[parties]]
id = "jia"
label = "甲"
words = ["甲"]
desk = true

[[parties]]
id = "bing"
label = "丙"
words = ["丙"]
desk = true

[[parties]]
id = "yi"
label = "乙"
words = ["乙"]
desk = true
also = "jia"

[[parties]]
id = "ding"
label = "丁"
words = ["丁"]
"""

WIZARD = """
id = "register"
topic = "registering"
group = "submit"
desks = ["jia", "bing"]
title = "办登记"
summary = "填表，商量，等答复"
stages = ["填表", "商量", "答复"]
fields = [
    { id = "title", label = "事项名称" },
    { id = "received", label = "收文日期", kind = "date" },
]

[[questions]]
id = "touches"
ask = "涉及丙吗？"
why = "涉及的要先商量。"
options = [
    { value = "no", label = "不涉及" },
    { value = "yes", label = "涉及" },
    { value = "unknown", label = "还不清楚" },
]
desks = ["jia"]
cites = [{ article = 2, quote = "涉及丙的，应当先同丙商量" }]

[[questions]]
id = "agreed"
ask = "商量成了吗？"
why = "不成的报丁。"
options = [{ value = "yes", label = "成了" }, { value = "no", label = "没成" }]
cites = [{ article = 2, quote = "商量不成的，报丁决定" }]
desks = ["jia"]
when = { touches = "yes" }

[[items]]
id = "fill-in"
stage = "填表"
party = ["jia"]
level = "must"
do = "填写登记表"
cites = [{ article = 1, quote = "甲应当填写登记表" }]

[[items]]
id = "no-proxy"
stage = "填表"
party = ["jia"]
unsaid = true
level = "must_not"
do = "代填"
cites = [{ article = 1, quote = "不得代填" }]

[[items]]
id = "consult"
stage = "商量"
party = ["jia"]
unsaid = true
level = "must"
do = "先同丙商量"
when = { touches = "yes" }
cites = [{ article = 2, quote = "涉及丙的，应当先同丙商量" }]

[[items]]
id = "escalate"
stage = "商量"
party = ["jia"]
unsaid = true
level = "must"
plain = true
do = "报丁决定"
when = { agreed = "no" }
cites = [{ article = 2, quote = "商量不成的，报丁决定" }]

[[items]]
id = "escalate-later"
stage = "商量"
party = ["jia"]
unsaid = true
level = "must"
act = "escalate"
arises = "商量不成的"
after = "consult"
do = "商量不成的，报丁决定"
when = { touches = "yes", agreed = "unknown" }
cites = [{ article = 2, quote = "商量不成的，报丁决定" }]

[[items]]
id = "answer-consult"
stage = "答复"
party = ["bing"]
level = "must"
do = "同甲商量"
cites = [{ article = 2, quote = "应当先同丙商量" }]

[[others]]
id = "ding-answers"
party = "ding"
do = "答复"
due = { workdays = 3, after = "received" }
desks = ["jia"]
cites = [{ article = 2, quote = "丁一般在3个工作日内答复" }]

[[open]]
id = "who-is-ding"
ask = "丁不在，报谁？"
says = "规则只写报丁决定。"
safe = "等丁回来。"
desks = ["jia"]
when = { agreed = "no" }
cites = [{ article = 2, quote = "商量不成的，报丁决定" }]
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """The folder of a sound pack, to be spoiled by tests."""
    folder = tmp_path / "test-2020"
    (folder / "wizards").mkdir(parents=True)
    (folder / "rule.md").write_text(RULE, encoding="utf-8")
    (folder / "parties.toml").write_text(PARTIES, encoding="utf-8")
    (folder / "wizards" / "register.toml").write_text(WIZARD, encoding="utf-8")
    return folder


@pytest.fixture
def rule(pack: Path) -> Rule:
    return load_rule(pack)


class PlainText(SingleFileSnapshotExtension):
    """One text file a checklist, to be read beside the rule."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


@pytest.fixture
def sheet(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """The kept text of a shipped wizard's sheet."""
    return snapshot.use_extension(PlainText)
