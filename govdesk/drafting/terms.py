"""Figures and bodies of two quotes side by side, and a line in our words made to follow the new quote."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from govdesk.drafting.model import Difference
from govdesk.drafting.parties import names_in
from govdesk.rules.numerals import NUMERAL_CHARACTERS, write_numeral
from govdesk.wizards.model import Due
from govdesk.wizards.parties import Party

_UNIT = r"(?:个工作日|个月|工作日|小时|分钟|万元|元|次|天|日|周|年|名|份|个)"
_FIGURE = re.compile(rf"[0-9]+{_UNIT}?|(?:半|[{NUMERAL_CHARACTERS}]+){_UNIT}(?!性|度|级|内设)")
_PART = re.compile(r"[，；、：。？！（）“”\s]+")
_FEWEST_LOST = 3  # pairs; with fewer it is a word said otherwise, 及时 for 立即
_DIGITS = re.compile(r"[0-9]+")
_COUNTED = re.compile(r"[两二三四五六七八九十]+(?:种|样|类|项|条路|道|步|方面)")
_PERSON = re.compile(r"(?:长|主任|书记|领导|同志|负责人|人员)$")
_WHEN = re.compile(r"会前|会后|当天|当日|次日|月底前|年底前")
_BRACKETED = re.compile(r"（[^（）]*）")
_EXCEPTED = re.compile(r"除([^，；。]{2,40})外")
_COURTESY = re.compile(r"^(?:各|有关|相关)|^[市县区]政府(?=.{3,})")
#: Who signs and decides, where no party is called so.
_OFFICES = re.compile(
    r"(?:常务|分管|主要|市政府|县政府|区政府|市|县|区|省|副|办公室|政府)*"
    r"(?:秘书长|主任|市长|县长|区长|省长|局长|书记|总值班室|秘书科|司法局|法制办公室|常务会议|全体会议|办公会议|专题会议|专项会议|人大常委会|政协)"
)


def figures(text: str) -> list[str]:
    """Figures with their units, in order: 10个工作日, 一次."""
    return _FIGURE.findall(text)


def bodies(text: str, parties: Iterable[Party]) -> list[str]:
    """The bodies that a text names, in order, each by its longest name."""
    spans = [(at, at + len(word)) for at, word, _ in names_in(text, parties)]
    spans += [match.span() for match in _OFFICES.finditer(text)]
    longest = [span for span in spans if not any(o != span and o[0] <= span[0] and span[1] <= o[1] for o in spans)]
    return [text[start:end] for start, end in sorted(set(longest))]


def replaced(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, str]]:
    """What stands in `new` in place of what, item by item; what only one side has is paired with ""."""
    pairs: list[tuple[str, str]] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        for index in range(max(b - a, d - c)):
            pairs.append((old[a + index] if a + index < b else "", new[c + index] if c + index < d else ""))
    return pairs


def differences(old: str, new: str, parties: Sequence[Party]) -> list[Difference]:
    """Another figure, another body: what the two quotes say otherwise in substance."""
    found = [Difference("数目", *pair) for pair in replaced(figures(old), figures(new))]
    ours, theirs = bodies(old, parties), bodies(new, parties)
    for one, other in _replaced_bodies(ours, theirs):
        # A party that only one side names may stand in the other's sentence before; one who signs or decides matters.
        if (one and other) or _OFFICES.search(one or other):
            found.append(Difference("机构", one, other))
    return list(dict.fromkeys(found))


def _replaced_bodies(ours: Sequence[str], theirs: Sequence[str]) -> list[tuple[str, str]]:
    """As `replaced`, with bodies that are called nearly the same taken for the same."""
    names = {_called(body): body for body in (*theirs, *ours)}
    pairs = replaced([_called(body) for body in ours], [_called(body) for body in theirs])
    return [(names.get(one, one), names.get(other, other)) for one, other in pairs]


def _called(body: str) -> str:
    """市政府领导同志 and 市政府领导 are one; so are 各部门 and 有关部门."""
    plain = body.removesuffix("同志")  # first: what is left decides whether the level before it may go
    return _COURTESY.sub("", plain) or body


def follow(words: str, changes: Iterable[Difference]) -> str:
    """`words` with the new rule's figures and bodies in place of the old one's; what has no successor stays."""
    table = {change.old: change.new for change in changes if change.old and change.new and not _is_other_sort(change)}
    for change in changes:  # 10个工作日 in a quote is 10 个工作日 in a line of ours
        old, new = _DIGITS.match(change.old), _DIGITS.match(change.new)
        if old and new and change.what == "数目":
            unit = change.old[old.end() :]
            table[f"{old[0]} {unit}"] = f"{new[0]} {change.new[new.end() :]}"
    if not table:
        return words
    pattern = re.compile("|".join(_alone(old, table[old]) for old in sorted(table, key=len, reverse=True)))
    return pattern.sub(lambda match: table[match[0]], words)


def is_person(name: str) -> bool:
    """Whether a name is a person's and not a body's: 办公室主任, 分管领导."""
    return _PERSON.search(name) is not None


def _is_other_sort(change: Difference) -> bool:
    """A person beside a body: the two stand at the same place in both quotes, and neither does the other's work."""
    return change.what == "机构" and is_person(change.old) != is_person(change.new)


def _alone(old: str, new: str) -> str:
    """A pattern for `old`, but not where the words already go on as `new` does."""
    rest = new.removeprefix(old)
    deputy = "(?<!副)" if is_person(old) else ""
    return deputy + re.escape(old) + (f"(?!{re.escape(rest)})" if rest and rest != new else "")


def without_foreign_figures(words: str, quotes: str) -> str:
    """`words` without the brackets that hold a figure or a count the quotes do not have; "" where one stays."""
    if not _foreign(words, quotes):
        return words
    kept = _BRACKETED.sub(lambda match: "" if _foreign(match[0], quotes) else match[0], words)
    return "" if _foreign(kept, quotes) else kept


def is_timed_otherwise(words: str, quotes: str) -> bool:
    """Whether words name a time, 会前 or 当天, that the quotes do not."""
    return any(when not in quotes for when in _WHEN.findall(words))


def _foreign(words: str, quotes: str) -> bool:
    if is_timed_otherwise(words, quotes):
        return True
    own = _DIGITS.findall(quotes)
    counted = any(count not in quotes for count in _COUNTED.findall(words))  # 六种情形, of which one is left
    return counted or any(n not in own and write_numeral(int(n)) not in quotes for n in _DIGITS.findall(words))


def without_foreign_words(words: str, old: str, new: str) -> str:
    """`words` without the brackets that repeat words of the quotes `old` which `new` do not have; "" where some stay.

    What is neither in the one nor in the other is our way of saying it and stays.
    """

    def followed(match: re.Match[str]) -> str:
        if not _repeats(match[0], old, new):
            return match[0]
        # What is left out of a duty stays left out of it, in the new rule's words.
        excepted = _EXCEPTED.search(new) if match[0].endswith("除外）") else None
        return f"（{excepted[1]}除外）" if excepted else ""

    kept = _BRACKETED.sub(followed, words)
    return "" if _repeats(_BRACKETED.sub("", kept), old, new) else kept


def _repeats(words: str, old: str, new: str) -> bool:
    """Whether a part of `words` takes most of its pairs of characters from `old` alone."""
    whole = True
    for part in _PART.split(words):
        taken = {part[at : at + 2] for at in range(len(part) - 1) if part[at : at + 2] in old}
        lost = sum(pair not in new for pair in taken)
        if lost >= _FEWEST_LOST and 3 * lost >= len(taken):
            return True
        whole = whole and lost == len(taken) == len(part) - 1
    return whole and len(_PART.split(words)) > 1  # 研究、处理: nothing but the other rule's words


def follow_due(due: Due | None, old: str, new: str, changes: Iterable[Difference]) -> Due | None:
    """A time limit in the new quote's words; None where the new quote sets none."""
    if due is None:
        return None
    words = follow(due.words, changes)
    if due.workdays is not None:
        days = [int(n) for n in re.findall(r"([0-9]+)个?工作日", new)]
        if not days:
            return None
        number = due.workdays if due.workdays in days else days[0]
        return Due(workdays=number, after=due.after, words="" if due.words in old and words not in new else words)
    if due.words and due.words in old and words not in new:
        return None
    return Due(on=due.on, given=due.given, words=words)
