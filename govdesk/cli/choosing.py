"""Which rule a command means, and what did not load."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from govdesk.cli.output import spelled, tell
from govdesk.errors import PackError, UserError

if TYPE_CHECKING:
    from govdesk.app import Services
    from govdesk.rules.model import Rule


def named_rule(services: Services, name: str) -> Rule:
    """The rule that `--rule` or an argument names. Raises UserError; a pack that did not load tells its problems."""
    try:
        return services.library.rule(name)
    except UserError:
        problems = [p for p in services.library.problems if p.file.startswith(f"{name}/")]
        if not problems:
            raise
        raise PackError(f"规则包“{name}”有 {len(problems)} 处问题，没有载入", problems) from None


def chosen_rule(services: Services) -> Rule | None:
    """The rule the user works by (适用规则 in the window), if it is chosen and at hand."""
    return services.library.rules.get(services.settings.rule)


def tell_problems(services: Services, options: argparse.Namespace) -> None:
    """Say on standard error which files of the library could not be used, if any."""
    problems = services.library.problems
    if problems:
        tell(f"规则库里有 {len(problems)} 处问题，有问题的部分没有载入，其余照常可用：")
        for problem in problems:
            tell(f"  {problem}")
        tell(f"改好以后用 check 命令再核对一遍，它查得更全：{spelled('check', options)}。")
