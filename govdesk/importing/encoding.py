"""From bytes to text where nothing, or something wrong, says how they are encoded.

Met in practice: UTF-8 with and without a mark, UTF-16 with and without one, GBK/GB 18030 (also declared as gb2312), Big5.
A guess is a guess: where two readings are close, a warning says so. General detectors weigh dozens of encodings by
statistics of letters and take GBK for Big5 or Korean on short texts; only these few are possible here, and the most
frequent characters of Chinese tell them apart.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from typing import NamedTuple

# The most frequent characters of official Chinese, simplified and traditional. A wrong decoding yields rare ones.
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行"
    "学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些"
    "然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公"
    "无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较"
    "将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志"
    "世金增争济阶油思术极交受联认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗"
    "完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须"
    "际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候"
    "毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严龙飞"
    "這個為國們時來會對於發動學產說種後過經進著裝點電體實現還義關線數與無係應開當條變問題結論總設員管處張議區"
    "權規領導務縣黨業報選確單級組織構稱號標據辦觀製師達認識護財將機關職員會議決執縮續縣鄉鎮轄準轉釋證"
)
_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_\-]+)""", re.I)
_SAMPLE = 200_000  # bytes looked at for a guess
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DOUBTFUL, _CERTAIN = 0.12, 0.4  # of plausibility: below the one a text is hardly Chinese, above the other it is
_ODD = re.compile("[\ufffd\ue000-\uf8ff\x80-\x9f\u0400-\u04ff\uff61-\uff9f\u2500-\u257f\u3040-\u30ff\uac00-\ud7af]")


class Decoded(NamedTuple):
    """Text with the encoding it was read by; `warning` where the reading is doubtful."""

    text: str
    encoding: str
    warning: str = ""


def decode(content: bytes, declared: str = "") -> Decoded:
    """`content` as text. What the file itself says, by its mark or as `declared`, is believed only where it fits."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            bare = content[len(mark) :]
            marked = _lossy(bare, encoding)
            if plausibility(marked.text[:_SAMPLE]) > _DOUBTFUL:
                return marked
            # A mark may be wrong too: put before another encoding by a program, or with its two bytes turned round.
            unmarked = _unmarked(bare, declared)
            return unmarked if plausibility(unmarked.text[:_SAMPLE]) > _CERTAIN else marked
    return _unmarked(content, declared)


def _unmarked(content: bytes, declared: str) -> Decoded:
    if encoding := _utf16_without_mark(content):
        return _lossy(content, encoding)
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        # A file that was cut off inside a character, or damaged at one place, is UTF-8 all the same.
        if error.start >= len(content) - 3 or _is_nearly_utf8(content):
            return _lossy(content, "utf-8")
    if mixed := _line_by_line(content):
        return mixed
    return _best(content, declared)


def declared_encoding(content: bytes) -> str:
    """What the first bytes of an HTML or XML file say of their encoding, or ""."""
    match = _DECLARED.search(content[:4096])
    return match[1].decode("ascii", "replace").lower() if match else ""


def plausibility(text: str) -> float:
    """The share of frequent characters among the Chinese ones, less what no Chinese text has: about 0.6 for prose."""
    chinese = [char for char in text if "\u3400" <= char <= "\u9fff"]
    odd = len(_ODD.findall(text))
    if not chinese:
        return 0.0 if odd else 0.5
    return (sum(char in _COMMON for char in chinese) - 2 * odd) / (len(chinese) + odd)


def _utf16_without_mark(content: bytes) -> str:
    head = content[:4000]
    if b"\0" not in head:
        # All Chinese, not one ASCII character: still UTF-16 where full stops and commas of it are.
        little = head.count(b"\x02\x30") + head.count(b"\x0c\xff")
        big = head.count(b"\x30\x02") + head.count(b"\xff\x0c")
        if max(little, big) < 3 or len(head) % 2:
            return ""
    candidates = []
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            sample = content[: _SAMPLE - _SAMPLE % 2].decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in sample and plausibility(sample) > 0.3:
            candidates.append((plausibility(sample), encoding))
    return max(candidates)[1] if candidates else ""


def _is_nearly_utf8(content: bytes) -> bool:
    sample = content[:_SAMPLE]
    text = sample.decode("utf-8", "replace")
    return text.count("\ufffd") * 50 < sum(char > "\x7f" for char in text) and plausibility(text) > 0.3


def _line_by_line(content: bytes) -> Decoded | None:
    """A text whose lines are in UTF-8 and in GB 18030 by turns, as when two files were put together."""
    if len(content) > 20 * _SAMPLE:
        return None
    lines, counts = [], Counter[str]()
    for line in content.split(b"\n"):
        for encoding in ("utf-8", "gb18030"):
            try:
                lines.append(line.decode(encoding))
            except UnicodeDecodeError:
                continue
            # Two bytes of GB may pass for UTF-8; six that are two Chinese characters hardly do.
            if len(re.findall("[\u4e00-\u9fff]", lines[-1])) > 1:
                counts[encoding] += 1
            break
        else:
            return None
    text = "\n".join(lines)
    if counts["utf-8"] * 5 < counts["gb18030"] or not counts["gb18030"] or plausibility(text) < 0.3:
        return None
    return Decoded(text, "utf-8+gb18030", "疑似乱码：文件里混用了两种编码，已分别读出，请对照原件看一看")


def _lossy(content: bytes, encoding: str) -> Decoded:
    text = content.decode(encoding, "replace")
    lost = text.count("\ufffd")
    return Decoded(text, encoding, f"疑似乱码：有 {lost} 个字读不出来，显示为“\ufffd”" if lost else "")


def _best(content: bytes, declared: str) -> Decoded:
    scored = []
    for encoding in ("gb18030", "big5hkscs"):
        sample = content[:_SAMPLE].decode(encoding, "replace")
        lost = sample.count("\ufffd") / max(1, len(sample))
        scored.append((plausibility(sample) - 5 * lost + (0.02 if _names(declared, encoding) else 0), encoding))
    scored.sort(reverse=True)
    (score, encoding), (second, _) = scored[0], scored[1]
    decoded = _lossy(content, encoding)
    if decoded.warning:
        return decoded
    if score < 0.25 or score - second < 0.05:
        return decoded._replace(warning="疑似乱码：拿不准文字的编码，请对照原件看一看，不对就另存为 UTF-8 再导入")
    return decoded


def _names(declared: str, encoding: str) -> bool:
    return (encoding == "gb18030") == declared.startswith(("gb", "x-gb", "cp936", "hz")) if declared else False
