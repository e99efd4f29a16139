"""A draft becomes a pack in the user's library: whole or not at all, and nothing is written over."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from govdesk import paths
from govdesk.errors import PackError, UserError
from govdesk.files import has_no_room, is_full, move, read_regular, sync_folder
from govdesk.importing.draft import Draft, LeftOut
from govdesk.importing.lines import NOTHING_IMPORTED
from govdesk.importing.packtext import front_matter
from govdesk.importing.reading import ENDINGS
from govdesk.paths import RECYCLED
from govdesk.pinyin import syllables
from govdesk.rules.identity import check_identity
from govdesk.rules.loader import load_rule
from govdesk.rules.model import Rule, RuleMeta
from govdesk.strict import UNREADABLE

RULES = "rules"
REPLACED = ".replaced"  # behind the name of a pack in the recycle folder until the new one stands in its place
RECORD = "import.json"
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_RESERVED = re.compile(r"con|prn|aux|nul|com\d|lpt\d|calendars")  # Windows has no folder of these names
_MAX_ID = 60
_UNITS = "特别行政区|自治区|自治州|自治县|自治旗|省|市|州|盟|县|区|旗|镇|乡|街道"
_PLACES = (
    re.compile(rf"^([\u4e00-\u9fff]{{2,16}}(?:{_UNITS}))(?=人民政府|人民代表大会)"),
    re.compile(rf"^([\u4e00-\u9fff]{{2,12}}?(?:{_UNITS}))(?=[\u4e00-\u9fff]{{0,24}}(?:规则|规定|办法|条例|制度|细则))"),
)
_SUFFIX = re.compile(r"(?:特别行政区|自治区|自治州|自治县|自治旗|省|市|州|盟|县|区|旗|镇|乡)$")


class Saved(msgspec.Struct, frozen=True):
    """Where a draft was kept. `replaced` is where the former pack of that id went, None where there was none."""

    rule_id: str
    folder: Path
    replaced: Path | None = None


class ImportRecord(msgspec.Struct, frozen=True, kw_only=True):
    """import.json in the pack: what it was made from, and what was left out of it."""

    file: str
    sha256: str
    format: str
    imported: dt.date
    left_out: tuple[LeftOut, ...]
    warnings: tuple[str, ...]


def save(
    data_folder: Path,
    library: Mapping[str, Rule],
    draft: Draft,
    original: Path | None = None,
    *,
    rule_id: str = "",
    replace: bool = False,
) -> Saved:
    """Keep `draft` as a pack in the data folder's `rules`.

    `library` are the rules at hand, by id. Without `rule_id` one is made of the place and the year. A pack of the same id
    is only replaced when `replace` says so, and goes to the recycle folder. Raises UserError; nothing is changed then.
    """
    rules = data_folder / RULES
    if rule_id:
        check_id(rule_id)
        _check_free(rules, library, rule_id, replace)
    else:
        known = already_imported(rules, draft.file_hash)
        if known and not replace:
            raise UserError(
                f"这个文件已经导入过，编号是 {known}", safe="没有再导入一份", todo="要换成现在这一份，就加 --replace"
            )
        rule_id = known or propose_id(draft.rule.meta, taken=lambda name: name in library or (rules / name).exists())
    meta = _complete(draft, rule_id, library)
    paths.ensure_writable(data_folder)
    staged = data_folder / f".import-{os.getpid()}"
    try:
        shutil.rmtree(staged, ignore_errors=True)
        _write(staged / rule_id, meta, draft, original)
        try:
            rule = load_rule(staged / rule_id)
        except PackError as error:
            raise _unkeepable(error) from error
        _check_identity(rule, library)
        rules.mkdir(exist_ok=True)
        replaced = put_in_place(data_folder, staged / rule_id)
    except OSError as error:
        raise unsaved(rules, error) from error
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    return Saved(rule_id, rules / rule_id, replaced)


def _unkeepable(error: PackError) -> UserError:
    """Why what was read makes no pack, by the first thing that is wrong with it."""
    what, todo = "读出来的内容存成规则后自己都读不回来", "另存成文本文件再试，或把原件交给管理员"
    if error.problems:
        first = error.problems[0]
        what = f"读出来的内容里{first.problem}，存不进规则库"
        todo = f"在原件里改好再导入：{first.hint}" if first.hint else todo
    return UserError(f"{what}，没有导入", safe="原有的规则没有改动", todo=todo, detail=error.detail)


def withdraw(data_folder: Path, saved: Saved) -> None:
    """Undo `save` or `remove`: the pack goes to the recycle folder, and what it replaced comes back. Raises UserError."""
    try:
        if saved.replaced is not None:
            put_in_place(data_folder, saved.replaced, saved.folder.name)
        elif saved.folder.exists():
            recycle(data_folder, saved.folder.name)
    except OSError as error:
        raise _stuck(saved.folder.name, error) from error


def remove(data_folder: Path, folder: Path) -> Saved:
    """Move the pack in `folder`, one of the data folder's own, to the recycle folder; `withdraw` brings it back.

    Raises UserError; the pack stands where it stood then.
    """
    try:
        return Saved(folder.name, folder, recycle(data_folder, folder.name))
    except OSError as error:
        raise _stuck(folder.name, error) from error


def recycled(data_folder: Path) -> list[Path]:
    """The packs in the recycle folder, the last one moved there first."""
    try:
        found = [path for path in (data_folder / RECYCLED).iterdir() if (path / "rule.md").is_file()]
    except OSError:
        return []
    return sorted(found, key=lambda path: (-path.stat().st_mtime, path.name))


def restore(data_folder: Path, folder: Path) -> Saved:
    """Bring a pack back from the recycle folder. `withdraw` recycles it again. Raises UserError; it stays there then."""
    name = folder.name.partition(".")[0]  # yunshan.2 was the second one of that id to go
    home = data_folder / RULES / name
    if home.exists():
        raise UserError(
            f"规则库里已有编号 {name}", safe="两份都没有改动", todo="要换回这一份，先把规则库里的那一份移到回收站"
        )
    try:
        home.parent.mkdir(exist_ok=True)
        move(folder, home)
    except OSError as error:
        raise _stuck(name, error) from error
    return Saved(name, home)


def unsaved(rules: Path, error: OSError) -> UserError:
    """Why no pack could be written into the folder `rules`."""
    full = is_full(error) or has_no_room(rules.parent)
    return UserError(
        "磁盘满了，规则没有存上" if full else f"规则存不进“{rules}”",
        safe="没有导入，原有的规则没有改动",
        todo="腾出一些空间再试一次" if full else "看文件夹能不能写，再试一次",
        detail=str(error),
    )


def _stuck(name: str, error: OSError) -> UserError:
    return UserError(
        f"规则 {name} 移不走", safe="它没有改动", todo="先关掉正在打开它的程序，再试一次", detail=str(error)
    )


def check_id(rule_id: str) -> None:
    """Raises UserError unless `rule_id` can be a pack's id and its folder's name on every system."""
    if not _ID.fullmatch(rule_id) or len(rule_id) > _MAX_ID or _RESERVED.fullmatch(rule_id):
        raise UserError(
            f"“{rule_id[:40]}”不能做编号",
            safe=NOTHING_IMPORTED,
            todo="只用小写英文字母、数字和横线，如 weinan-2020",
        )


def propose_id(meta: RuleMeta, taken: Callable[[str], bool]) -> str:
    """An id from the place and the year of a rule: xianyang-2013; with a number behind it where `taken(id)` is true."""
    place = place_of(meta)
    name = _spelled(_SUFFIX.sub("", place) if len(place) > 2 else place)
    if not name or not _is_work_rule(meta.title):
        letters = _spelled(meta.title.removeprefix(place).removeprefix("中华人民共和国"), initials=True)[:16]
        name = "-".join(part for part in (name, letters) if part)
    year = meta.issued or meta.adopted or meta.effective
    stem = "-".join(part for part in (name[:40] or "rule", str(year.year) if year else "") if part)
    if _RESERVED.fullmatch(stem):
        stem = f"rule-{stem}"
    candidate, number = stem, 2
    while taken(candidate):
        candidate, number = f"{stem}-{number}", number + 1
    return candidate


def place_of(meta: RuleMeta) -> str:
    """The city, county or province of a rule's title or issuer; "" for a law of the state."""
    for name in (meta.title, meta.issuer):
        if name.startswith(("中华人民共和国", "国务院", "全国")):
            continue
        for pattern in _PLACES:
            if match := pattern.match(name):
                return match[1]
    return ""


def _is_work_rule(title: str) -> bool:
    return re.search(r"工作规则", title) is not None


def _spelled(text: str, *, initials: bool = False) -> str:
    """Chinese in Latin letters, without tones."""
    spelled = "".join(syllables(re.sub(r"[^\u4e00-\u9fffA-Za-z0-9]", "", text), strange="ignore", initials=initials))
    return re.sub(r"[^a-z0-9]", "", spelled.lower())


def _complete(draft: Draft, rule_id: str, library: Mapping[str, Rule]) -> RuleMeta:
    """The draft's front matter with id, names and where the text comes from. No name is another rule's."""
    meta = draft.rule.meta
    used = {
        name
        for rule in library.values()
        if rule.id != rule_id
        for name in (rule.id, rule.meta.title, rule.meta.short_title, *rule.meta.aliases)
    }
    place = place_of(meta)
    year = f"{meta.issued.year}" if meta.issued else ""
    wanted = [meta.short_title] if meta.short_title else []
    wanted += [place] if place and _is_work_rule(meta.title) else []
    wanted += [meta.title, f"{meta.title}（{year}）" if year else "", f"{meta.title}（{rule_id}）"]
    short = next((name for name in wanted if name and name not in used), meta.title)
    aliases = [_SUFFIX.sub("", place), place, meta.issuer] if short == place else []
    return msgspec.structs.replace(
        meta,
        id=rule_id,
        short_title=short,
        aliases=tuple(name for name in dict.fromkeys(aliases) if len(name) > 1 and name not in used),
        source=f"由文件“{draft.file_name}”导入。",
        obtained=f"由{draft.kind}读出，文字和标点照原件，没有校注，没有同正式印发件核对。没有收入正文的文字记在 {RECORD} 里。",
    )


def _write(folder: Path, meta: RuleMeta, draft: Draft, original: Path | None) -> None:
    paths.make_folder(folder.parent)
    folder.mkdir()
    record = ImportRecord(
        file=draft.file_name,
        sha256=draft.file_hash,
        format=draft.kind,
        imported=dt.date.today(),
        left_out=draft.left_out,
        warnings=draft.warnings,
    )
    (folder / "rule.md").write_text(f"{front_matter(meta)}\n\n{draft.written.body}", encoding="utf-8", newline="\n")
    (folder / RECORD).write_bytes(msgspec.json.format(msgspec.json.encode(record), indent=1))
    (folder / "source.txt").write_text(
        "\n".join(line.text for line in draft.source.lines) + "\n", encoding="utf-8", newline="\n"
    )
    if original is not None and original.is_file():
        ending = original.suffix.lower()
        shutil.copyfile(original, folder / f"original{ending if ending in ENDINGS else ''}")
    for path in folder.iterdir():
        with path.open("rb+") as stream:
            os.fsync(stream.fileno())
    sync_folder(folder)


def _check_identity(rule: Rule, library: Mapping[str, Rule]) -> None:
    """Raises UserError where the library would leave the rule out, as the same as another or passing for it."""
    others = [other for other in library.values() if other.id != rule.id]
    problems = check_identity(rule, others, "rule.md")
    if problems:
        raise UserError(
            f"规则库里已有一部，不能再存：这份{problems[0].problem}",
            safe="没有导入，原有的规则没有改动",
            todo="就是同一部的，用已有的；不是同一部，就把标题和印发日期改对再存",
            detail="\n".join(map(str, problems)),
        )


def _check_free(rules: Path, library: Mapping[str, Rule], rule_id: str, replace: bool) -> None:
    if (rules / rule_id).exists():
        if not replace:
            raise UserError(
                f"规则库里已有编号 {rule_id}", safe="它没有改动", todo="换一个编号；要换成这一份，就加 --replace"
            )
    elif rule_id in library:
        raise UserError(f"编号 {rule_id} 是程序自带的规则", safe="它没有改动", todo="换一个编号")


def already_imported(rules: Path, file_hash: str) -> str:
    """The id of the pack that was made from the same file, or ""."""
    for path in sorted(rules.glob(f"*/{RECORD}")) if file_hash else ():
        record = read_record(path.parent)
        if record is not None and record.sha256 == file_hash:
            return path.parent.name
    return ""


def read_record(pack: Path) -> ImportRecord | None:
    """What a pack was imported from; None where nothing tells."""
    try:
        return msgspec.json.decode(read_regular(pack / RECORD), type=ImportRecord)
    except UNREADABLE:
        return None


def recycle(data_folder: Path, rule_id: str) -> Path:
    """Move a pack to the recycle folder; gives where it is now. Raises OSError."""
    target = _free_place(data_folder, rule_id)
    move(data_folder / RULES / rule_id, target)
    return target


def put_in_place(data_folder: Path, incoming: Path, rule_id: str = "") -> Path | None:
    """Let the pack in the folder `incoming` take the place of the one of its id (the folder's name, or `rule_id`).

    That goes to the recycle folder: gives where it is now, None where there was none. Raises OSError; nothing is changed
    then. Ended between the steps, `settle_packs` brings the former one back.
    """
    home = data_folder / RULES / (rule_id or incoming.name)
    if not home.exists():
        move(incoming, home)
        return None
    former = _free_place(data_folder, home.name, REPLACED)
    move(home, former)
    try:
        move(incoming, home)
    except OSError:
        move(former, home)
        raise
    return _settled(former)


def settle_packs(data_folder: Path) -> None:
    """Put back what a program that was ended while it replaced a pack has left without its place."""
    with suppress(OSError):  # where nothing can be read or written, whoever can does it
        for former in sorted((data_folder / RECYCLED).glob(f"*{REPLACED}")):
            home = data_folder / RULES / former.name.partition(".")[0]
            if home.exists():
                _settled(former)
            else:
                move(former, home)


def _settled(former: Path) -> Path:
    """A pack that has been replaced, under the name that it keeps in the recycle folder."""
    target = _free_place(former.parent.parent, former.name.partition(".")[0])
    try:
        move(former, target)
    except OSError:
        return former  # the next start does it
    return target


def _free_place(data_folder: Path, rule_id: str, suffix: str = "") -> Path:
    recycled = data_folder / RECYCLED
    recycled.mkdir(exist_ok=True)
    number = 1
    while (target := recycled / f"{rule_id if number == 1 else f'{rule_id}.{number}'}{suffix}").exists():
        number += 1
    return target
