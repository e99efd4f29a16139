"""Putting a PDF where the user wants it."""

from __future__ import annotations

from pathlib import Path

import pytest
from paper import sheet_of, short_list

from govdesk import paths
from govdesk.errors import UserError
from govdesk.export.pdf import Typesetter, write_file


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    target = tmp_path / "清单.pdf"
    write_file(target, b"%PDF-new")
    assert target.read_bytes() == b"%PDF-new"
    assert [path.name for path in tmp_path.iterdir()] == ["清单.pdf"]


def test_a_folder_that_is_not_there_is_said_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"没有“.*”这个文件夹；别的都没有改动；先建好这个文件夹") as caught:
        write_file(tmp_path / "nowhere" / "清单.pdf", b"%PDF")
    assert "nowhere" in str(caught.value)
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "清单.pdf").mkdir()
    with pytest.raises(UserError, match="是一个文件夹"):
        write_file(tmp_path / "清单.pdf", b"%PDF")


def test_the_former_file_is_kept_when_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "清单.pdf"
    target.write_bytes(b"%PDF-old")

    def refuse(*_: object) -> None:
        raise PermissionError("in use by a reader")

    monkeypatch.setattr(paths.os, "replace", refuse)
    with pytest.raises(UserError, match="原来的文件没有改动"):
        write_file(target, b"%PDF-new")
    assert target.read_bytes() == b"%PDF-old"
    assert [path.name for path in tmp_path.iterdir()] == ["清单.pdf"]


def test_a_broken_template_is_said_and_explained(tmp_path: Path) -> None:
    (tmp_path / "checklist.typ").write_text("#let x =", encoding="utf-8")
    with pytest.raises(UserError, match="排不成版面") as caught:
        Typesetter(templates=tmp_path).checklist(sheet_of(short_list()))
    assert caught.value.detail
