"""What is to be looked at in a file that was read: its findings one by one, and both sides of the page at the place."""

from __future__ import annotations

from collections.abc import Callable

from govdesk.importing.findings import Finding, findings
from govdesk.importing.settling import Settlement
from govdesk.ui.pages.importing.bands import Bands
from govdesk.ui.pages.importing.files import ImportFile
from govdesk.ui.pages.importing.findings_bar import FindingsBar
from govdesk.ui.pages.importing.source_view import SourceView
from govdesk.ui.pages.importing.structure_view import StructureView

_NO_ARTICLES = Finding("没有认出条文（“第一条”或“一、”）：换一种编码，或选一行按 F2 改作“一条的开头”")


class Looking:
    """Follows the findings of the file that `current` gives; `moved()` is called when another piece is at hand."""

    def __init__(
        self,
        bar: FindingsBar,
        source: SourceView,
        structure: StructureView,
        bands: Bands,
        current: Callable[[], ImportFile | None],
        moved: Callable[[], None],
        tell: Callable[[str], None],
    ) -> None:
        self._bar, self._source, self._structure, self._bands = bar, source, structure, bands
        self._current, self._moved, self._tell = current, moved, tell
        self._finding: Finding | None = None
        self._places_seen = 0

    def forget(self) -> None:
        """No finding is being looked at: another file, or one that was read again."""
        self._finding = None

    def show(self) -> None:
        """The findings as they are now, and both sides coloured."""
        file, settled = self._at_hand()
        if file is None or settled is None:
            return
        found = self._open(file, settled)
        if not settled.draft.rule.articles:
            found.insert(0, _NO_ARTICLES)
        if self._finding not in found:
            self._finding = None
        lines = [_where(settled, finding) for finding in found]
        can_decode = file.document is not None and bool(file.document.samples)
        self._bar.show_findings(found, lines, self._finding, can_decode=can_decode)
        self._bar.setVisible(bool(found) and file.saved is None)
        self._colour()

    def go(self, piece: int) -> None:
        """Both sides to a piece."""
        self._structure.go_to(piece)
        self._source.go_to(piece)
        self._colour()
        self._moved()

    def look(self, finding: Finding) -> None:
        """To the next place of a finding."""
        self._places_seen = self._places_seen + 1 if finding == self._finding else 0
        self._finding = finding
        if finding.places:
            self.go(finding.places[self._places_seen % len(finding.places)])
        self.show()
        self._source.setFocus()

    def step(self, by: int) -> None:
        """Alt+↓: the next finding that has a place."""
        file, settled = self._at_hand()
        if file is None or settled is None:
            return
        found = [one for one in self._open(file, settled) if one.places]
        if not found:
            self._tell("没有要看的地方了")
            return
        at = found.index(self._finding) + by if self._finding in found else (0 if by > 0 else -1)
        self.look(found[at % len(found)])

    def settle(self, finding: Finding) -> None:
        """就这样: a finding that is not told again."""
        file = self._current()
        if file is not None:
            file.passed.add(finding)
            self.show()

    def _at_hand(self) -> tuple[ImportFile | None, Settlement | None]:
        file = self._current()
        return file, file.document.settlement if file is not None and file.document is not None else None

    def _open(self, file: ImportFile, settled: Settlement) -> list[Finding]:
        return [finding for finding in findings(settled) if finding not in file.passed]

    def _colour(self) -> None:
        article = self._structure.article
        focused = (
            frozenset(article.all_pieces) if article is not None and article.kind == "article" else frozenset[int]()
        )
        places = self._finding.places if self._finding is not None else ()
        self._source.colour(focused, frozenset(places))
        short = self._finding.words.split("，")[0] if self._finding is not None else ""
        self._structure.colour(focused, dict.fromkeys(places, short))
        self._bands.update()


def _where(settled: Settlement, finding: Finding) -> str:
    if not finding.places:
        return ""
    line = f"第 {settled.pieces[finding.places[0]].line + 1} 行"
    return line if len(finding.places) == 1 else f"{line}等 {len(finding.places)} 处"
