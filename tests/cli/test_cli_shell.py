"""What holds for every command: options, usage errors, streams, signals, what is imported."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from terminal import ROOT, Run, bare_environment, one_chinese_sentence

from govdesk import cli as command_line
from govdesk.cli import reading
from govdesk.cli.run import modules_for


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("frobnicate",), "没有“frobnicate”这个命令"),
        (("show",), "缺少：引用"),
        (("show", "58", "59"), "59"),
        (("due", "2026-09-24"), "缺少：--workdays"),
        (("due", "2026-09-24", "--workdays", "ten"), "应是整数"),
        (("search", "x", "--limit", "0"), "应是正整数"),
        (("search", "x", "--limit"), "--limit 后面要写一个值"),
        (("checklist", "x", "--set", "received"), "栏目=内容"),
        (("rules", "--jso"), "--jso"),
        (("records",), "缺少：命令"),
    ],
)
def test_wrong_usage_is_one_chinese_sentence_and_status_2(cli: Run, arguments: tuple[str, ...], told: str) -> None:
    ran = cli(*arguments)

    assert (ran.status, ran.out) == (2, "")
    assert one_chinese_sentence(ran.err)
    assert told in ran.err


@pytest.mark.parametrize(
    "command", ["", "rules", "show", "text", "search", "wizards", "checklist", "due", "check", "records"]
)
def test_help_is_chinese(cli: Run, command: str) -> None:
    ran = cli(*command.split(), "--help")

    assert (ran.status, ran.err) == (0, "")
    assert "用法：" in ran.out
    assert not {"usage", "options:", "arguments"} & set(ran.out.split())


def test_every_command_of_the_help_is_found_where_only_its_own_part_is_loaded(cli: Run) -> None:
    listed = cli("--help").out.partition("命令：")[2]
    commands = re.findall(r"^    ([a-z]+)", listed, re.MULTILINE)

    assert len(commands) > 12
    for command in commands:
        assert len(modules_for(["--data-dir", "rules", "--json", command, "show"])) == 1, command
        assert cli("--json", command, "--help").out.startswith("用法："), command


@pytest.mark.parametrize("arguments", [("frobnicate",), ("frobnicate", "search"), ("--", "frobnicate")])
def test_an_unknown_command_is_answered_with_all_that_there_are(cli: Run, arguments: tuple[str, ...]) -> None:
    told = cli(*arguments).err

    assert "search" in told
    assert "packs" in told


@pytest.mark.parametrize("place", ["before", "after"])
def test_the_data_folder_may_be_named_before_and_after_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    option = ["--data-dir", str(tmp_path / "chosen")]
    arguments = [*option, "rules", "--json"] if place == "before" else ["rules", "--json", *option]

    assert command_line.main(arguments) == 0
    assert json.loads(capsys.readouterr().out)["rules"]
    assert (tmp_path / "chosen" / "cache").is_dir()


@pytest.mark.parametrize("arguments", [["--data-dir", "", "rules"], ["rules", "--data-dir", ""]])
def test_an_empty_data_folder_is_no_folder(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A script's empty variable must not lead to the clerk's own records."""
    assert command_line.main(arguments) == 2
    assert "--data-dir" in capsys.readouterr().err


def test_output_is_utf8_whatever_the_language(process: Run) -> None:
    for locale in (
        {"LC_ALL": "C"},
        {"LANG": "C"},
        {"PYTHONIOENCODING": "gbk"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ):
        ran = process("show", "xy58", env=locale)
        assert "五十八、报送市政府的请示" in ran.out
        assert "没有第999条" in process("show", "999", env=locale).err


def test_a_reader_who_goes_away_is_no_error(data: Path) -> None:
    with subprocess.Popen(
        [sys.executable, str(ROOT / "main.py"), "text", "xianyang-2013"],
        env=bare_environment() | {"GOVDESK_DATA": str(data)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0


def test_no_display_is_told_plainly_with_the_way_to_a_printed_list(process: Run) -> None:
    ran = process()

    assert (ran.status, ran.out) == (1, "")
    assert one_chinese_sentence(ran.err)
    assert "checklist submit-request --rule xianyang-2013" in ran.err


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="there Qt always has a screen")
def test_a_screen_that_is_gone_is_told_like_none_at_all(process: Run) -> None:
    ran = process(env={"DISPLAY": ":999", "QT_QPA_PLATFORM": "xcb"})

    assert (ran.status, ran.out) == (1, "")
    assert one_chinese_sentence(ran.err)
    assert "checklist submit-request --rule xianyang-2013" in ran.err


def test_another_reason_of_qts_is_handed_on(process: Run) -> None:
    ran = process(env={"QT_QPA_PLATFORM": "no-such-platform"})

    sentence, line_end, qts_own = ran.err.partition("\n")
    assert ran.status == 1
    assert one_chinese_sentence(sentence + line_end)
    assert "no-such-platform" in qts_own


def run_python(program: str, data: Path, **environment: str) -> str:
    """Run `program` in a fresh Python; gives its standard output."""
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=bare_environment() | {"GOVDESK_DATA": str(data)} | environment,
        capture_output=True,
        cwd=ROOT,
        check=True,
    )
    return done.stdout.decode().splitlines()[-1]


def test_no_command_imports_qt(data: Path, tmp_path: Path) -> None:
    commands = [
        ["rules"],
        ["show", "xy58"],
        ["text", "xy"],
        ["search", "58"],
        ["wizards"],
        ["checklist", "submit-request", "--rule", "xy", "--pdf", str(tmp_path / "out.pdf")],
        ["due", "2026-09-24", "--workdays", "3"],
        ["check", str(ROOT / "rules" / "calendars")],
        ["records", "list"],
    ]
    program = f"""
import sys
from govdesk.cli import main
for command in {commands!r}:
    main(command)
print([name for name in sys.modules if name.split(".")[0] in ("PySide6", "shiboken6")])
"""
    assert run_python(program, data) == "[]"


def test_opening_the_window_does_not_wait_for_the_command_line(data: Path) -> None:
    program = """
import sys, types
window = types.ModuleType("govdesk.ui")
window.run_window = lambda services, **_: 7
sys.modules["govdesk.ui"] = window
from govdesk.cli import main
status = main([])
print(status, sorted({"argparse", "whoosh", "sqlalchemy", "typst", "markdown", "chinese_calendar"} & set(sys.modules)))
"""
    assert run_python(program, data, QT_QPA_PLATFORM="offscreen") == "7 []"


def test_a_fault_of_the_program_is_logged_and_told_plainly(
    cli: Run, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("a fault")

    monkeypatch.setattr(reading, "rule_document", fail)

    ran = cli("rules", "--json")

    log = data / "logs" / "errors.log"
    assert (ran.status, ran.out) == (1, "")
    assert one_chinese_sentence(ran.err)
    assert str(log) in ran.err
    assert "ZeroDivisionError: a fault" in log.read_text(encoding="utf-8")
    assert "Traceback" in cli("rules", "--json", "--verbose").err


def test_ctrl_c_ends_quietly(cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(reading, "rule_document", stop)

    ran = cli("rules", "--json")

    assert (ran.status, ran.out, ran.err) == (130, "", "")


def test_damaged_settings_are_kept_aside_and_told(cli: Run, data: Path) -> None:
    (data / "settings.json").write_text("{", encoding="utf-8")

    ran = cli("show", "58")

    assert ran.status == 0
    assert one_chinese_sentence(ran.err)
    assert (data / "settings.json.damaged").read_text(encoding="utf-8") == "{"


def test_bytes_that_are_no_text_are_wrong_usage(process: Run) -> None:
    for arguments in (("search", "\udcff", "--json"), ("--data-dir", "/tmp/\udcff", "records", "list")):
        ran = process(*arguments)
        assert (ran.status, ran.out) == (2, "")
        assert one_chinese_sentence(ran.err)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize("redirected", [">&-", ">/dev/full"])
def test_results_that_cannot_go_out_are_told_in_a_sentence(data: Path, redirected: str) -> None:
    command = shlex.join([sys.executable, str(ROOT / "main.py"), "rules", "--data-dir", str(data)])
    done = subprocess.run(f"{command} {redirected}", shell=True, capture_output=True, check=False, timeout=120)
    assert done.returncode == 1
    assert one_chinese_sentence(done.stderr.decode())
    assert "没有料到" not in done.stderr.decode()


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (("checklist", "submit-request", "--pdf", ""), 2, "后面要写一个文件"),
        (("checklist", "submit-reqest", "--rule", "咸阳"), 1, "是不是 submit-request（向市政府报送请示、报告）"),
        (("checklist", "zzz", "--rule", "咸阳"), 1, "用 wizards 命令看全部"),
        (("checklist", "submit-request", "--rule", "咸阳", "--set", "title=甲", "--set", "title=乙"), 1, "写了两次"),
        (("show", "58\n59"), 1, "看不懂“58 59”"),
        (("text", "咸阳", "--pdf", "/nonexist/x.pdf"), 1, "没有“/nonexist”这个文件夹；别的都没有改动"),
        (("records", "backup", "/tmp"), 1, "“/tmp”是一个文件夹"),
    ],
)
def test_slips_are_told_by_what_they_are(cli: Run, arguments: tuple[str, ...], status: int, told: str) -> None:
    ran = cli(*arguments)
    assert ran.status == status
    assert told in ran.err
    assert one_chinese_sentence(ran.err)


def test_a_file_of_lists_as_the_only_argument_opens_the_window_on_it(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[tuple[str | None, str | None]] = []

    def open_window(data_dir: str | None, record_file: str | None = None) -> int:
        opened.append((data_dir, record_file))
        return 0

    monkeypatch.setattr("govdesk.cli.window.open_window", open_window)
    assert command_line.main(["/desk/文秘/全部 清单.govdesk.json"]) == 0
    assert command_line.main([]) == 0
    assert opened == [(None, "/desk/文秘/全部 清单.govdesk.json"), (None, None)]
