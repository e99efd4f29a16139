"""A data folder that is taken away while the program runs is not made anew behind the user's back."""

from __future__ import annotations

from pathlib import Path

import pytest

from govdesk.app import Services
from govdesk.errors import UserError


def test_settings_do_not_make_the_folder_anew(tmp_path: Path) -> None:
    folder = tmp_path / "数据"
    with Services(folder) as services:
        services.save_settings()  # the first start makes it
        folder.rename(tmp_path / "移走")
        with pytest.raises(UserError, match=r"移走.*放回原处"):
            services.save_settings()
        assert not folder.exists()
        (tmp_path / "移走").rename(folder)
        services.save_settings()


def test_what_does_not_work_is_in_the_status_bar_until_it_is_mended(tmp_path: Path) -> None:
    folder = tmp_path / "数据"
    folder.mkdir()
    (folder / "backups").write_text("in the way")
    with Services(folder) as services:
        assert services.store.summaries() == []
        assert "自动备份没有写成" in services.saving_in_words
        (folder / "backups").unlink()
        assert services.store._db._make_backup() is not None
        assert services.saving_in_words == "每一步都已自动保存"
