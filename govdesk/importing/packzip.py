"""A pack as one .zip: out of one library and into another. Nothing of a stranger's zip is trusted.

Only names that a pack can have are taken, and nothing is written under any other. What a zip unpacks to is bounded
(`govdesk.importing.xmlfile`). A pack comes in whole, read back and sound, or not at all.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import stat
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from govdesk import paths
from govdesk.errors import PackError, UserError
from govdesk.files import NotRegularError, TooLargeError, read_regular, sync_folder
from govdesk.importing.lines import MAX_FILE, Budget, refusal
from govdesk.importing.reading import ENDINGS
from govdesk.importing.saving import RECORD, RULES, check_id, put_in_place, recycle, unsaved
from govdesk.importing.xmlfile import Package
from govdesk.rules.identity import check_identity
from govdesk.rules.loader import load_rule
from govdesk.rules.model import Rule

_FILES = (
    "rule.md", "articles.toml", "notes.toml", "topics.toml", "parties.toml", "counterparts.toml", "source.txt", RECORD,
)  # fmt: skip
_WIZARD = re.compile(r"wizards/[a-z0-9][a-z0-9-]{0,79}\.toml")
_ORIGINAL = re.compile(r"original(?:" + "|".join(map(re.escape, ENDINGS)) + ")?")
_MAX_TEXT = 4 * 1024 * 1024  # bytes of one text file of a pack, unpacked
_MAX_FILES = 2_000
_ID_LINE = re.compile(r'^id\s*=\s*(?:"([^"\n]*)"|\'([^\'\n]*)\')[ \t]*$', re.MULTILINE)
_HOSTILE = "这个规则包里有不该有的文件名，可能是有意做坏的"
_AGAIN = "请对方用“导出规则包”重新做一份"
_NO_PACK = "这个文件里没有规则包"


class Brought(msgspec.Struct, frozen=True):
    """A pack that came in. `replaced` is where the former one of that id went; `ignored` are files that no pack has."""

    rule_id: str
    folder: Path
    replaced: Path | None = None
    ignored: tuple[str, ...] = ()


class Zipped(msgspec.Struct, frozen=True):
    """What a zip holds: the files by their names within the pack. `rule_id`: errands alone, for the pack of that id."""

    files: dict[str, bytes]
    ignored: tuple[str, ...] = ()
    rule_id: str = ""


def export_pack(folder: Path, target: Path) -> None:
    """Write the pack in `folder` to `target`: its own files alone, no drafts. Raises UserError."""
    paths.check_target(target)
    buffer = io.BytesIO()
    try:
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(folder.rglob("*")):
                name = path.relative_to(folder).as_posix()
                if path.is_file() and not path.is_symlink() and _is_known(name):
                    # A fixed time: the same pack gives the same file.
                    info = zipfile.ZipInfo(f"{folder.name}/{name}", (1980, 1, 1, 0, 0, 0))
                    info.compress_type = zipfile.ZIP_DEFLATED
                    info.external_attr = (stat.S_IFREG | 0o644) << 16
                    archive.writestr(info, path.read_bytes())
        paths.write_atomically(target, buffer.getvalue())
    except OSError as error:
        raise paths.unwritten(target, error) from error


def import_pack(
    data_folder: Path, library: Mapping[str, Rule], file: Path, *, rule_id: str = "", replace: bool = False
) -> Brought:
    """Take the pack in the zip `file` into the data folder's `rules`.

    `library` are the rules at hand, by id. `rule_id` renames the pack. One of the same id is only replaced when `replace`
    says so, and goes to the recycle folder. Raises UserError; nothing is changed then.
    """
    content = read_zip(file)
    if content.rule_id:
        raise refusal("这个文件里只有加在别的规则上的办事，没有规则", _AGAIN)
    files, ignored = content.files, content.ignored
    declared = _declared_id(files["rule.md"])
    if rule_id:
        check_id(rule_id)
        files["rule.md"] = _ID_LINE.sub(f'id = "{rule_id}"', files["rule.md"].decode("utf-8"), count=1).encode()
    name = rule_id or declared
    check_id(name)
    rules = data_folder / RULES
    _check_free(rules, library, name, replace)
    paths.ensure_writable(data_folder)
    staged = data_folder / f".import-{os.getpid()}"
    try:
        shutil.rmtree(staged, ignore_errors=True)
        _write(staged / name, files)
        _check(staged / name, [rule for rule in library.values() if rule.id != name])
        rules.mkdir(exist_ok=True)
        replaced = put_in_place(data_folder, staged / name)
    except OSError as error:
        raise unsaved(rules, error) from error
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    return Brought(name, rules / name, replaced, ignored)


def remove_pack(data_folder: Path, rule_id: str) -> Path:
    """Move a pack of the user's to the recycle folder; gives where it is now. Raises UserError."""
    check_id(rule_id)
    if not (data_folder / RULES / rule_id).is_dir():
        raise UserError(
            f"您的规则库里没有 {rule_id}", safe="没有改动", todo="程序自带的规则移不走，可以停用（packs disable）"
        )
    try:
        return recycle(data_folder, rule_id)
    except OSError as error:
        raise UserError(
            f"规则 {rule_id} 移不走", safe="它没有改动", todo="先关掉正在打开它的程序，再试一次", detail=str(error)
        ) from error


def _is_known(name: str) -> bool:
    return name in _FILES or bool(_WIZARD.fullmatch(name) or _ORIGINAL.fullmatch(name))


def read_zip(file: Path) -> Zipped:
    """The pack, or the errands for one, in the zip `file`, and what else lay in it. Raises UserError."""
    try:
        content = read_regular(file, MAX_FILE)
    except NotRegularError as error:
        raise refusal(f"“{file}”不是文件", "换一个文件再试", str(error)) from error
    except TooLargeError as error:
        raise refusal("这个文件太大，不像一个规则包", _AGAIN, str(error)) from error
    except (OSError, ValueError) as error:
        if isinstance(error, FileNotFoundError):
            raise refusal(f"没有“{file}”这个文件", "核对文件名，或把文件拖进来") from error
        raise refusal(f"“{file}”读不出来", "看文件是否被占用，或换一个地方再试", str(error)) from error
    if not content.startswith(b"PK"):
        raise refusal("这个文件不是规则包（.zip）", f"{_AGAIN}；规则的原件（.docx、.pdf 等）用 import 导入")
    package = Package(content, Budget())
    names = _checked_names(content)
    rule_id = _errands_for(names)
    top = f"{rule_id}/" if rule_id else _folder_of(names)
    files: dict[str, bytes] = {}
    ignored = []
    for name in names:
        inside = name.removeprefix(top)
        if not name.startswith(top) or not _is_known(inside):
            ignored.append(name)
            continue
        read = package.read(name)
        if read is None or (len(read) > _MAX_TEXT and not _ORIGINAL.fullmatch(inside)):
            raise refusal("这个规则包里的文件大得不正常，可能是有意做坏的", _AGAIN)
        files[inside] = read
    return Zipped(files, tuple(ignored), rule_id)


def _checked_names(content: bytes) -> list[str]:
    """The names in a zip. Raises UserError: ones that lead out of a folder, links, twice the same, far too many."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
    if len(entries) > _MAX_FILES:
        raise refusal("这个规则包里的文件多得不正常，可能是有意做坏的", _AGAIN)
    names = []
    for entry in entries:
        name = entry.orig_filename
        parts = re.split(r"[/\\]", name)
        if name.startswith(("/", "\\")) or ".." in parts or ":" in name or "\0" in name:
            raise refusal(_HOSTILE, _AGAIN)
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise refusal(_HOSTILE, _AGAIN)
        if not entry.is_dir():
            names.append(entry.filename)
    if len({name.casefold() for name in names}) < len(names):
        raise refusal("这个规则包里有重名的文件，可能是有意做坏的", _AGAIN)
    return names


def _errands_for(names: list[str]) -> str:
    """The id of the pack that the errands in the zip were added to; "" where it holds anything else of a pack."""
    parts = [name.partition("/") for name in names]
    tops = {top for top, _, inside in parts if _WIZARD.fullmatch(inside)}
    if len(tops) != 1 or any(_is_known(inside or top) and not _WIZARD.fullmatch(inside) for top, _, inside in parts):
        return ""
    return tops.pop()


def _folder_of(names: list[str]) -> str:
    """The folder in the zip that holds the pack, with its slash; "" where the pack lies open in the zip."""
    tops = [name.removesuffix("rule.md") for name in names if name == "rule.md" or name.endswith("/rule.md")]
    if not tops:
        raise refusal(_NO_PACK, f"规则包里要有 rule.md；{_AGAIN}")
    if len(tops) > 1:
        raise refusal("这个文件里不止一个规则包", "一个文件只放一个规则包，分开导入")
    if tops[0].count("/") > 1:
        raise refusal(_NO_PACK, f"规则包的文件夹要在最外一层；{_AGAIN}")
    return tops[0]


def _declared_id(rule_md: bytes) -> str:
    try:
        text = rule_md.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refusal("规则包里的 rule.md 不是 UTF-8 文字", _AGAIN, str(error)) from error
    front = text.split("+++", 2)
    match = _ID_LINE.search(front[1]) if len(front) == 3 else None
    if match is None:
        raise refusal("规则包里的 rule.md 没有写编号", f"文件头里写 id；{_AGAIN}")
    return match[1] or match[2] or ""


def _check_free(rules: Path, library: Mapping[str, Rule], rule_id: str, replace: bool) -> None:
    if (rules / rule_id).exists():
        if not replace:
            raise UserError(
                f"规则库里已有编号 {rule_id}",
                safe="它没有改动",
                todo="用 --as 换一个编号；要换成这一份，就加 --replace",
            )
    elif rule_id in library:
        raise UserError(f"编号 {rule_id} 是程序自带的规则", safe="它没有改动", todo="用 --as 换一个编号")


def _check(folder: Path, others: Sequence[Rule]) -> None:
    """Raises UserError unless the rule in `folder` is sound and passes for none of the `others`."""
    try:
        rule = load_rule(folder)
    except PackError as error:
        problems, detail = list(error.problems), error.detail
    else:
        problems, detail = check_identity(rule, others, f"{folder.name}/rule.md"), ""
    if problems:
        raise refusal(f"这个规则包里的规则有 {len(problems)} 处问题：{problems[0]}", "请对方改好再导出一份", detail)


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        target = folder.joinpath(*name.split("/"))
        paths.make_folder(target.parent)
        with target.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        sync_folder(target.parent)
