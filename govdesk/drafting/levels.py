"""How binding words are, by their modal words: 立法技术规范（试行） has 应当 and 必须 bind, 不得 and 禁止 forbid, 可以 permit."""

from __future__ import annotations

import re
from typing import NamedTuple

from govdesk.wizards.terms import Level

_BAN = r"不得|严禁|禁止|一律不|不准|不许|不再|决不|不要(?!求)|严格禁止"
_USUALLY_NOT = r"(?:一般|原则上)[^，；。]{0,6}不"
_USUALLY = r"一般(?!性|规|程序|事项|问题|工作|公文)|原则上|尽可能|尽量|力求|提倡|鼓励"
_MUST = (
    r"必须|应当|(?<![相响适对反供报答])应(?![急用对邀聘])|(?<!无)须|务必|(?<![重主简摘纪只需不概紧扼])要(?![求素点件闻案么领务目])|"
    r"(?<!必)需要?(?=[经报由向])|一律"
)
_MAY = r"可以|(?<![不许认宁尚])可(?![能行控持靠信视操发比读逆]|不发)|根据需要|有权|授权"
_EXCEPT = r"除[^，；。]{1,30}外"
#: Commands without a modal word: who signs, who is responsible, what is asked first.
_PLAIN = (
    r"由[^，；。]{1,40}?(?:签发|签署|审核|审定|审批|批准|负责|召集|主持|承办|协调|研究|确定|提出|组织|牵头|审查|办理|呈批|通报|印发|核批)|"
    r"负责(?!人|同志|地|的)|(?:报|经)[^，；。]{0,24}?(?:批准|同意|审定|审批|审核|签发|备案|审议)|严格|坚持|接受|执行|实行|落实|加强|建立|完善|做好|做到|"
    r"自觉|服从|遵守|接到|按照|依照|讨论|审议|研究|协助|召开|确保|办结|签复|答复|"
    r"健全|深化|推进|报送|印发|请假|听取|协调|安排|通报|部署|分析|发布|收集|提出|退文|报经|从其规定|以[^，；。]{1,20}为准"
)
_WORDS = (
    (Level.SHOULD_NOT, re.compile(_USUALLY_NOT)),
    (Level.MUST_NOT, re.compile(_BAN)),
    (Level.MUST, re.compile(_MUST)),
    (Level.SHOULD, re.compile(_USUALLY)),
    (Level.MAY, re.compile(_MAY)),
    (Level.EXCEPT, re.compile(_EXCEPT)),
)
_COMMAND = re.compile(_PLAIN)
_BARE_BAN = re.compile(
    r"(?<![也从])不(?!同|断|足|良|当|少|动产|可抗力|符|合|正|一致|实|明|够|力|懈|仅|论|管|能|忘|超过|少于|低于)"
    r"(?![^，；。]{0,20}的，)"  # 逾期不回复的，视为同意: a case, not a ban
)
BANS = (Level.MUST_NOT, Level.SHOULD_NOT)


class Binding(NamedTuple):
    """A modal word: what level it gives, the word, and where it stands."""

    level: Level
    word: str
    start: int
    end: int


def bindings(text: str) -> list[Binding]:
    """Every modal word of `text`, in order; where two begin at one place the former of the table counts."""
    found: list[Binding] = []
    for level, pattern in _WORDS:
        for match in pattern.finditer(text):
            if not any(match.start() < other.end and other.start < match.end() for other in found):
                found.append(Binding(level, match[0], *match.span()))
    return sorted(found, key=lambda binding: binding.start)


def command(text: str) -> Binding | None:
    """The first plain command of `text` (由……签发, 报……批准), or a ban without 不得; None where there is neither."""
    if match := _BARE_BAN.search(text):
        return Binding(Level.MUST_NOT, match[0], *match.span())
    match = _COMMAND.search(text)
    return Binding(Level.MUST, match[0], *match.span()) if match else None


def level_of(text: str, wanted: Level | None = None) -> Level | None:
    """How binding `text` is: `wanted` where it has that level's words, else its first modal word's; None without any."""
    found = bindings(text)
    if wanted is not None and any(binding.level is wanted for binding in found):
        return wanted
    first = next((binding for binding in found if binding.level is not Level.EXCEPT), None)
    return first.level if first else None


def word_of(text: str, level: Level) -> str:
    """The modal word of `text` that gives `level`, or ""."""
    return next((binding.word for binding in bindings(text) if binding.level is level), "")
