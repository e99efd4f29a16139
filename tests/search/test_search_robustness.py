"""Whatever is typed gets an answer, and whatever befalls the files the next answer is right."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govdesk.search.index import SearchIndex
from govdesk.search.query import MAX_QUERY, MAX_TERMS, read_query
from govdesk.search.synonyms import load_synonyms
from govdesk.wizards.library import Library

ROOT = Path(__file__).parents[2]
X, Z = "xianyang-2013", "zhangjiagang-2022"

_SIGNS = "“”\"「」『』'-－—|*?~^[]{}()（）《》:/\\+&!.,，。；：、<>=@#$%_` \t\n　"
_ODD = "\u202e\u202d\u2066\u2069\u200b\u200d\ufeff\x00\x01\x1b\x7f\ud800\udfff\U000e0001😀👨‍👩‍👧🇨🇳𠮷〇ﷺ①㎡Ⅷ½"
_WORDS = [
    "请示", "会议", "会议纪要", "签发", "第五十八条", "58", "咸阳", "zjg", "或", "-纪要", "“一文一事”", "or", "NOT", "qingshi", "hyjy",
    "工作日", "規範性文件", "会议记要", "怎么办", "的", "10个", "rule:x", "量子", "谁", "一",
]  # fmt: skip
_PIECE = st.one_of(
    st.sampled_from(_WORDS),
    st.text(alphabet=_SIGNS, min_size=1, max_size=6),
    st.text(alphabet=_ODD, min_size=1, max_size=4),
    st.text(max_size=8),
    st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=12),
)
_QUERY = st.one_of(
    st.lists(_PIECE, max_size=9).map("".join),
    st.lists(_PIECE, max_size=9).map(" ".join),
    st.tuples(_PIECE, st.integers(1000, 10_000)).map(lambda pair: (pair[0] * pair[1])[:10_000]),
)


def check(index: SearchIndex, query: str, rule: str | None) -> None:
    result = index.search(query, rule=rule)

    assert result.query == query
    assert result.total >= len(result.hits)
    scores = [hit.score for hit in result.hits]
    assert scores == sorted(scores, reverse=True)
    for hit in result.hits:
        assert rule in (None, hit.rule)
        last = 0
        for start, end in hit.matches:
            assert last <= start < end <= len(hit.snippet)
            last = end


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(query=_QUERY, rule=st.sampled_from([None, None, X, Z, "no-such-rule"]))
def test_hundreds_of_queries_of_any_kind(index: SearchIndex, query: str, rule: str | None) -> None:
    check(index, query, rule)


@pytest.mark.stress
@pytest.mark.parametrize("batch", range(10))
def test_thousands_of_queries_of_any_kind(index: SearchIndex, batch: int) -> None:
    @settings(max_examples=2000, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(query=_QUERY, rule=st.sampled_from([None, X, Z]), salt=st.just(batch))
    def ask(query: str, rule: str | None, salt: int) -> None:
        check(index, query, rule)

    ask()


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(query=_QUERY)
def test_what_is_looked_for_is_bounded_whatever_is_pasted(index: SearchIndex, query: str) -> None:
    index.prepare()
    lexicon = index._ready().lexicon  # time is bounded because this is
    understood = read_query(query, index._names, lexicon, load_synonyms())

    assert len(understood.terms) <= MAX_TERMS
    assert sum(map(len, understood.runs)) <= len(unicodedata.normalize("NFKC", query[:MAX_QUERY]))


def answers(library: Library, cache: Path | None) -> list[tuple[str, str, float]]:
    result = SearchIndex.open(library, cache).search("会议纪要 签发")
    return [(hit.rule, hit.article, hit.score) for hit in result.hits]


def test_any_flipped_bit_and_any_cut_is_noticed(library: Library, tmp_path: Path) -> None:
    right = answers(library, tmp_path)
    (folder,) = (tmp_path / "search").iterdir()
    chance = random.Random(4)
    whole = {path.name: path.read_bytes() for path in folder.iterdir()}
    for turn in range(12):
        name = sorted(whole)[turn % len(whole)]
        damaged = bytearray(whole[name])
        if turn % 2:
            damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        else:
            del damaged[chance.randrange(len(damaged)) :]
        (folder / name).write_bytes(damaged)

        assert answers(library, tmp_path) == right
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == whole  # mended, byte for byte


_ANOTHER = """
import sys
from pathlib import Path
from govdesk.search.index import SearchIndex
from govdesk.wizards.packs import load_library
library = load_library([Path(sys.argv[1])])
print("ready", flush=True)
while True:
    index = SearchIndex.open(library, Path(sys.argv[2]))
    index._opened = None
    from govdesk.search import index as module
    module.save(Path(sys.argv[2]), index._key, module.build_index(index._texts))
"""


def another_process_building(cache: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", _ANOTHER, str(ROOT / "rules"), str(cache)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def test_another_process_may_write_the_index_all_the_while(library: Library, tmp_path: Path) -> None:
    right = answers(library, None)
    process = another_process_building(tmp_path)
    try:
        for _ in range(15):
            assert answers(library, tmp_path) == right
    finally:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
def test_killed_while_building_the_next_search_is_right(library: Library, tmp_path: Path) -> None:
    right = answers(library, None)
    for _ in range(2):
        process = another_process_building(tmp_path)
        folder = tmp_path / "search"
        seen = set(folder.iterdir()) if folder.exists() else set()
        until = time.monotonic() + 30
        while time.monotonic() < until:  # killed in the middle of writing, as soon as a new folder is there
            if folder.exists() and set(folder.iterdir()) - seen:
                break
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert process.stdout is not None
        process.stdout.close()

        assert answers(library, tmp_path) == right
