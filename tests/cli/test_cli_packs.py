"""`packs`: a pack out of one library and into another; what is damaged or hostile changes nothing."""

from __future__ import annotations

import io
import json
import stat
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from terminal import Run

RULE_MD = """+++
id = "yunchuan-2020"
title = "云川市人民政府工作规则"
short_title = "云川市"
issuer = "云川市人民政府"
numbering = "articles"
+++

# 云川市人民政府工作规则

第一条　各部门报送请示，应当一文一事。
"""


def packed(files: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


@pytest.fixture
def given(tmp_path: Path) -> Callable[[bytes], str]:
    def write(content: bytes) -> str:
        path = tmp_path / "pack.zip"
        path.write_bytes(content)
        return str(path)

    return write


def snapshot(folder: Path) -> dict[str, bytes]:
    kept = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    return {name: content for name, content in kept.items() if not name.startswith("cache/")}


def test_the_list_has_every_pack_with_what_it_holds(cli: Run) -> None:
    packs = json.loads(cli("packs", "list", "--json").out)["rules"]
    assert [pack["id"] for pack in packs] == ["xianyang-2013", "zhangjiagang-2022"]
    assert packs[0]["articles"] == 76
    assert packs[0]["enabled"]
    assert packs[0]["shipped"]
    assert len(packs[0]["hash"]) == 64
    assert "程序自带" in cli("packs", "list").out


WIZARD = """
id = "submit-request"
topic = "submit-document"
group = "submit"
title = "报送请示"
summary = "写请示"
desks = ["department"]
stages = ["写"]

[[items]]
id = "one-matter"
stage = "写"
party = ["department"]
level = "must"
do = "一文只写一事"
cites = [{ article = 1, quote = "各部门报送请示，应当一文一事" }]
"""
PARTIES = """
[[parties]]
id = "department"
label = "市政府部门"
desk = true
words = ["各部门"]
"""


def test_a_pack_goes_out_and_comes_in_whole(
    cli: Run, given: Callable[[bytes], str], tmp_path: Path, data: Path
) -> None:
    files = {"rule.md": RULE_MD, "parties.toml": PARTIES, "wizards/submit-request.toml": WIZARD}
    assert cli("packs", "import", given(packed(files))).status == 0
    first = snapshot(data / "rules" / "yunchuan-2020")
    (data / "rules" / "yunchuan-2020" / "draft").mkdir()
    (data / "rules" / "yunchuan-2020" / "draft" / "review.json").write_text("{}", encoding="utf-8")
    out, again = tmp_path / "云川.zip", tmp_path / "again.zip"
    assert cli("packs", "export", "云川市", str(out)).status == 0
    cli("packs", "export", "yunchuan-2020", str(again))
    assert out.read_bytes() == again.read_bytes()
    assert cli("packs", "remove", "yunchuan-2020").status == 0

    ran = cli("packs", "import", str(out), "--as", "yunchuan", "--json")

    document = json.loads(ran.out)
    assert (document["id"], document["articles"], document["problems"], document["ignored"]) == ("yunchuan", 1, [], [])
    came = snapshot(data / "rules" / "yunchuan")
    assert came.keys() == first.keys()
    assert came["rule.md"].decode() == first["rule.md"].decode().replace("yunchuan-2020", "yunchuan")
    assert [w["id"] for w in json.loads(cli("wizards", "--rule", "yunchuan", "--json").out)["wizards"]] == [
        "submit-request"
    ]
    assert cli("check", str(data / "rules" / "yunchuan")).status == 0


def test_a_shipped_pack_goes_out_whole_and_is_not_taken_twice(cli: Run, tmp_path: Path) -> None:
    out = tmp_path / "咸阳.zip"
    assert cli("packs", "export", "咸阳", str(out)).status == 0
    with zipfile.ZipFile(out) as archive:
        names = archive.namelist()
    shipped = Path(__file__).parents[2] / "rules" / "xianyang-2013"
    assert sorted(names) == sorted(
        f"xianyang-2013/{p.relative_to(shipped).as_posix()}" for p in shipped.rglob("*") if p.is_file()
    )

    ran = cli("packs", "import", str(out), "--as", "xianyang-copy")
    assert ran.status == 1
    assert "都一样" in ran.err
    assert [pack["id"] for pack in json.loads(cli("packs", "list", "--json").out)["rules"]] == [
        "xianyang-2013",
        "zhangjiagang-2022",
    ]


def test_a_pack_of_the_same_id_is_replaced_only_when_told(cli: Run, given: Callable[[bytes], str], data: Path) -> None:
    first = given(packed({"yunchuan-2020/rule.md": RULE_MD}))
    assert cli("packs", "import", first).status == 0
    other = given(packed({"rule.md": RULE_MD.replace("一文一事", "一文两事")}))

    refused = cli("packs", "import", other)
    assert refused.status == 1
    assert "已有编号 yunchuan-2020" in refused.err
    assert "一文一事" in cli("show", "yunchuan-2020/1").out

    assert cli("packs", "import", other, "--replace").status == 0
    assert "一文两事" in cli("show", "yunchuan-2020/1").out
    assert "一文一事" in (data / "recycled" / "yunchuan-2020" / "rule.md").read_text(encoding="utf-8")


def test_a_shipped_pack_is_never_replaced(cli: Run, tmp_path: Path) -> None:
    out = tmp_path / "x.zip"
    cli("packs", "export", "xianyang-2013", str(out))
    ran = cli("packs", "import", str(out), "--replace")
    assert ran.status == 1
    assert "程序自带" in ran.err


def test_a_newer_version_tells_what_reads_otherwise(cli: Run, given: Callable[[bytes], str]) -> None:
    files = {"rule.md": RULE_MD, "parties.toml": PARTIES, "wizards/submit-request.toml": WIZARD}
    assert cli("packs", "import", given(packed(files))).status == 0
    newer = RULE_MD.replace("yunchuan-2020", "yunchuan-2026").replace("一文一事。", "一文一事，并附依据。")
    newer = newer.replace("应当一文一事", "必须一文一事").replace("numbering", "issued = 2026-01-05\nnumbering")
    assert cli("packs", "import", given(packed({"rule.md": newer}))).status == 0

    changes = json.loads(cli("packs", "changes", "yunchuan-2020", "yunchuan-2026", "--json").out)["changes"]

    assert [(c["kind"], c["id"], c["item"], c["fate"], c["before"], c["after"]) for c in changes] == [
        (
            "wizard",
            "submit-request",
            "one-matter",
            "changed",
            "各部门报送请示，应当一文一事",
            "各部门报送请示，必须一文一事",
        )
    ]
    assert "话变了" in cli("packs", "changes", "yunchuan-2020", "yunchuan-2026").out
    assert "都没有变" in cli("packs", "changes", "yunchuan-2026", "yunchuan-2026").out


def test_a_disabled_pack_is_nowhere_until_it_is_enabled(cli: Run) -> None:
    assert cli("packs", "disable", "张家港").status == 0
    assert [rule["id"] for rule in json.loads(cli("rules", "--json").out)["rules"]] == ["xianyang-2013"]
    assert cli("show", "zhangjiagang-2022/1").status == 1
    assert "停用" in cli("packs", "list").out

    assert cli("packs", "enable", "zhangjiagang-2022").status == 0
    assert cli("show", "zhangjiagang-2022/1").status == 0


def test_a_removed_pack_lies_in_the_recycle_folder(cli: Run, given: Callable[[bytes], str], data: Path) -> None:
    cli("packs", "import", given(packed({"rule.md": RULE_MD})))
    assert cli("packs", "remove", "yunchuan-2020").status == 0
    assert (data / "recycled" / "yunchuan-2020" / "rule.md").is_file()
    assert cli("show", "yunchuan-2020/1").status == 1
    assert "停用" in cli("packs", "remove", "xianyang-2013").err
    assert cli("packs", "remove", "../records").status == 1


def test_what_is_no_part_of_a_pack_is_told_and_not_written(cli: Run, given: Callable[[bytes], str], data: Path) -> None:
    ran = cli(
        "packs",
        "import",
        given(packed({"a/rule.md": RULE_MD, "a/run.exe": "MZ", "a/wizards/x.py": "1", "__MACOSX/a": ""})),
    )
    assert ran.status == 0
    assert "没有收" in ran.err
    assert "run.exe" in ran.err
    assert [p.name for p in (data / "rules" / "yunchuan-2020").iterdir()] == ["rule.md"]


def test_a_wizard_at_fault_is_told_and_the_rule_is_usable(cli: Run, given: Callable[[bytes], str]) -> None:
    ran = cli("packs", "import", given(packed({"a/rule.md": RULE_MD, "a/wizards/one.toml": "id = 3"})))
    assert ran.status == 0
    assert "办事向导有" in ran.err
    assert cli("show", "yunchuan-2020/1").status == 0


def _link() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        info = zipfile.ZipInfo("a/rule.md")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    return buffer.getvalue()


def _encrypted() -> bytes:
    content = bytearray(packed({"a/rule.md": RULE_MD}))
    content[6] |= 1
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


WHOLE = packed({"a/rule.md": RULE_MD})
HOSTILE = {
    "empty": b"",
    "no zip": b"MZ not a zip",
    "cut short": WHOLE[: len(WHOLE) // 2],
    "damaged inside": WHOLE[:60] + b"\0" * 40 + WHOLE[100:],
    "encrypted": _encrypted(),
    "a link": _link(),
    "out of the folder": packed({"a/rule.md": RULE_MD, "a/../../evil.toml": "x"}),
    "backslashes": packed({"a/rule.md": RULE_MD, "a\\..\\..\\evil.toml": "x"}),
    "absolute": packed({"a/rule.md": RULE_MD, "/etc/evil": "x"}),
    "a drive": packed({"a/rule.md": RULE_MD, "C:evil": "x"}),
    "no rule": packed({"a/readme.txt": "x"}),
    "two packs": packed({"a/rule.md": RULE_MD, "b/rule.md": RULE_MD}),
    "an id that leads out": packed({"a/rule.md": RULE_MD.replace("yunchuan-2020", "../../evil")}),
    "a reserved id": packed({"a/rule.md": RULE_MD.replace("yunchuan-2020", "calendars")}),
    "no id": packed({"a/rule.md": RULE_MD.replace('id = "yunchuan-2020"\n', "")}),
    "faults in the rule": packed({"a/rule.md": RULE_MD.replace("第一条", "第三条")}),
    "not utf-8": packed({"a/rule.md": RULE_MD.encode("gb18030")}),
    "a bomb": packed({"a/rule.md": RULE_MD, "a/wizards/bomb.toml": b"\0" * 60_000_000}),
    "thousands of files": packed({"a/rule.md": RULE_MD} | {f"a/wizards/w{n}.toml": "" for n in range(2_001)}),
    "the same name twice": packed({"a/rule.md": RULE_MD, "a/RULE.MD": "x"}),
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_a_damaged_or_hostile_zip_is_one_sentence_and_changes_nothing(
    cli: Run, given: Callable[[bytes], str], data: Path, tmp_path: Path, content: bytes
) -> None:
    path = given(content)
    before = snapshot(tmp_path)

    ran = cli("packs", "import", path)

    assert (ran.status, ran.out) == (1, "")
    assert len(ran.err.strip().splitlines()) == 1
    assert "没有导入" in ran.err
    assert ran.err.strip().endswith("。")
    assert snapshot(tmp_path) == before
    assert not (data / "rules").exists()


def test_a_file_that_is_not_there_is_told(cli: Run) -> None:
    ran = cli("packs", "import", "/nowhere/x.zip")
    assert (ran.status, ran.out) == (1, "")
    assert "没有“/nowhere/x.zip”这个文件" in ran.err
