"""The shared names of procedures: groups with their topics in order, and packs that must use known names."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from govdesk.errors import PackError
from govdesk.rules.model import Rule, RuleMeta, Text
from govdesk.rules.topics import check_topics, load_topics

TOPICS = """
[[groups]]
id = "documents"
title = "公文"

[[groups]]
id = "meetings"
title = "会议"

[[topics]]
id = "hold-meeting"
group = "meetings"
title = "召开会议"
about = "怎样开会"

[[topics]]
id = "submit-document"
group = "documents"
title = "报送公文"

[[topics]]
id = "sign-document"
group = "documents"
title = "公文签发"
"""


@pytest.fixture
def topics(tmp_path: Path) -> Path:
    path = tmp_path / "topics.toml"
    path.write_text(TOPICS, "utf-8")
    return path


def test_groups_and_topics_keep_the_order_of_the_file(topics: Path) -> None:
    groups = load_topics(topics)

    assert [(group.id, group.title) for group in groups] == [("documents", "公文"), ("meetings", "会议")]
    assert [topic.id for topic in groups[0].topics] == ["submit-document", "sign-document"]
    assert groups[1].topics[0].about == "怎样开会"


def test_every_fault_is_told_at_once(topics: Path) -> None:
    topics.write_text(
        TOPICS.replace('"sign-document"', '"submit-document"')
        .replace('group = "meetings"', 'group = "meeting"')
        .replace('title = "公文签发"', 'title = "报送公文"')
        .replace('"hold-meeting"', '"召开会议"'),
        "utf-8",
    )

    with pytest.raises(PackError) as raised:
        load_topics(topics)
    assert [str(problem) for problem in raised.value.problems] == [
        "topics.toml：topics.id：“submit-document”写了 2 次",
        "topics.toml：topics.title：“报送公文”写了 2 次",
        "topics.toml：topics.召开会议：编号写法不对（用小写英文字母、数字和横线，如 submit-document）",
        "topics.toml：topics.召开会议.group：没有“meeting”这一组（是不是“meetings”？）",
    ]


def test_unknown_keys_and_a_missing_file_are_told(topics: Path) -> None:
    topics.write_text(TOPICS.replace("about", "abuot"), "utf-8")
    with pytest.raises(PackError) as raised:
        load_topics(topics)
    assert [str(problem) for problem in raised.value.problems] == [
        "topics.toml：topics.hold-meeting.abuot：不认识这个键（是不是“about”？）"
    ]

    topics.unlink()
    with pytest.raises(PackError) as raised:
        load_topics(topics)
    assert [problem.problem for problem in raised.value.problems] == ["没有这个文件"]


def test_a_pack_may_only_use_topics_that_have_a_name(topics: Path) -> None:
    meta = RuleMeta(id="t", title="规则", short_title="市", issuer="市")
    rule = Rule(meta, (), Text(), (), (), topics={"submit-document": ("1",)})
    groups = load_topics(topics)

    assert check_topics(groups, rule) == []
    assert [
        str(problem)
        for problem in check_topics(groups, msgspec.structs.replace(rule, topics={"submit-documents": ("1",)}))
    ] == ["t/topics.toml：submit-documents：topics.toml 里没有这个事项类别（是不是“submit-document”？）"]
