"""The contents tree as a model: rule › 编 › 章 › 节 › article, and which of it a filter lets through."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel

from govdesk.present.contents import Entry, short_number
from govdesk.rules.model import Division, Rule
from govdesk.ui.kit.qt_lines import new_filter

ENTRY = Qt.ItemDataRole.UserRole + 1


class EntryModel(QStandardItemModel):
    """Rows by what tells them apart; for assistive tools each says too what was found in it and stands beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.items: dict[tuple[str, str, int], QStandardItem] = {}
        self._counted: dict[tuple[str, str, int], int] = {}
        self._margins: dict[tuple[str, str, int], str] = {}

    def entries(self) -> Iterator[Entry]:
        """Every row, from the top."""
        for item in self.items.values():
            yield item.data(ENTRY)

    def set_counts(self, rule_id: str, counts: dict[int, int]) -> None:
        """How often the words looked for stand in each article (by index) of a rule; only for assistive tools."""
        wanted = {("article", rule_id, index): count for index, count in counts.items()}
        changed = {key for key in self._counted.keys() | wanted.keys() if self._counted.get(key) != wanted.get(key)}
        self._counted = wanted
        self._say(changed)

    def set_margins(self, margins: dict[tuple[str, int], str]) -> None:
        """What stands in the margin of articles (by rule id and index), in words (已收藏); only for assistive tools."""
        wanted = {("article", *place): words for place, words in margins.items()}
        changed = {key for key in self._margins.keys() | wanted.keys() if self._margins.get(key) != wanted.get(key)}
        self._margins = wanted
        self._say(changed)

    def make_item(self, entry: Entry) -> QStandardItem:
        """An item for a row, to be appended where it belongs."""
        item = QStandardItem(f"{entry.label} {entry.heading}".strip())
        item.setEditable(False)
        item.setData(entry, ENTRY)
        item.setData(_spoken(entry, 0), Qt.ItemDataRole.AccessibleTextRole)
        self.items[entry.key] = item
        return item

    def _say(self, keys: Iterable[tuple[str, str, int]]) -> None:
        for key in keys:
            if (item := self.items.get(key)) is not None:
                words = _spoken(item.data(ENTRY), self._counted.get(key, 0), self._margins.get(key, ""))
                item.setData(words, Qt.ItemDataRole.AccessibleTextRole)


class ContentsModel(EntryModel):
    """Every rule with its divisions and articles, in the order given."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        super().__init__()
        for rule in rules:
            self._add_rule(rule)

    def _add_rule(self, rule: Rule) -> None:
        root = self.make_item(Entry("rule", rule.id, 0, 0, rule.meta.title, articles=(0, len(rule.articles))))
        self.appendRow(root)
        open_divisions: list[tuple[Division, QStandardItem]] = []
        headings: dict[int, list[int]] = {}
        for number, division in enumerate(rule.divisions):
            headings.setdefault(division.start, []).append(number)
        for index, article in enumerate(rule.articles):
            open_divisions = [pair for pair in open_divisions if index < pair[0].end]
            for number in headings.get(index, ()):
                division = rule.divisions[number]
                open_divisions = [pair for pair in open_divisions if pair[0].level < division.level]
                item = self.make_item(_division_entry(rule, number, len(open_divisions)))
                (open_divisions[-1][1] if open_divisions else root).appendRow(item)
                open_divisions.append((division, item))
            entry = Entry("article", rule.id, index, len(open_divisions), short_number(article), article.heading)
            (open_divisions[-1][1] if open_divisions else root).appendRow(self.make_item(entry))


class ContentsFilter(QSortFilterProxyModel):
    """Lets the accepted rows through; None lets all through."""

    def __init__(self, model: EntryModel) -> None:
        super().__init__()
        self._accepted: Collection[tuple[str, str, int]] | None = None
        self.contents = model
        self.setSourceModel(model)

    def accept(self, keys: Collection[tuple[str, str, int]] | None) -> None:
        """Show these rows only; whoever accepts a row accepts what it stands under too."""
        if keys != self._accepted:
            with new_filter(self):
                self._accepted = keys

    def filterAcceptsRow(self, row: int, parent: QModelIndex | QPersistentModelIndex) -> bool:
        if self._accepted is None:
            return True
        entry: Entry = self.contents.index(row, 0, parent).data(ENTRY)
        return entry.key in self._accepted

    def place_of(self, key: tuple[str, str, int]) -> QModelIndex:
        """Where a row stands at present; invalid where it is filtered out or unknown."""
        item = self.contents.items.get(key)
        return self.mapFromSource(item.index()) if item is not None else QModelIndex()


def _division_entry(rule: Rule, number: int, depth: int) -> Entry:
    division = rule.divisions[number]
    first, last = rule.articles[division.start], rule.articles[max(division.start, division.end - 1)]
    span = short_number(first) if first is last else f"{short_number(first)}—{short_number(last)}"
    return Entry("division", rule.id, number, depth, division.name, span=span, articles=(division.start, division.end))


def _spoken(entry: Entry, count: int, margin: str = "") -> str:
    if entry.kind == "article" and entry.label:
        main, _, inserted = entry.label.partition("之")
        words = f"第{main}条" + (f"之{inserted}" if inserted else "")
        parts = [words, entry.heading, f"{count} 处" if count else "", margin]
        return "，".join(part for part in parts if part)
    return "，".join(part for part in (entry.label, entry.heading, entry.span, f"{count} 处" if count else "") if part)
