"""Lists and notes that travel together: what another program has brought goes along, and all of it comes in or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from office import make_test_basis

from govdesk.app import Services
from govdesk.errors import UserError
from govdesk.rules.model import Article, Paragraph, Segment, Text


def _article(number: str) -> Article:
    return Article(number, f"第{number}条", (Paragraph(Text((Segment("原文。"),))),))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A whole desk: a list and a note."""
    with Services(tmp_path / "旧") as services:
        services.store.create(make_test_basis(), {}, {"title": "借书"}, "王")
        services.margins.set_note("xianyang-2013", _article("51"), "先送核稿")
        services.export_records(tmp_path / "全部.govdesk.json")
    return tmp_path / "全部.govdesk.json"


def test_notes_that_a_command_has_brought_go_along_from_an_open_window(file: Path, tmp_path: Path) -> None:
    with Services(tmp_path / "新") as window, Services(tmp_path / "新") as command:
        assert list(window.margins) == []
        command.import_records(file, "李")
        assert window.export_records(tmp_path / "again.govdesk.json").notes == 1
    with Services(tmp_path / "第三台") as third:
        assert third.import_records(tmp_path / "again.govdesk.json", "李")[1] == 1


def test_where_the_notes_cannot_be_kept_no_list_comes_in(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with Services(tmp_path / "新") as services:
        services.store.create(make_test_basis(), {}, {"title": "原有的"}, "王")
        with monkeypatch.context() as patched:
            patched.setattr("govdesk.marginalia.store.write_atomically", refuse)
            with pytest.raises(UserError, match="磁盘满了"):
                services.import_records(file, "李")
        assert [line.title for line in services.store.summaries()] == ["原有的"]
        imported, notes = services.import_records(file, "李")
        assert (len(imported), notes) == (1, 1)
        assert len(services.store.summaries()) == 2
