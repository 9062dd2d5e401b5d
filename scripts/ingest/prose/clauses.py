"""What a clause says of the figure at its end: of what it is, for which budget, how it moves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from scripts.ingest.vocabulary.column_words import Period
from scripts.schema.labels import NUMBERING

SUBJECT_LENGTH = 20
FIGURE = "\x00"
"""What stands in a clause for an earlier figure of it and its unit."""

_RISES = "增加|增长|上升|提高|上涨|增幅|升幅|涨幅|调增|追加|大于|多于"
_FALLS = "减少|下降|降低|压减|压缩|减幅|降幅|调减|核减|小于|少于"
_MOVES = re.compile(rf"(?P<verb>{_RISES}|{_FALLS})")
# 比上年增加了, 下降幅度为.
_ENDS_MOVING = re.compile(rf"各?(?P<verb>{_RISES}|{_FALLS})(幅度|比例|额|率)?(了|为|约|达)*$")
# 增加（减少）, as forms print it.
_EITHER_WAY = re.compile(rf"({_RISES}|{_FALLS})\s*[（(/／]\s*({_RISES}|{_FALLS})\s*[)）]?\s*$")
_LAST = r"上年度?|去年|上一年度?|20\d\d年度?"
# 收入（较2025年）预算相比增加, 比年初预算.
_AGAINST = re.compile(
    rf"^(?P<before>.*?)(?:(?:与|和|同|比|较)(?P<when>{_LAST})|(?P<same>同比|环比)"
    r"|(?:与|和|同|比|较)(?=(?:年初|全年|调整)?预算))"
    r"(?:[（(][^（）()]*[）)])?(?P<of>.*?)(?P<with>相比较?|比较)?(?P<after>[^，,]*)$"
)
# 2025年预算, 上年度执行数; not 上年结转, which is money of this year.
_EARLIER = re.compile(r"^(?:(?P<year>20\d\d)年(?:度)?|上年度?|去年)(?!结转|结余|实户)(?P<of>.*)$")
_SHARE = re.compile(
    r"^(?P<of>.*?)占比?(?P<whole>[^占]*?)(的|之)?(比例|比重|百分比|份额)?(达到?|约|为)*$"
)
_COMPLETED = re.compile(r"^(?P<of>.*?)(完成|达到|执行)(了)?(?P<whole>[^，]*?预算[^，]*?)(的)?$")
# 2026年, 截至2025年12月31日.
_YEAR = re.compile(
    r"(?:截[至止])?20\d\d年(?:度|底|末|初(?!预算))?(?:\d{1,2}月(?:\d{1,2}日|底|末|初)?)?"
)
# 2050102小学教育, 小学教育（2050102）.
_CODED = re.compile(
    r"(?<!\d)(?P<code>[235]\d\d(?:\d\d){0,2})\s*[-—－]?\s*(?=[\u4e00-\u9fff“])"
    r"|[（(](?P<after>[235]\d\d(?:\d\d){0,2})[)）]"
)
_LISTED = re.compile(rf"^.*(?:^|(?<=[\u4e00-\u9fff）)：:“”\x00])){NUMBERING}(?=[\u4e00-\u9fff“”])")
# What introduces a subject and is none of it: 其中：, 主要用于, 我局共, 按功能分类支出包括.
_OPENING = re.compile(
    r"^(?:其中|主要(?:是|为|用于|(?=包括))|(?:主要)?原因(?:是|为)|从|(?:共|实|现)有(?=.)"
    r"|具体(?:为|包括)|包括|分别为|共?涉及|相应安排|拟?安排(?=.{3})|拟(?=安排)|全年(?=.{6})|"
    r"(?:本|我|各|该)(?:部门|单位|中心|局|委|办|街道|级)(?:各单位)?(?:共(?=[^有计])|所属)?"
    r"|(?:所属)?各(?:预算)?单位|(?:所属)?预算单位(?=共有)|部门各单位|"
    r"当年(?=本?部门)|按.{2,8}?(?:分类|用途|性质)(?:支出)?(?:划分)?(?:为|包括)?"
    r"|收入(?:为|包括)|支出(?:为|包括)|相应|增长的?|含|从|另有?|此外|的|是|各)"
    r"[：:，,]?"
)
# What leads from a subject to its figure: 收入合计, 支出约.
_CLOSING = re.compile(r"(?:为|是|共有|共计?|约|达到?|合计|累计|各|了|总共|科目|中|即)$")
# Names of columns: 年初预算数, 支出决算.
_GENERIC = re.compile(
    r"(?!本年预算安排)(?:当年|全年|年初|本年|调整|本年度|年度)?(?:部门|支出|财政)?(?:年初|调整)?"
    r"(?:预算|执行|决算|支出决算|支出预算|预算执行)"
    r"(?:安排|执行)?(?:数|额|金额)?|金额|数额|总额|总计|支出数?|预算安排数?|(?:上年|本年)数"
)
# Names of totals that look like columns: 本年支出预算, 部门收入预算.
_REAL = re.compile(
    r"(?:本年|本年度|全年|当年|年度)?"
    r"(?:(?:部门|单位)?(?:支出|收入)预算|预算(?:收入|支出))"
)
# 决算数大于年初预算数.
_MORE_OR_LESS = re.compile(
    r"(?:本年数|预算数|决算数)?(大于|多于|高于|小于|少于|低于)((?:上年|年初|全年)[^，,]*?数)$"
)
_BUDGET_COLUMN = re.compile(r"(?<![总的])(?:年初|全年|调整)?(?:预算|决算)数?$")
# 涉及预算资金, 预算数为; not what a budget's name ends in: 一般公共预算.
_PLANNED = re.compile(
    r"(?<!公共)(?<!基金)(?<!经营)预算(数|总额|金额|额|资金|安排)?(为|是|共|约|共计)*$"
)
_LONGEST_THING = 12
"""A verb further from the figure than this moves another: 增加人员后公用经费预算."""
_PUNCTUATION = " ：:，,、"


class Name(NamedTuple):
    """What words name, and the code of a classification printed with it; blank where none is."""

    subject: str
    code: str


@dataclass(frozen=True)
class Clause:
    """A clause read; `whole` is what its figure is a share of, `shares` whether a word says so."""

    subject: str = ""
    code: str = ""
    moves: bool = False
    direction: str = ""
    compared: str = ""
    vintage: str = ""
    whole: str = ""
    shares: bool = False

    @property
    def generic(self) -> bool:
        """Whether it names a column rather than a thing: 预算数, 支出决算."""
        return _is_generic(self.subject)


def read(text: str, *, percent: bool, department: str, period: Period) -> Clause:
    """What the words before a figure say of it; the department's own name is no subject."""
    if department:
        # A title may write its brackets in another width than the prose.
        own_name = "[（(）)]".join(map(re.escape, re.split("[（(）)]", department)))
        text = re.sub(rf"{own_name}(（[^）]*）)?(部门|单位)?", "", text)
    text = text.strip()
    match = _MORE_OR_LESS.search(text)
    if match:
        # What is more or less than what is worded as a change: …比年初预算数增加.
        verb = "增加" if match.group(1)[0] in "大多高" else "减少"
        text = f"{text[: match.start()]}比{match.group(2)}{verb}"
    rest, budget, is_all = _against(text, period)
    text, moves, direction = _moving(rest)

    # 上年预算 alone before a figure: it is last year's.
    if is_all and not moves:
        return Clause(vintage=budget)
    name = _name(text, period)
    if moves:
        return Clause(name.subject, name.code, moves, direction, budget)
    if not percent:
        return Clause(name.subject, name.code, vintage=_vintage(text, period))

    # 完成预算的98% is a share of the budget, 占98% one of what is named before.
    for pattern in (_COMPLETED, _SHARE):
        match = pattern.match(text)
        if match:
            name = _name(match.group("of"), period)
            whole = named(match.group("whole")).subject
            return Clause(name.subject, name.code, whole=whole, shares=True)
    return Clause(name.subject, name.code)


def named(text: str) -> Name:
    """What a run of words names, in no more than 20 characters, and the code printed with it.

    >>> named("其中：2050102小学教育")
    Name(subject='小学教育', code='2050102')
    """
    after_figure = text.rsplit(FIGURE, 1)[-1]
    text = _LISTED.sub("", after_figure)
    code = ""
    for match in _CODED.finditer(text):
        code = match.group("code") or match.group("after")

    # A numbering may stand behind the code too.
    text = _LISTED.sub("", _CODED.sub("", text))
    names = list(filter(None, map(_bare, _YEAR.split(text))))
    things = [name for name in names if not _is_generic(name)]
    last = (things or names or [""])[-1]
    return Name(shortened(last), code)


def shortened(text: str) -> str:
    """A name in at most 20 characters.

    Kept are the last levels of a path, the words after the last 的, else its end.

    >>> shortened("教育支出（类）普通教育（款）小学教育（项）支出")
    '普通教育（款）小学教育（项）'
    """
    if len(text) > SUBJECT_LENGTH:
        text = re.sub(r"[（(][^（()）]{5,}[)）]", "", text)
        text = re.sub(r"(?<=[（(][类款项][)）])支出$", "", text)

    levels = re.findall(r"[^（(]*[（(][类款项][)）]|[^（(]+.*", text)
    while len(text) > SUBJECT_LENGTH and len(levels) > 1:
        levels = levels[1:]
        text = "".join(levels)

    while len(text) > SUBJECT_LENGTH and "的" in text[1:-1]:
        text = text.split("的", 1)[1]
    return balanced(text[-SUBJECT_LENGTH:])


def balanced(text: str) -> str:
    """A name without a quotation mark or bracket that has no partner.

    >>> balanced("三公”经费"), balanced("“三公”经费（含"), balanced("“三公经费”")
    ('三公”经费', '“三公”经费（含', '三公经费')
    """
    for left, right in ("“”", "（）", "()"):
        ends_open = text.count(right) > text.count(left) and text.endswith(right)
        if text.startswith(right) or ends_open:
            text = text.strip(right)
        if text.count(left) > text.count(right):
            text = text.lstrip(left)

    # Marks around the whole name say nothing.
    if text.startswith("“") and text.endswith("”") and text.count("“") == 1:
        text = text[1:-1]
    return text.strip(_PUNCTUATION)


def _is_generic(name: str) -> bool:
    return not _REAL.fullmatch(name) and _GENERIC.fullmatch(name) is not None


def _name(text: str, period: Period) -> Name:
    """What a clause names; of final accounts without the column: 会议费决算数 is about 会议费."""
    name = named(text)
    thing = _BUDGET_COLUMN.sub("", name.subject)
    if period.phase == "final" and len(thing) > 3:
        return name._replace(subject=thing)
    return name


def _against(text: str, period: Period) -> tuple[str, str, bool]:
    """A clause without what it compares with, that budget, and whether the clause holds no more."""
    match = _AGAINST.match(text)
    if match is None or re.match(r"结转|结余", match.group("of")):
        return text, "", False

    before = match.group("before")
    of = match.group("of")
    after = match.group("after")
    says_with = match.group("with") is not None
    if not says_with:
        # Without 相比 the verb tells where what is compared with ends.
        words = of + after
        verb = _MOVES.search(words)
        end = verb.start() if verb else len(words)
        of = words[:end]
        after = words[end:]

    if match.group("when") is None and match.group("same") is None:
        budget = "original_budget" if "年初" in of else "adjusted_budget"
    else:
        budget = _earlier_budget(of, period)

    opens = not before.strip("，, ")
    rest = after
    if not opens and not (says_with and not _ENDS_MOVING.fullmatch(after)):
        rest = before + after

    is_all = opens and not says_with and not _MOVES.search(after)
    return rest.removeprefix(FIGURE), budget, is_all


def _earlier_budget(of: str, period: Period) -> str:
    """Which budget of an earlier year is meant: of final accounts, the outturn unless named."""
    if re.search(r"执行|决算|完成", of):
        return "previous_outturn"
    if period.phase == "final" and "预算" not in of:
        return "previous_outturn"
    return "previous_budget"


def _moving(text: str) -> tuple[str, bool, str]:
    """A clause without the word that moves its figure, whether there is one, and the direction."""
    either = _EITHER_WAY.search(text)
    if either:
        return text[: either.start()], True, ""
    last = text.rsplit(FIGURE, 1)[-1]
    if _ENDS_MOVING.fullmatch(last):
        last = text
    match = _ENDS_MOVING.search(last)
    if match:
        return last[: match.start()], True, _direction(match.group("verb"))

    verbs = list(_MOVES.finditer(last))
    if not verbs:
        return text, False, ""
    # 增加人员经费 before the figure: the verb stands before its thing.
    thing = last[verbs[-1].end() :]
    if not 0 < len(thing) <= _LONGEST_THING or re.search(r"[的占]|^[）)]", thing):
        return text, False, ""
    if _GENERIC.fullmatch(thing):
        thing = last[: verbs[-1].start()]
    return thing, True, _direction(verbs[-1].group("verb"))


def _direction(verb: str) -> str:
    return "increase" if re.fullmatch(_RISES, verb) else "decrease"


def _vintage(text: str, period: Period) -> str:
    """For which budget an amount is, as the words before it say."""
    last = text.rsplit(FIGURE, 1)[-1]
    earlier = _EARLIER.match(_LISTED.sub("", last))
    if earlier and int(earlier.group("year") or period.year - 1) == period.year - 1:
        return _earlier_budget(earlier.group("of"), period)

    # Of a budget every amount of the year is the budget's own.
    if period.phase != "final":
        return "budget"
    if re.search(r"年初预算", last):
        return "original_budget"
    return "adjusted_budget" if _PLANNED.search(last) else "outturn"


# Names


def _bare(text: str) -> str:
    """A name without the words that introduce it or lead to its figure."""
    ends_in_brackets = re.search(r"[（(][^（(]*[）)]$", text.strip())
    text = text.strip(_PUNCTUATION)
    if not ends_in_brackets:
        text = text.strip(_PUNCTUATION + "）)")
    # One such word after the other: 其中：我局共有…为约. No clause has more than six.
    for _ in range(6):
        shorter = _CLOSING.sub("", _OPENING.sub("", text)).strip(_PUNCTUATION)
        if shorter == text:
            break
        text = shorter
    return balanced(text)
