"""What can go wrong, in words for the person at the desk.

Every failure that a user may meet is a `UserError`: one plain Chinese sentence that says what is
wrong, what is safe and what to do. Faults in data files are `Problem`s, gathered and reported at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from govdesk.problem import Problem as Problem  # noqa: PLC0414 — the alias says that it may be imported from here

#: Told how many parts of a long work are done, and of how many; gives whether to go on.
Progress = Callable[[int, int], bool]


def never_stop(_done: int, _total: int) -> bool:
    """The `Progress` of whoever asks for nothing."""
    return True


class StoppedError(Exception):
    """A long work that whoever asked for it has stopped: nothing is wrong, and what it was to make is not there."""


def report(progress: Progress, done: int, total: int) -> None:
    """Tell `progress` how far a work is. Raises StoppedError where it is not to go on."""
    if not progress(done, total):
        raise StoppedError


class UserError(Exception):
    """A failure to tell a user about.

    `what` says what is wrong, `safe` what is not affected, `todo` what to do next: Chinese clauses
    without a final 。. `detail` is technical and is shown folded, or with `--verbose`.
    """

    def __init__(self, what: str, *, safe: str = "", todo: str = "", detail: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.safe = safe
        self.todo = todo
        self.detail = detail

    @property
    def sentence(self) -> str:
        """The whole message as one Chinese sentence, closed with 。."""
        return "；".join(part.rstrip("。；") for part in (self.what, self.safe, self.todo) if part) + "。"

    def __str__(self) -> str:
        return self.sentence


class PackError(UserError):
    """A rule pack that cannot be used as it is, with all its problems."""

    def __init__(self, what: str, problems: Iterable[Problem], *, safe: str = "", todo: str = "") -> None:
        self.problems = tuple(problems)
        super().__init__(
            what,
            safe=safe or "其他规则不受影响",
            todo=todo or "按下面列出的位置改好文件后重新打开",
            detail="\n".join(str(problem) for problem in self.problems),
        )


def __getattr__(name: str) -> Any:
    """`Problem` is loaded by whoever asks for it (PEP 562): the first frame does without msgspec."""
    if name != "Problem":
        raise AttributeError(name)
    from govdesk.problem import Problem

    return Problem
