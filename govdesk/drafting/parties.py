"""The parties of a rule that has no parties.toml, proposed from the bodies it names; somebody confirms them.

First the parties of other packs whose words stand in the rule, also with its own level (市政府 becomes 县政府); then whoever
stands before a binding word and is no party yet.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from govdesk.drafting.levels import bindings
from govdesk.drafting.sentences import Sentence, clauses
from govdesk.pinyin import syllables
from govdesk.rules.model import RuleMeta
from govdesk.wizards.parties import Party

_LEAST = 2  # times that a body must stand before a binding word
_UNITS = re.compile(r"(省|自治区|市|州|盟|县|区|旗|镇|乡)(?:人民)?政府")
#: How the names of bodies end; those at which a clerk can sit first.
_SEATS = (
    "办公室", "办公厅", "部门", "机关", "单位", "机构", "委员会", "管委会", "街道办事处", "街道", "中心", "局", "厅", "处", "科",
    "镇", "院", "企业", "大会", "人民政府", "政府",
)  # fmt: skip
_PERSONS = (
    "人员",
    "负责人",
    "领导",
    "领导同志",
    "主任",
    "秘书长",
    "市长",
    "县长",
    "区长",
    "省长",
    "局长",
    "会议",
    "成员",
    "同志",
    "人",
    "代表",
)
_NOT_BODIES = re.compile(
    r"^(?:的|等|其|该|本|对|在|按|以|由|经|并|或|和|凡|向|为|如|因|与|从|则|但|可|须|应|不|及|其他|其它|上述|前款|任何|所有|一切)"
)
#: The counties and districts of a city, as the shipped rule calls them and as others do.
_COUNTIES = ("县市区", "县（市、区）", "县（区）", "县（市）区", "县（市）", "区（县）", "县区", "区县", "旗县区")
_TWO = re.compile(r"[及和与]")
_STEM = re.compile(r"^(?:市|县|区|省)(?:人民)?政府")


class Proposed(msgspec.Struct, frozen=True):
    """A party and how often the rule names it; `source` is the pack that knows it, empty for one found in the text."""

    party: Party
    named: int
    source: str = ""


def propose_parties(
    meta: RuleMeta, sentences: Sequence[Sentence], known: Iterable[tuple[str, Sequence[Party]]]
) -> tuple[Proposed, ...]:
    """Parties for the rule with these sentences, the most named first; `known` are the parties of other packs, by rule.

    At least one of them is a desk whenever the rule names a body at which somebody can sit.
    """
    text = "\n".join(dict.fromkeys(part for sentence in sentences for part in (sentence.lead, sentence.text) if part))
    unit = unit_of(meta, text)
    found: dict[str, Proposed] = {}
    for rule, parties in known:
        for party in parties:
            words = tuple(word for word in _at_level(party.words, unit) if word in text)
            if not words:
                continue
            former = found[party.id].party if party.id in found else None
            if former is not None:
                words = tuple(dict.fromkeys((*former.words, *words)))
            label = former.label if former else _label(party, words, unit, text)
            kept = msgspec.structs.replace(party, label=label, words=words, about="", today="")
            found[party.id] = Proposed(kept, times_named(words, text), rule)
    _without_doubles(found)
    _only_known(found)
    for party in _subjects(sentences, found, {entry.party.id for entry in found.values()}):
        found[party.id] = Proposed(party, times_named(party.words, text))
    return tuple(sorted(found.values(), key=lambda entry: (not entry.party.desk, -entry.named)))


def unit_of(meta: RuleMeta, text: str = "") -> str:
    """市, 县, 区 …: whose government the rule is about; 市 where it does not say."""
    for name in (meta.issuer, meta.title):
        if match := _UNITS.search(name):
            return match[1][-1]
    counted = Counter(match[1][-1] for match in _UNITS.finditer(text))
    return counted.most_common(1)[0][0] if counted else "市"


def _at_level(words: Iterable[str], unit: str) -> tuple[str, ...]:
    """The words as a rule of this level has them: in a county's rule 市政府 is no longer one's own, but the one above."""
    turned = [re.sub(r"市(?=政府|长|司法局|委|人民政府)", unit, word) for word in words]
    turned += [
        word.replace(_COUNTIES[0], counties) for word in turned if _COUNTIES[0] in word for counties in _COUNTIES[1:]
    ]
    fuller = (
        re.sub(r"(?<!人民)政府", "人民政府", word) for word in turned if word.endswith("政府") or f"{unit}政府" in word
    )
    return tuple(
        dict.fromkeys((*turned, *(word.replace(f"{unit}政府", f"{unit}人民政府") for word in turned), *fuller))
    )


def _label(party: Party, words: Sequence[str], unit: str, text: str) -> str:
    """The party's name at the level of the rule, as far as the rule has such names; else its longest word there."""
    names = [re.sub(r"市(?=政府|长|司法局)", unit, part) for part in re.split(r"[、（）]", party.label) if part]
    own = f"{unit}政府"
    if own not in text and f"{unit}人民政府" in text:
        names = [name.replace(own, f"{unit}人民政府") for name in names]
        own = f"{unit}人民政府"
    kept = [name for name in names if name in text or (own in text and name == f"{own}部门")]
    # 市政府及各部门 are two; 各 is no part of a name.
    return "、".join(kept) or max(
        (word for word in words if not _TWO.search(word)), key=len, default=words[0]
    ).removeprefix("各")


def times_named(words: Iterable[str], text: str) -> int:
    """How often a text names a party, by any of its words."""
    longest = sorted(words, key=len, reverse=True)
    return len(re.findall("|".join(map(re.escape, longest)), text)) if longest else 0


def _without_doubles(found: dict[str, Proposed]) -> None:
    """Desks that this rule has no word of their own for: 部门、单位 alone is no town."""
    for key, entry in list(found.items()):
        others = {
            word for other in found.values() if other is not entry and other.party.desk for word in other.party.words
        }
        if entry.party.desk and set(entry.party.words) <= others:
            del found[key]


def _only_known(found: dict[str, Proposed]) -> None:
    """Links to parties that this rule does not have are taken away."""
    for key, entry in found.items():
        party = entry.party
        also = party.also if party.also in found else ""
        acts_for = tuple(other for other in party.acts_for if other in found)
        found[key] = msgspec.structs.replace(entry, party=msgspec.structs.replace(party, also=also, acts_for=acts_for))


def _subjects(sentences: Sequence[Sentence], found: dict[str, Proposed], taken: set[str]) -> list[Party]:
    known = {word for entry in found.values() for word in entry.party.words}
    counted: Counter[str] = Counter()
    for sentence in sentences:
        for start, end in clauses(sentence.text):
            clause = sentence.text[start:end]
            first = next(iter(bindings(clause)), None)
            if first is None:
                continue
            for body in re.split(r"、|和|与|以及|或者|及(?!其)", clause[: first.start]):
                if body not in known and _is_body(body):
                    counted[body] += 1
    parties = []
    for body, times in counted.most_common():
        if times < _LEAST:
            break
        identifier = _identifier(body, taken)
        taken.add(identifier)
        seat = body.endswith(_SEATS) and not body.endswith(_PERSONS)
        parties.append(Party(id=identifier, label=body, words=(body,), desk=seat))
    return parties


def _is_body(text: str) -> bool:
    return 2 <= len(text) <= 14 and text.endswith((*_SEATS, *_PERSONS)) and not _NOT_BODIES.match(text)


def _identifier(body: str, taken: set[str]) -> str:
    stem = (
        re.sub(r"[^a-z]", "", "".join(syllables(_STEM.sub("", body) or body, strange="ignore")).lower())[:24] or "party"
    )
    letters = "abcdefghijklmnopqrstuvwxyz"
    return next(name for name in (stem, *(f"{stem}-{a}{b}" for a in letters for b in letters)) if name not in taken)


def names_in(text: str, parties: Iterable[Party]) -> list[tuple[int, str, Party]]:
    """(where, word, party) of every party that `text` names, by its longest words, in order."""
    words = sorted(((word, party) for party in parties for word in party.words), key=lambda pair: -len(pair[0]))
    found: list[tuple[int, str, Party]] = []
    for word, party in words:
        for match in re.finditer(re.escape(word), text):
            start, end = match.span()
            inside = any(at <= start and end <= at + len(other) and other != word for at, other, _ in found)
            if not inside:
                found.append((start, word, party))
    return sorted(found, key=lambda entry: (entry[0], -len(entry[1])))
