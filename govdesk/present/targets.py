"""Where to go: the pages of the window, and what each can be asked to show.

What is not said is left as it was: `Rules()` shows the rule as it was left, `Rules(article="58")` that article.
"""

from __future__ import annotations

from typing import Any, ClassVar, dataclass_transform


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Target:
    """A page by name, and what it is to show: fields by name, each with a default.

    It does what a dataclass would: to build fifteen of those takes 10 ms of the start.
    """

    page: ClassVar[str]
    fields: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls) -> None:
        cls.fields = tuple(name for name in cls.__annotations__ if name != "page")

    def __init__(self, **said: Any) -> None:
        """Raises TypeError for what the page cannot be asked."""
        for name, value in said.items():
            if name not in self.fields:
                raise TypeError(f"{type(self).__name__} has no field {name}")
            self.__dict__[name] = value

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__}.{name} cannot be changed")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.arguments() == other.arguments()

    def __hash__(self) -> int:
        return hash((self.page, *(getattr(self, name) for name in self.fields)))

    def __repr__(self) -> str:
        said = ", ".join(f"{name}={value!r}" for name, value in self.arguments().items())
        return f"{type(self).__name__}({said})"

    def arguments(self) -> dict[str, Any]:
        """What is said, as keyword arguments of the page's `activate`."""
        return {name: value for name in self.fields if (value := getattr(self, name)) != getattr(type(self), name)}


class Back(Target):
    """Where the user came from."""

    page: ClassVar[str] = "back"


class Home(Target):
    """办事. `group`: a topic group's id to scroll to."""

    page: ClassVar[str] = "home"
    group: str = ""


class Rules(Target):
    """规则. `rule`: an id; `article`: its number, "58"; `find`: words to look for in the page."""

    page: ClassVar[str] = "rules"
    rule: str = ""
    article: str | None = None
    find: str | None = None


class Statute(Target):
    """法律法规: a law of the library of statutes. `law`: its id; `article`: a number; `find`: words to look for in it."""

    page: ClassVar[str] = "statute"
    law: str = ""
    article: str = ""
    find: str | None = None


class AboutRule(Target):
    """规则说明: what is known about the rule itself. `rule`: an id."""

    page: ClassVar[str] = "rule"
    rule: str = ""


class Compare(Target):
    """对照. `rule` and `other`: ids; `pair`: an id, or `article`: a number of `rule`, to begin at."""

    page: ClassVar[str] = "compare"
    rule: str = ""
    other: str = ""
    pair: str = ""
    article: str = ""


class RunWizard(Target):
    """The questions. `rule` and `wizard` (ids) begin a wizard; `record` (a number) changes a checklist's answers.

    `draft` (an id) goes on with a draft; `follows` is the number of the record that a new one goes on from.
    `resume`: go on with the questions as they were left, where they are still at hand.
    """

    page: ClassVar[str] = "wizard"
    rule: str = ""
    wizard: str = ""
    record: str = ""
    draft: str = ""
    follows: str = ""
    resume: bool = False


class Chart(Target):
    """流程图. `rule` and `wizard` (ids), or `record` (a number); `question`: an id to begin at; `back`: where Esc returns to.

    `draft`: the errand of one's own as it is being written (自己编一件).
    """

    page: ClassVar[str] = "chart"
    rule: str = ""
    wizard: str = ""
    record: str = ""
    question: str = ""
    back: RunWizard | None = None
    draft: bool = False


class Checklists(Target):
    """清单. `filter`: a state's name."""

    page: ClassVar[str] = "checklists"
    filter: str = ""


class Checklist(Target):
    """One checklist. `record`: its number; `item`: an item's id to select."""

    page: ClassVar[str] = "checklist"
    record: str = ""
    item: str = ""


class Deadlines(Target):
    """期限."""

    page: ClassVar[str] = "deadlines"


class Search(Target):
    """搜索. `text`: what to look for; `kind`: a kind of result."""

    page: ClassVar[str] = "search"
    text: str | None = None
    kind: str = ""


class Settings(Target):
    """设置."""

    page: ClassVar[str] = "settings"


class ImportRule(Target):
    """导入规则. `files`: paths to read at once, one to a line."""

    page: ClassVar[str] = "import"
    files: str = ""


class RuleLibrary(Target):
    """规则库. `rule`: an id to select."""

    page: ClassVar[str] = "library"
    rule: str = ""


class CompareVersions(Target):
    """新旧对照. `rule`: the id of a rule; `old`: that of the version before it, found where it is not said."""

    page: ClassVar[str] = "versions"
    rule: str = ""
    old: str = ""


class EditErrand(Target):
    """自己编一件. `rule`: an id; `wizard`: the id of one of its errands, the first where none is said."""

    page: ClassVar[str] = "editor"
    rule: str = ""
    wizard: str = ""


class AdoptLists(Target):
    """套用办事清单. `rule`: the id of the rule that gets lists."""

    page: ClassVar[str] = "adopt"
    rule: str = ""


class Help(Target):
    """使用手册. `topic`: a title in it; `find`: words to look for in it."""

    page: ClassVar[str] = "help"
    topic: str = ""
    find: str | None = None


#: By a page's name.
TARGETS: dict[str, type[Target]] = {
    kind.page: kind
    for kind in (
        Home,
        Rules,
        Statute,
        AboutRule,
        Compare,
        RunWizard,
        Chart,
        Checklists,
        Checklist,
        Deadlines,
        Search,
        Settings,
        ImportRule,
        RuleLibrary,
        AdoptLists,
        CompareVersions,
        EditErrand,
        Help,
    )
}
