"""Files that are read with a limit: all of them or none, in no more memory than they need."""

from __future__ import annotations

import os
import tracemalloc
from pathlib import Path

import pytest

from govdesk.files import TooLargeError, read_regular


def test_a_small_file_takes_little_memory_whatever_the_limit(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"words")
    tracemalloc.start()
    try:
        assert read_regular(tmp_path / "a", 500_000_000) == b"words"
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 1_000_000


def test_a_file_that_grows_while_it_is_read_is_read_whole_or_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"12")
    real = os.fstat

    def grows_afterwards(descriptor: int) -> os.stat_result:
        before = real(descriptor)
        file.write_bytes(b"123456")
        return before

    monkeypatch.setattr(os, "fstat", grows_afterwards)
    assert read_regular(file, 6) == b"123456"
    file.write_bytes(b"12")
    with pytest.raises(TooLargeError):
        read_regular(file, 5)
