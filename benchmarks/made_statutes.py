"""Made-up laws in a folder of Markdown: as many and as long as China's statutes, of words that mean nothing.

No law of theirs exists, and no word of one is taken from memory: words are random characters of the shipped rules, used as
unevenly as words are. Every law comes out the same for the same seed.

    python -m benchmarks.made_statutes FOLDER [LAWS]
"""

from __future__ import annotations

import datetime as dt
import random
import sys
from itertools import accumulate
from pathlib import Path

from govdesk.rules.numerals import write_numeral
from govdesk.search.analyzer import runs
from govdesk.wizards.packs import load_library

ROOT = Path(__file__).resolve().parent.parent
LAWS = 3_500
ARTICLES_IN_A_LAW = 42
_WORDS = 30_000
_KINDS = ("法", "条例", "办法", "规定")
#: How many laws have an older version beside them.
_OLDER = 0.15


class Maker:
    """Makes laws, one after the other."""

    def __init__(self, seed: int = 17) -> None:
        self.chance = random.Random(seed)
        rules = load_library([ROOT / "rules"]).rules.values()
        characters = "".join(sorted(set("".join(runs("".join(a.shown for rule in rules for a in rule.articles))))))
        characters = "".join(char for char in characters if char not in "第条款项章节编附件一二三四五六七八九十")
        self.words = [
            "".join(self.chance.choices(characters, k=self.chance.choice((2, 2, 2, 3, 4)))) for _ in range(_WORDS)
        ]
        self._common = list(accumulate(1 / rank for rank in range(1, _WORDS + 1)))
        self.titles: list[str] = []

    def some(self, count: int) -> str:
        """That many words in a row."""
        return "".join(self.chance.choices(self.words, cum_weights=self._common, k=count))

    def title(self) -> str:
        """A new name of a law."""
        kind = self.chance.choice(_KINDS)
        name = f"{self.some(2)}{self.chance.choice(self.words)}{kind}"
        self.titles.append(f"中华人民共和国{name}" if kind == "法" else name)
        return self.titles[-1]

    def sentence(self) -> str:
        """One sentence of some clauses; now and then it names another law."""
        clauses = [self.some(self.chance.randint(2, 6)) for _ in range(self.chance.randint(2, 6))]
        if self.titles and self.chance.random() < 0.08:
            clauses.insert(
                0, f"依照《{self.chance.choice(self.titles)}》第{write_numeral(self.chance.randint(1, 30))}条"
            )
        return "，".join(clauses) + "。"

    def article(self, number: int) -> list[str]:
        """An article: one 款 or several, with 项 in a fifth of them."""
        lines = [f"第{write_numeral(number)}条　{self.sentence()}"]
        lines += [self.sentence() for _ in range(self.chance.choice((0, 0, 0, 1, 1, 2)))]
        if self.chance.random() < 0.2:
            lines[-1] = lines[-1][:-1] + "："
            items = self.chance.randint(2, 6)
            lines += [f"（{write_numeral(n)}）{self.some(4)}{'；' if n < items else '。'}" for n in range(1, items + 1)]
        return lines

    def law(self, title: str, articles: int, day: dt.date, validity: str) -> str:
        """A whole law as a file has it."""
        lines = [f"# {title}", f"{day.year}年{day.month}月{day.day}日公布"]
        if validity:
            lines = ["---", f"时效性: {validity}", "---", "", *lines]
        chapter = 0
        for number in range(1, articles + 1):
            if articles > 12 and number % 10 == 1:
                chapter += 1
                lines.append(f"## 第{write_numeral(chapter)}章　{self.some(2)}")
            lines += self.article(number)
        return "\n\n".join(lines) + "\n"

    def query(self) -> str:
        """What somebody may ask: one word to six, common and rare ones, now and then as two groups."""
        words = [self.some(1) for _ in range(self.chance.randint(1, 6))]
        return self.chance.choice(("", "", " ")).join(words)


def write_laws(folder: Path, laws: int, seed: int = 17) -> int:
    """`laws` files below `folder`, which is made; gives how many articles they have."""
    maker = Maker(seed)
    folder.mkdir(parents=True)
    written = articles = 0
    while written < laws:
        title = maker.title()
        count = min(600, max(3, round(maker.chance.expovariate(1 / ARTICLES_IN_A_LAW))))
        count = count if written else ARTICLES_IN_A_LAW
        day = dt.date(1985, 1, 1) + dt.timedelta(days=maker.chance.randrange(14_000))
        kept = [(day, maker.chance.choice(("现行有效", "有效", "")))]
        if maker.chance.random() < _OLDER:
            kept.append((day - dt.timedelta(days=2_000), maker.chance.choice(("已修改", "已废止"))))
        for number, (issued, validity) in enumerate(kept[: laws - written]):
            name = f"{written:04}-{'old' if number else 'new'}.md"
            (folder / name).write_text(maker.law(title, count, issued, validity), encoding="utf-8")
            written += 1
            articles += count
    return articles


if __name__ == "__main__":
    print(write_laws(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else LAWS), "articles")
