"""The columns of 清单."""

from __future__ import annotations

import pytest

from govdesk.present.record_listing import COLUMNS, Column, hidden_columns


def test_every_column_has_its_row() -> None:
    assert list(COLUMNS) == list(Column)
    assert [int(column) for column in Column] == list(range(len(Column)))  # as Qt counts


@pytest.mark.parametrize("room", sorted({spec.room for spec in COLUMNS.values() if spec.room}))
@pytest.mark.parametrize("in_bin", [False, True])
def test_every_width_leaves_room_for_the_name(room: int, in_bin: bool) -> None:
    hidden = hidden_columns(room, in_bin=in_bin)
    assert room - sum(spec.width for column, spec in COLUMNS.items() if column not in hidden) >= 200
