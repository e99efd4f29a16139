"""Pages of the list against the whole list, sorted and filtered in plain Python."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from office import Clock

from govdesk.present.record_listing import COLUMNS, Column, order_of
from govdesk.records import ItemState, RecordState, RecordSummary, open_store
from govdesk.records.finding import Find, Sort
from govdesk.records.store import Store
from govdesk.wizards.basis import Basis
from govdesk.workdays import OfficialCalendar


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, calendar: OfficialCalendar, basis: Basis) -> Iterator[Store]:
    """Forty records over three years, of three people and nobody, in every state; only read."""
    clock = Clock(dt.datetime(2026, 9, 24, 1, 30, tzinfo=dt.UTC))
    with open_store(tmp_path_factory.mktemp("lists"), calendar, clock=clock) as store:
        _fill(store, basis, clock)
        yield store


def _fill(store: Store, basis: Basis, clock: Clock) -> None:
    for n in range(40):
        if n in (13, 27):
            clock.forward(days=365)
        fields = {"title": f"第{n % 7}件", "handler": ("王", "李", "张", "")[n % 4]}
        if n % 3:
            fields["received"] = str(dt.date(2026, 9, 1) + dt.timedelta(n % 5))
        made = store.create(basis, {"others": "no"}, fields, "王")
        for item in ("register", "lend", "back")[: n % 4]:
            store.set_state(made, item, ItemState.DONE, "王")
        if n % 5 == 4:
            store.archive(made, "王")
        if n % 11 == 10:
            store.delete(made, "王")


def number(line: RecordSummary) -> tuple[str, int, str]:
    return line.number[:7], len(line.number), line.number


KEYS: dict[Sort, Callable[[RecordSummary], Any]] = {
    Sort.UPDATED: lambda line: line.updated,
    Sort.NEXT_DUE: lambda line: line.next_due,
    Sort.NEAREST: lambda line: min((day for day in (line.next_due, line.wait) if day), default=None),
    Sort.NUMBER: number,
    Sort.TITLE: lambda line: line.title,
    Sort.WIZARD: lambda line: line.wizard_title,
    Sort.HANDLER: lambda line: line.handler or None,
    Sort.STARTED: lambda line: line.started,
    Sort.PROGRESS: lambda line: line.done / line.total,
    Sort.STATE: lambda line: list(RecordState).index(line.state),
    Sort.CITY: lambda line: line.rule_title,
    Sort.DELETED: lambda line: line.deleted_at,
}


def in_order(lines: list[RecordSummary], sort: Sort, reverse: bool) -> list[str]:
    """Empty values last, lines alike by number, newest first."""
    alike = sorted(lines, key=number, reverse=True)
    full = [line for line in alike if KEYS[sort](line) is not None]
    full = sorted(full, key=KEYS[sort], reverse=reverse != sort.falls)
    return [line.number for line in full + [line for line in alike if KEYS[sort](line) is None]]


@pytest.mark.parametrize("reverse", [False, True])
@pytest.mark.parametrize("sort", Sort)
def test_pages_put_together_are_the_list_in_order(filled: Store, sort: Sort, reverse: bool) -> None:
    everything = filled.page()
    pages = [filled.page(sort=sort, reverse=reverse, limit=7, offset=offset) for offset in range(0, 42, 7)]
    found = [line.number for page in pages for line in page]

    assert len(everything) == 37 and found == in_order(everything, sort, reverse)
    assert [filled.position(line, sort=sort, reverse=reverse) for line in found] == list(range(37))


@pytest.mark.parametrize("column", Column)
def test_a_column_rises_where_its_caret_says_so(filled: Store, column: Column) -> None:
    key = KEYS[COLUMNS[column].sort]
    for descending in (False, True):
        sort, reverse = order_of(column, descending=descending)
        shown = [key(line) for line in filled.page(Find(deleted=column is Column.DELETED), sort=sort, reverse=reverse)]
        full = [value for value in shown if value is not None]
        assert full == sorted(full, reverse=descending)
        assert sort.by_time == isinstance(full[0], dt.date)


@pytest.mark.parametrize(
    "find",
    [
        Find(year="2027"),
        Find(handler="李"),
        Find(handler="李", year="2026", states=(RecordState.ONGOING,)),
        Find(wizard="借书", text="第3件"),
        Find(wizard="还书"),
        Find(states=(RecordState.ARCHIVED, RecordState.FINISHED)),
        Find(states=()),
        Find(deleted=True, handler="张"),
        Find(year="202"),
        Find(text="100% _"),
    ],
)
def test_a_filtered_list_is_what_the_filter_lets_in(filled: Store, find: Find) -> None:
    def lets_in(line: RecordSummary) -> bool:
        return (
            (find.states is None or line.state in find.states)
            and find.year in ("", line.number[3:7])
            and find.wizard in ("", line.wizard_title)
            and find.handler in ("", line.handler)
            and find.text in ("", line.title)
        )

    everything = filled.page(Find(deleted=find.deleted))
    found = [line.number for line in filled.page(find)]

    assert found == [line.number for line in everything if lets_in(line)]
    outside = next((line.number for line in everything if line.number not in found), None)
    assert outside is None or filled.position(outside, find) is None


def test_facets_count_what_each_filter_lets_in(filled: Store) -> None:
    for find in (Find(), Find(states=(RecordState.ONGOING,)), Find(deleted=True), Find(text="第3件")):
        lines, facets = filled.page(find), filled.facets(find)
        assert facets.years == Counter(line.number[3:7] for line in lines)
        assert list(facets.years) == sorted(facets.years, reverse=True)
        assert facets.wizards == Counter(line.wizard_title for line in lines)
        assert facets.handlers == Counter(line.handler for line in lines if line.handler)
        assert facets.count() == len(lines)
        assert facets.count(year="2027", handler="李") == len(
            [line for line in lines if line.number.startswith("QD-2027") and line.handler == "李"]
        )
        assert facets.count(handler="没有这个人") == 0


def test_the_lists_of_a_rule_come_with_what_they_rest_on_the_open_ones_first(filled: Store, basis: Basis) -> None:
    found = filled.on_rule(basis.rule.id)
    assert {line.number for line, _ in found} == {line.number for line in filled.page()}, "deleted ones are left out"
    assert all(on == basis for _, on in found)
    archived = [line.state is RecordState.ARCHIVED for line, _ in found]
    assert archived == sorted(archived) and any(archived)
    assert filled.on_rule("nowhere-2020") == []
