"""`packs export` and `import`: errands of one's own on a shipped pack, from one data folder into another."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from terminal import Run

WIZARD = """
id = "{id}"
topic = "{topic}"
group = "{group}"
title = "请示送审前自查"
summary = "一文一事"
desks = ["department"]
stages = ["办理"]
fields = [
    {{ id = "title", label = "事项名称" }},
    {{ id = "handler", label = "经办人", kind = "person" }},
]

[[items]]
id = "one"
stage = "办理"
party = ["department"]
unsaid = true
level = "must"
do = "查格式"
cites = [{{ article = 48, quote = "{quote}" }}]
"""
QUOTE = "应当符合《党政机关公文处理工作条例》的规定"


def errand(name: str, quote: str = QUOTE) -> str:
    return WIZARD.format(id=name, topic="submit-document", group="submit", quote=quote)


@pytest.fixture
def own(data: Path) -> Path:
    """Where one's own errands on the shipped pack lie, with one in it and a working copy."""
    folder = data / "rules" / "xianyang-2013" / "wizards"
    folder.mkdir(parents=True)
    (folder / "own-check.toml").write_text(errand("own-check"), encoding="utf-8")
    working = data / "rules" / "xianyang-2013" / "draft" / "errands"
    working.mkdir(parents=True)
    (working / "half.toml").write_text("id =", encoding="utf-8")
    return folder


def exported(cli: Run, tmp_path: Path) -> str:
    out = tmp_path / "自编.zip"
    ran = cli("packs", "export", "咸阳", str(out))
    assert ran.status == 0, ran.err
    assert "自己编的" in ran.out
    return str(out)


def test_ones_own_errands_go_out_without_the_shipped_text(cli: Run, own: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(exported(cli, tmp_path)) as archive:
        assert archive.namelist() == ["xianyang-2013/wizards/own-check.toml"]


def test_they_come_in_beside_the_pack_that_is_there(cli: Run, own: Path, tmp_path: Path) -> None:
    out = exported(cli, tmp_path)
    (own / "own-check.toml").unlink()

    ran = cli("packs", "import", out, "--json")

    document = json.loads(ran.out)
    assert (document["id"], document["errands"], document["taken"], document["problems"]) == (
        "xianyang-2013",
        ["own-check"],
        [],
        [],
    )
    listed = json.loads(cli("wizards", "--rule", "咸阳", "--json").out)["wizards"]
    assert "own-check" in [wizard["id"] for wizard in listed]
    assert not (own.parent / "rule.md").exists()


def test_an_id_that_is_taken_is_told_and_not_overwritten(cli: Run, own: Path, tmp_path: Path) -> None:
    (own / "another.toml").write_text(errand("another"), encoding="utf-8")
    out = exported(cli, tmp_path)
    (own / "another.toml").unlink()
    mine = errand("own-check").replace("查格式", "查格式和附件")
    (own / "own-check.toml").write_text(mine, encoding="utf-8")

    ran = cli("packs", "import", out)

    assert ran.status == 0
    assert "own-check" in ran.err
    assert (own / "own-check.toml").read_text(encoding="utf-8") == mine
    assert (own / "another.toml").exists()
    again = cli("packs", "import", out)
    assert again.status == 1
    assert "同编号" in again.err


def test_an_id_of_the_pack_itself_is_taken(cli: Run, tmp_path: Path, data: Path) -> None:
    out = tmp_path / "x.zip"
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xianyang-2013/wizards/submit-request.toml", errand("submit-request"))
    ran = cli("packs", "import", str(out))
    assert ran.status == 1
    assert "同编号" in ran.err
    assert not (data / "rules").exists()


def test_an_errand_at_fault_stays_out_and_is_told(cli: Run, tmp_path: Path, data: Path) -> None:
    out = tmp_path / "x.zip"
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xianyang-2013/wizards/good.toml", errand("good"))
        archive.writestr("xianyang-2013/wizards/bad.toml", errand("bad", "应当符合别的规定"))
    ran = cli("packs", "import", str(out))
    assert ran.status == 0
    assert "没有这句原文" in ran.err
    assert [path.name for path in (data / "rules" / "xianyang-2013" / "wizards").iterdir()] == ["good.toml"]


def test_nothing_comes_in_where_nothing_passes(cli: Run, tmp_path: Path, data: Path) -> None:
    out = tmp_path / "x.zip"
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xianyang-2013/wizards/bad.toml", errand("bad", "应当符合别的规定"))
    assert cli("packs", "import", str(out)).status == 1
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("nowhere-2020/wizards/own-check.toml", errand("own-check"))
    ran = cli("packs", "import", str(out))
    assert ran.status == 1
    assert "没有这部规则" in ran.err
    assert not (data / "rules").exists()


def test_errands_are_not_renamed_on_their_way(cli: Run, own: Path, tmp_path: Path) -> None:
    out = exported(cli, tmp_path)
    (own / "own-check.toml").unlink()
    ran = cli("packs", "import", out, "--as", "other")
    assert ran.status == 1
    assert not (own / "own-check.toml").exists()
