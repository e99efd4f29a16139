"""docs/manual.md itself: every picture is there and small, every link leads somewhere, every key is explained."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from govdesk.manual import Manual, load_manual
from govdesk.manual.model import Paragraph, Picture, Point
from govdesk.paths import shipped_manual

ROOT = Path(__file__).parents[2]
LARGEST_PICTURE = 120_000  # bytes


@pytest.fixture(scope="module")
def manual() -> Manual:
    return load_manual(shipped_manual())


def test_pictures_are_there_and_small(manual: Manual) -> None:
    pictures = [block for topic in manual.topics for block in topic.blocks if isinstance(block, Picture)]
    assert len(pictures) >= 6
    for picture in pictures:
        assert 0 < (manual.folder / picture.file).stat().st_size <= LARGEST_PICTURE, picture.file
        assert picture.told


def test_titles_are_unique_and_links_lead_to_them(manual: Manual) -> None:
    titles = Counter(topic.title for topic in manual.topics)
    assert [title for title, times in titles.items() if times > 1] == []
    for topic in manual.topics:
        for block in topic.blocks:
            spans = block.spans if isinstance(block, Paragraph | Point) else ()
            assert all(not span.topic or span.topic in titles for span in spans), topic.title


def test_every_topic_says_something(manual: Manual) -> None:
    for index, topic in enumerate(manual.topics):
        assert topic.text or manual.chapter_end(index) > index + 1, topic.title


def test_the_build_takes_the_manual_along() -> None:
    spec = (ROOT / "build.spec").read_text("utf-8")
    assert '"docs/images"' in spec and '"manual.md"' in spec
