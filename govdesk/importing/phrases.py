"""How the parts of an official document that are no article look: titles, 文号, dates, signatures, page furniture."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from govdesk.rules.numerals import NUMERAL_CHARACTERS, parse_numeral

_KINDS = (
    "规则|规定|条例|办法|细则|制度|意见|方案|规范|决定|决议|法|通知|规程|守则|章程|准则|通报|公告|通告|预案|纲要|规划|计划|要点|标准|"
    "指南|措施|程序|规约|公约|办法|批复|函|令|解释|答复|清单|目录|职责|要求|规程|法典|通则|總則|規則|規程|條例|辦法|細則|規定|準則|要點"
)
_TRIAL = r"(?:\s*[（(〔\[][^（）()]{1,20}[）)〕\]])?"
TITLE_END = re.compile(rf"(?:{_KINDS})[》”]?{_TRIAL}[》”]?$")
_NAMED = frozenset(("法规名稱", "法规名称", "法規名稱"))
#: What promulgates a rule and is none itself.
WRAPPER_END = re.compile(rf"(?:通知|令|公告|通告|决定|批复|函){_TRIAL}$")
WRAPPED = re.compile(
    r"(?:印发|转发|公布|发布|下发|颁布|施行|实施|批转)(?:新修订的|修订后的)?[《〈]?(.{4,80}?)[》〉]?(?:（[^（）]*）)?的(?:通知|决定|令|公告)$"
)
DOC_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,14}[〔\[【﹝（(]\s*(?:19|20)\d{2}\s*[〕\]】﹞）)]\s*(?:第\s*)?\d{1,5}\s*号")
_GLUED = re.compile(
    rf"^(?P<title>.{{6,80}}?(?:{_KINDS})[》”]?{_TRIAL}[》”]?)\s*(?P<number>{DOC_NUMBER.pattern})\s*(?P<date>[（(].{{6,40}}[）)])?$"
)
_ORDER = re.compile(r"((?:[\u4e00-\u9fff]{2,20})?令)\s*[（(]?\s*第?\s*([\d一二三四五六七八九十百零〇]{1,5})\s*号")
_Y = r"(?:(?:19|20)\d{2}|[一二][〇○零ＯO一二三四五六七八九]{3})"
_NUM = f"(?:\\d{{1,2}}|[{NUMERAL_CHARACTERS}]{{1,3}})"
DATE = re.compile(rf"({_Y})\s*年\s*({_NUM})\s*月\s*({_NUM})\s*日|((?:19|20)\d{{2}})[-/.](\d{{1,2}})[-/.](\d{{1,2}})")
_MONTH = re.compile(rf"{_Y}年{_NUM}月(?:[×xX\s]*日)?")
_MINGUO = re.compile(r"民[國国]\s*([\d一二三四五六七八九十百零〇]{1,4})\s*年\s*(\S{1,3}?)\s*月\s*(\S{1,3}?)\s*日")
ORGAN = re.compile(
    r"(?:人民政府|政府|办公厅|办公室|委员会|人民代表大会|人大常委会|国务院|中央军委|中共中央|党委|市委|省委|县委|区委|管委会|"
    r"人民法院|人民检察院|总局|局|厅|部|院|署|办|委|行|會|院|府|總統)$"
)
_ORGAN_LINE = re.compile(r"^[\u4e00-\u9fff\s\u3000、，]{2,60}$")
HISTORY_WORDS = "通过|公布|发布|施行|修订|修正|修改|批准|颁布|印发|制定|發布|公布|修正|废止|实施"
_HISTORY = re.compile(
    rf"^(?:\d{{1,2}}[.．]\s*)?[（(〔\[]?\s*(?:根据|经|自)?\s*(?:{_Y}\s*年|民[國国]|中華民國).*(?:{HISTORY_WORDS})|^(?:自)?(?:公布|发布|印发)之日(?:起)?施行[）)]?$"
    rf"|^[（(].*(?:{HISTORY_WORDS}).*[）)]$|^[（(]\s*{_Y}\s*年.*"
)
RELEASE = re.compile(r"^[（(](?:此件|本件|此文)[^（）()]{2,20}[）)]$")
SALUTATION = re.compile(r"^[^。；]{4,400}[：:]$")
_PRINT_NOTE = re.compile(
    r"^(?:抄送|抄报|主题词|分送|发送|主送|印发范围)[：:\s]|(?:办公[厅室]|秘书[局处科]|办)[\s\u3000]*(?:\d{4}年\d{1,2}月\d{1,2}日)\s*印发?$|"
    r"^\s*共印\s*\d+\s*份|^[（(]?共印\d+份[）)]?$"
)
PAGE_NUMBER = re.compile(
    r"^(?:[-—–―_·•\s]{1,6}\d{1,4}[-—–―_·•\s]{1,6}|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4})$"
)
LEADERS = re.compile(r"(?:[…\.．·⋯—-]\s?){4,}\s*\d{0,4}$|[…⋯]{2,}\s*\d{1,4}$")
_FURNITURE = re.compile(
    r"^(?:网站首页|首页|当前位置|您?(?:现在|当前|所在)?(?:所在)?的?位置\s*[：:>]|欢迎(?:访问|您|光临)|高级搜索|站内搜索|搜索|"
    r"字号|字体|【\s*字|\[?字体|【?(?:大|中|小|打印|关闭|收藏)[\s】】|]|打印本页|打印|关闭窗口|关闭|收藏本页|分享|扫一扫|"
    r"点击(?:收藏|数|量|率)|回到顶部|返回顶部|TOP|责任编辑|责编|编辑[：:]|来源[：:]|信息来源|稿源|作者[：:]|浏览(?:次数|量)|阅读(?:次数|量)?[：:]|"
    r"访问(?:次数|量)|上一篇|下一篇|上一条|下一条|相关(?:文件|文章|链接|新闻|稿件|解读|附件|阅读|信息|政策|推荐)|主办(?:单位)?[：:]|"
    r"承办(?:单位)?[：:]|协办|版权所有|网站标识码|网站地图|网站声明|关于我们|联系(?:我们|方式|电话)|无障碍|繁体|简体|English|本网站|技术支持|"
    r"建议使用|推荐使用|地址[：:]|邮编[：:]|附件下载|文件下载|政策解读|图解|视力保护|保护视力|语音播报|手机版|客户端|登录|注册|微信|微博|-->|"
    r"[^。；]{0,40}(?:ICP备|公网安备|版权所有|网站标识码|All Rights Reserved|最佳浏览|在手机打开|分享到|点击收藏|回到顶部))",
    re.I,
)
# A sentence of the rule may begin with such a word (协办部门应当……); these alone begin a sentence of the page's.
_SENTENCE = re.compile(r"[。；;]$")
_FURNITURE_SENTENCE = re.compile(
    r"^(?:欢迎(?:访问|您|光临)|本网站|建议使用|推荐使用|-->)|"
    r"ICP备|公网安备|版权所有|网站标识码|All Rights Reserved|最佳浏览|在手机打开|分享到|点击收藏|回到顶部",
    re.I,
)
_PARTICULAR = (
    "索引号|索取号|信息索引|主题分类|公开分类|信息分类|分类|发文机关|发文机构|发文单位|发布机构|发布机关|发布单位|公开机构|制定机关|颁布单位|成文日期|生成日期|"
    "发文日期|形成日期|标题|信息名称|文件名称|名称|发文字号|文件编号|文号|发布日期|发布时间|公布日期|公开日期|生成时间|主题词|关键词|有效性|时效性|时效|效力级别|"
    "效力状态|效力|体裁|公开方式|公开形式|公开范围|公开时限|施行日期|实施日期|生效日期|废止日期|失效日期|信息来源|法规名稱|法规名称|法規名稱|修正日期|法規類別|主题|组配分类"
)
_SPACED = "|".join("[ \u3000\u00a0]*".join(word) for word in _PARTICULAR.split("|"))
PARTICULAR = re.compile(rf"(?:^|(?<=[\s\u3000|]))({_SPACED})(?:[ \u3000]*[：:][ \u3000]*|[\s\u3000|]+|$)")


def is_furniture(text: str) -> bool:
    """Is a short line part of a web page's furniture (navigation, buttons, the site's foot)?"""
    if _SENTENCE.search(text) and not _FURNITURE_SENTENCE.search(text):
        return False
    return len(text) <= 160 and (_FURNITURE.match(text) is not None or text.count(" | ") > 2 or text.count(">") > 1)


def is_print_note(text: str) -> bool:
    """Is a line part of the 版记 (GB/T 9704-2012, 7.4)?"""
    return len(text) < 200 and _PRINT_NOTE.search(text) is not None


def is_history(text: str) -> bool:
    """Is a line part of the 题注: when a text was passed, published, amended?"""
    return len(text) < 2000 and _HISTORY.match(unicodedata.normalize("NFKC", text).strip()) is not None


def is_organ(text: str) -> bool:
    """Is a line nothing but the names of one or more organs, as signatures are?"""
    bare = "".join(text.split())
    return (
        len(bare) <= 60
        and not re.search("关于|印发|转发", bare)
        and _ORGAN_LINE.match(text) is not None
        and ORGAN.search(bare) is not None
    )


def only_date(text: str) -> dt.date | None:
    """The date, where a line is a date and nothing else (in brackets or not)."""
    bare = "".join(text.split()).strip("（）()〔〕")
    match = DATE.fullmatch(bare)
    return _date(match) if match else None


def is_dated(text: str) -> bool:
    """Is a line a date and nothing else, whole or with the day left out (2020年3月)?"""
    return only_date(text) is not None or _MONTH.fullmatch("".join(text.split()).strip("（）()")) is not None


def dates_in(text: str) -> list[tuple[int, dt.date]]:
    """(place, date) of all full dates in `text`, in the Western or the Republican calendar."""
    found = [(match.start(), day) for match in DATE.finditer(text) if (day := _date(match))]
    for match in _MINGUO.finditer(text):
        year, month, day_of = (parse_numeral(match[index]) for index in (1, 2, 3))
        day = _day((year or 0) + 1911, month or 0, day_of or 0)
        if day:
            found.append((match.start(), day))
    return sorted(found)


def particulars_in(text: str) -> list[tuple[str, str]]:
    """(name, value) of the particulars in a row such as `索 引 号：　0001　发文机关：　国务院`; names without blanks."""
    matches = list(PARTICULAR.finditer(text))
    if not matches or matches[0].start() > 0:
        return []
    ends = [match.start() for match in matches[1:]] + [len(text)]
    return [
        ("".join(match[1].split()), text[match.end() : end].strip(" \u3000\u00a0|"))
        for match, end in zip(matches, ends, strict=True)
    ]


def title_line(text: str) -> tuple[str, str, str]:
    """(title, 文号, date) of a line that may hold a title with the others run into it, or 法規名稱：…; else the line itself."""
    if len(text) < 200 and (match := _GLUED.match(text)):
        return match["title"], match["number"], match["date"] or ""
    named = particulars_in(text)
    if len(named) == 1 and named[0][0] in _NAMED and named[0][1]:
        return named[0][1], "", ""
    return text, "", ""


def order_numbers(text: str) -> list[tuple[int, str]]:
    """(place, number) of orders: 中华人民共和国国务院令第707号."""
    # A date right before it is no part of an organ's name.
    text = DATE.sub(lambda match: " " * len(match[0]), text)
    return [(match.start(), "".join(match[0].split())) for match in _ORDER.finditer(text)]


def _date(match: re.Match[str]) -> dt.date | None:
    if match[4]:
        return _day(int(match[4]), int(match[5]), int(match[6]))
    year = match[1].translate(str.maketrans("ＯO○", "〇〇〇"))
    return _day(parse_numeral(year) or 0, parse_numeral(match[2]) or 0, parse_numeral(match[3]) or 0)


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day) if year > 1900 else None
    except ValueError:
        return None
