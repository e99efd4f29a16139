"""The table of synonyms that ships."""

from __future__ import annotations

from collections import Counter

from govdesk.search.synonyms import load_synonyms


def test_nothing_is_said_twice() -> None:
    table = load_synonyms()
    said = Counter(word for entry in table.synonyms for word in entry.said)

    assert [word for word, times in said.items() if times > 1] == []
    assert not set(said) & set(table.noise)


def test_synonyms_lead_one_way() -> None:
    table = load_synonyms()

    assert "外出" in table.written_for("出差")
    assert table.written_for("外出") == ()
