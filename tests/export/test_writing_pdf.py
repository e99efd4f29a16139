"""Putting a PDF where the user wants it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from heap import in_use
from paper import sheet_of, short_list

from govdesk import paths
from govdesk.errors import UserError
from govdesk.export.parts import Sheet
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


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no devices among its files")
def test_a_device_is_not_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "device")
    with pytest.raises(UserError, match="是设备，不是文件"):
        write_file(tmp_path / "device", b"%PDF")
    assert (tmp_path / "device").is_fifo()


def test_a_name_may_be_as_long_as_the_disk_allows_and_no_longer(tmp_path: Path) -> None:
    longest = tmp_path / ("长" * 83 + ".pdf")  # 253 of 255 bytes
    write_file(longest, b"%PDF")
    assert longest.is_file()
    with pytest.raises(UserError, match=r"文件名太长.*换一个短一些的文件名"):
        write_file(tmp_path / ("长" * 300 + ".pdf"), b"%PDF")


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


def test_the_technical_words_begin_with_what_went_wrong(tmp_path: Path) -> None:
    (tmp_path / "checklist.typ").write_text('#text(font: "不会有的字体")[字]\n#panic("a fault")', encoding="utf-8")
    with pytest.raises(UserError) as caught:
        Typesetter(templates=tmp_path).checklist(sheet_of(short_list()))
    assert caught.value.detail.startswith("error: ") and "a fault" in caught.value.detail


@pytest.mark.parametrize("paper", [Typesetter.checklist, Typesetter.arrangement])
def test_a_paper_that_is_done_is_not_kept(paper: Callable[[Typesetter, Sheet], object]) -> None:
    """typst by itself remembers 6 to 9 MB of each, of those that are only laid for Word without end."""
    typesetter = Typesetter(system_fonts=False)
    for number in range(2):  # fonts are read once
        paper(typesetter, sheet_of(short_list(), number=f"QD-2026-000{number}"))
    before = in_use()
    for number in range(8):
        paper(typesetter, sheet_of(short_list(), number=f"QD-2026-001{number}"))
    assert in_use() - before < 2**20
