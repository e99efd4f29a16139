"""Arguments, help and usage errors, all in Chinese."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable
from typing import Any, NoReturn

from govdesk.cli.output import program_name, tell

# argparse's own messages, as its English has them; one that is not listed is passed on as it is.
_MESSAGES = (
    (r"the following arguments are required: (.+)", r"缺少：\1"),
    (r"one of the arguments (.+) is required", r"缺少：\1 里的一样"),
    (r"unrecognized arguments: (.+)", r"多余或不认识：\1"),
    (r"argument (.+?): expected one argument", r"\1 后面要写一个值"),
    (r"argument (.+?): expected at least one argument", r"\1 后面至少要写一个值"),
    (r"argument (.+?): ignored explicit argument '(.*)'", r"\1 后面不带值，写了“\2”"),
    (r"argument (.+?): not allowed with argument (.+)", r"\1 和 \2 不能同时用"),
    (r"argument (.+?): invalid choice: '(.*)' \(choose from (.+)\)", r"没有“\2”这个\1，可用：\3"),
    (r"argument (.+?): (.+)", r"\1：\2"),
)


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Help with Chinese headings; a narrow first column, for argparse counts 汉字 as one column each."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=16)

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)

    def format_help(self) -> str:
        return super().format_help().replace(":\n", "：\n")  # after headings; argparse has no say in it


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks Chinese; a usage error is one sentence and exit 2."""

    def __init__(self, **options: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=_Formatter, **options)
        self.required_group = self.add_argument_group("要写的")
        self.option_group = group = self.add_argument_group("可以加的")
        # Every command takes these, and so does the program before it. SUPPRESS: what was given before
        # the command is not overwritten by the command's own default.
        absent = argparse.SUPPRESS
        group.add_argument("-h", "--help", action="help", help="显示这个说明")
        group.add_argument(
            "--data-dir", metavar="DIR", type=folder, default=absent, help="数据文件夹（也可用环境变量 GOVDESK_DATA）"
        )
        group.add_argument("--json", action="store_true", default=absent, help="以 JSON 输出")
        group.add_argument("--verbose", action="store_true", default=absent, help="出错时显示技术信息")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments and end with status 2."""
        sys.exit(self.complain(message))

    def complain(self, message: str) -> int:
        """Say what is wrong with the arguments; gives the status to end with."""
        tell(f"{in_chinese(message)}；写法见：{self.prog} --help。")
        return 2


def in_chinese(message: str) -> str:
    """argparse's message in Chinese, without a final 。."""
    for pattern, told in _MESSAGES:
        if re.fullmatch(pattern, message):
            # Python 3.11 quotes the choices, 3.12 does not.
            return re.sub(pattern, told, message).replace("'", "")
    return message


def whole_number(text: str) -> int:
    """A whole number typed as an argument."""
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"应是整数，写成了“{text}”") from None


def positive_number(text: str) -> int:
    """A whole number from 1."""
    number = whole_number(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"应是正整数，写成了“{text}”")
    return number


def folder(text: str) -> str:
    """A folder's path. An empty one, as a script's unset variable gives, would mean the default folder."""
    if not text.strip():
        raise argparse.ArgumentTypeError("后面要写一个文件夹")
    return text


def file_name(text: str) -> str:
    """A file's path. An empty one, as a script's unset variable gives, would mean that nothing is written, without a word."""
    if not text.strip():
        raise argparse.ArgumentTypeError("后面要写一个文件")
    return text


def assignment(text: str) -> tuple[str, str]:
    """FIELD=VALUE as a pair."""
    name, sign, value = text.partition("=")
    if not sign or not name.strip():
        raise argparse.ArgumentTypeError(f"写成 栏目=内容，例如 received=2026-09-24，写成了“{text}”")
    return name.strip(), value


def build_parser(commands: Iterable[Any]) -> Parser:
    """The whole program's parser: each module of commands adds its own."""
    parser = Parser(
        prog=program_name(),
        description="政务案头：不带命令就打开窗口，带命令就在命令行里办。",
        epilog="退出码：0 已办；1 内容有误或没有找到；2 写法有误。",
    )
    subparsers = parser.add_subparsers(title="命令", metavar="命令", dest="command", parser_class=Parser)
    for module in commands:
        module.add_to(subparsers)
    return parser


def add_command(subparsers: Any, name: str, about: str, run: Any) -> Parser:
    """Add the command `name`, carried out by `run(services, options) -> int`; gives its parser."""
    parser: Parser = subparsers.add_parser(name, help=about, description=about)
    parser.set_defaults(run=run)
    return parser
