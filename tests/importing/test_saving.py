"""A draft becomes a pack: whole or not at all, nothing written over, read back as it was shown."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import making
import msgspec
import pytest
from hypothesis import given, settings
from shape import draft_of, draft_of_lines, shape, words_of_rule
from test_nothing_lost import _LINES

from govdesk.app import Services
from govdesk.errors import UserError
from govdesk.files import move
from govdesk.importing.draft import Draft, read_draft
from govdesk.importing.packzip import export_pack, import_pack
from govdesk.importing.saving import ImportRecord, place_of, propose_id, recycled, save, withdraw
from govdesk.importing.settling import read_document
from govdesk.rules.loader import load_rule
from govdesk.rules.model import Rule, RuleMeta
from govdesk.wizards.packs import load_library

LINES = (
    "渭南市人民政府工作规则", "（2020年5月6日渭南市人民政府发布）", "第一章　总则", "第一条　甲。", "第二条　乙：", "（一）丙；", "（二）丁。",
    "附件1", "样式", "一、表。",
)  # fmt: skip


def draft() -> Draft:
    return draft_of_lines(*LINES)


def loaded(data: Path) -> dict[str, Rule]:
    return load_library([data / "rules"]).rules


def test_a_saved_pack_reads_back_as_it_was_shown(tmp_path: Path) -> None:
    shown = draft()
    saved = save(tmp_path, {}, shown)
    rule = loaded(tmp_path)[saved.rule_id]

    assert saved.rule_id == "weinan-2020"
    assert shape(rule) == shape(shown.rule)
    assert words_of_rule(rule) == words_of_rule(shown.rule)
    assert (rule.meta.short_title, rule.meta.aliases) == ("渭南市", ("渭南", "渭南市", "渭南市人民政府"))
    assert rule.appendices[0].name == "附件1　样式"


@given(_LINES)
@settings(max_examples=80, deadline=None)
def test_whatever_was_read_can_be_kept(lines: list[str]) -> None:
    import tempfile

    try:
        shown = draft_of("\n".join(["某市规则", "第一条　甲。", *lines]).encode())
    except UserError:
        return
    with tempfile.TemporaryDirectory() as folder:
        saved = save(Path(folder), {}, shown)
        assert words_of_rule(load_rule(saved.folder)) == words_of_rule(shown.rule)


def test_the_file_itself_and_what_was_left_out_are_kept_with_the_pack(tmp_path: Path) -> None:
    path = tmp_path / "规则.docx"
    path.write_bytes(making.docx(("当前位置 > 首页", *LINES)))
    saved = save(tmp_path / "data", {}, read_draft(path), path)
    record = msgspec.json.decode((saved.folder / "import.json").read_bytes(), type=ImportRecord)

    assert (saved.folder / "original.docx").read_bytes() == path.read_bytes()
    assert record.file == "规则.docx"
    assert [(entry.text, entry.line) for entry in record.left_out] == [("当前位置 > 首页", 1)]
    assert "当前位置" in (saved.folder / "source.txt").read_text(encoding="utf-8")


def test_the_same_file_again_is_refused_unless_it_is_to_replace(tmp_path: Path) -> None:
    save(tmp_path, {}, draft())

    with pytest.raises(UserError, match="已经导入过，编号是 weinan-2020"):
        save(tmp_path, loaded(tmp_path), draft())
    with pytest.raises(UserError, match="标题、成文日期都一样"):  # under another id the library would leave it out
        save(tmp_path, loaded(tmp_path), draft(), rule_id="weinan-copy")
    assert save(tmp_path, loaded(tmp_path), draft(), replace=True).rule_id == "weinan-2020"
    assert set(loaded(tmp_path)) == {"weinan-2020"}


def test_names_of_rules_at_hand_are_not_taken_again(tmp_path: Path) -> None:
    save(tmp_path, {}, draft())
    made = draft()
    meta = msgspec.structs.replace(made.rule.meta, issued=dt.date(2021, 1, 4))
    other = msgspec.structs.replace(made, file_hash="1" * 64, rule=msgspec.structs.replace(made.rule, meta=meta))
    saved = save(tmp_path, loaded(tmp_path), other)
    metas = [rule.meta for rule in loaded(tmp_path).values()]

    assert saved.rule_id == "weinan-2021"
    names = [name for meta in metas for name in {meta.id, meta.short_title, *meta.aliases}]
    assert len(names) == len(set(names))


def test_a_pack_is_replaced_only_when_that_is_said_and_comes_back(tmp_path: Path) -> None:
    first = save(tmp_path, {}, draft(), rule_id="weinan")
    before = (first.folder / "rule.md").read_bytes()
    changed = draft_of_lines(*LINES, "又一行表。")

    with pytest.raises(UserError, match=r"规则库里已有编号 weinan.*--replace"):
        save(tmp_path, loaded(tmp_path), changed, rule_id="weinan")
    assert (first.folder / "rule.md").read_bytes() == before

    second = save(tmp_path, loaded(tmp_path), changed, rule_id="weinan", replace=True)
    assert second.replaced is not None and (second.replaced / "rule.md").read_bytes() == before
    assert (second.folder / "rule.md").read_bytes() != before

    withdraw(tmp_path, second)
    assert (first.folder / "rule.md").read_bytes() == before
    assert set(loaded(tmp_path)) == {"weinan"}


class _Ended(BaseException):
    """The program is ended at this step."""


@pytest.mark.parametrize("step", [1, 2, 3])
@pytest.mark.parametrize("change", ["file", "zip", "taken back"])
def test_a_program_that_is_ended_while_it_replaces_a_pack_leaves_one_of_the_two(
    change: str, step: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "数据"
    first = save(data, {}, draft())
    newer = draft_of_lines(*LINES[:4], "第二条　戊。")
    export_pack(save(tmp_path / "there", {}, newer, rule_id=first.rule_id).folder, tmp_path / "新.zip")
    saved = save(data, loaded(data), newer, rule_id=first.rule_id, replace=True) if change == "taken back" else None
    moves = 0

    def end_at_one(source: Path, target: Path) -> None:
        nonlocal moves
        moves += 1
        if moves == step:
            raise _Ended
        move(source, target)

    monkeypatch.setattr("govdesk.importing.saving.move", end_at_one)
    with pytest.raises(_Ended):
        if saved is not None:
            withdraw(data, saved)
        elif change == "zip":
            import_pack(data, loaded(data), tmp_path / "新.zip", replace=True)
        else:
            save(data, loaded(data), newer, rule_id=first.rule_id, replace=True)
    monkeypatch.undo()
    with Services(data) as services:  # the next start
        stands = services.library.rules[first.rule_id].hash
    put_away = [load_rule(folder).hash for folder in recycled(data)]
    assert len({stands, *put_away}) == 1 + len(put_away), "neither is lost, neither is there twice"
    if step == 3 or change == "taken back":
        assert len(put_away) == 1
    assert all("replaced" not in folder.name for folder in recycled(data))


def test_a_shipped_rule_cannot_be_replaced(tmp_path: Path) -> None:
    save(tmp_path / "shipped", {}, draft(), rule_id="weinan")

    with pytest.raises(UserError, match="程序自带"):
        save(tmp_path / "data", loaded(tmp_path / "shipped"), draft(), rule_id="weinan", replace=True)
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    "rule_id", ["../evil", "a/b", "Weinan", "渭南", "con", "", " ", "-a", "a" * 61, "calendars", ".."]
)
def test_an_id_that_no_folder_can_have_is_refused(rule_id: str, tmp_path: Path) -> None:
    if not rule_id:
        assert save(tmp_path, {}, draft(), rule_id=rule_id).rule_id == "weinan-2020"
        return
    with pytest.raises(UserError, match="不能做编号"):
        save(tmp_path, {}, draft(), rule_id=rule_id)
    assert list(tmp_path.iterdir()) == []


def test_a_save_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = save(tmp_path, {}, draft(), rule_id="weinan")
    before = (first.folder / "rule.md").read_bytes()

    def fail(self: Path, target: Path) -> Path:
        if ".import-" in str(self):
            raise OSError(28, "No space left on device")
        return real(self, target)

    real = Path.rename
    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(UserError, match="磁盘满了，规则没有存上"):
        save(tmp_path, loaded(tmp_path), draft(), rule_id="weinan", replace=True)

    assert (first.folder / "rule.md").read_bytes() == before
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".import")]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("渭南市人民政府工作规则", "weinan"),
        ("西安市人民政府工作规则（试行）", "xian"),
        ("昆山市人民政府办公室工作规则", "kunshan"),
        ("西安市雁塔区人民政府工作规则", "xianshiyanta"),
        ("中华人民共和国立法法", "lff"),
        ("信访工作条例", "xfgztl"),
        ("！！！", "rule"),
    ],
)
def test_an_id_is_made_of_the_place_or_the_title(title: str, expected: str) -> None:
    meta = RuleMeta(id="", title=title, short_title="", issuer="")

    assert propose_id(meta, taken=lambda name: False) == expected
    assert propose_id(meta, taken=lambda name: name == expected) == f"{expected}-2"


def test_the_place_of_a_law_of_the_state_is_none() -> None:
    def place(title: str, issuer: str = "") -> str:
        return place_of(RuleMeta(id="", title=title, short_title="", issuer=issuer))

    assert place("中华人民共和国城市维护建设税法") == ""
    assert place("渭南市人民政府工作规则") == "渭南市"
    assert place("工作规则", "渭南市人民政府") == "渭南市"


@pytest.mark.parametrize("name", ["甲\u202e乙.txt", "甲\n乙.txt", "甲\u200b\x1b[31m乙.txt", "甲\udcff.txt"])
def test_a_file_with_an_odd_name_is_kept_as_any_other(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text("某市规则\n第一条　甲。\n第二条　乙。", encoding="utf-8")
    saved = save(tmp_path / "data", {}, read_document(path).settlement.draft, path)

    told = load_rule(saved.folder).meta.source
    assert told.startswith("由文件“甲")
    assert not [char for char in told if char in "\u202e\u200b\n\x1b" or "\ud800" <= char <= "\udfff"]


def test_the_refusal_of_a_file_with_an_odd_name_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "甲\u202e\n乙.txt"
    path.write_text("没有条文。", encoding="utf-8")

    with pytest.raises(UserError) as refused:
        read_draft(path)
    assert str(refused.value).startswith("“甲 乙.txt”里没有找到条文")


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("甲\ue003乙", "甲\ue003乙"),
        ("甲\U000f0001乙", "甲\U000f0001乙"),
        ("甲\U000e0041\u06dd乙", "甲乙"),
        ("甲&nbsp;乙", "甲\u00a0乙"),
        ("甲<br/>乙", "甲 乙"),
        ("甲<A类>乙", "甲〈A类〉乙"),
        ("甲<a 乙", "甲〈a 乙"),
        ("甲&amp;amp;lt;p&gt;乙", "甲〈p>乙"),
        ("甲&#x202e;乙&fjord;丙", "甲乙＆fjord;丙"),
    ],
)
def test_whatever_characters_a_text_holds_it_can_be_kept(written: str, kept: str, tmp_path: Path) -> None:
    found = draft_of_lines("某市规则", f"第一条　{written}。", "第二条　丙。")
    saved = save(tmp_path, {}, found)

    assert load_rule(saved.folder).articles[0].shown == f"{kept}。"


def test_what_cannot_be_kept_is_named(tmp_path: Path) -> None:
    found = draft_of_lines("某市规则", f"第一条　{'甲应当办理。' * 4000}", "第二条　丙。")

    with pytest.raises(UserError) as refused:
        save(tmp_path, {}, found)
    assert str(refused.value).startswith("读出来的内容里一行有 24004 字，太长，存不进规则库，没有导入")
    assert not list((tmp_path / "rules").glob("*"))


def test_the_longest_code_can_be_kept(tmp_path: Path) -> None:
    found = draft_of_lines("某法", *(f"第{number}条　甲。" for number in range(1, 1261)))

    assert len(load_rule(save(tmp_path, {}, found).folder).articles) == 1260
