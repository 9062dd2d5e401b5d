"""What a clause says of the figure at its end: of what it is a figure, for which budget, how it moves, against what."""

from __future__ import annotations

import re
from dataclasses import dataclass

from scripts.ingest.vocabulary.column_words import Period
from scripts.schema.labels import NUMBERING

SUBJECT_LENGTH = 20
FIGURE = "\x00"
"""What stands in a clause for an earlier figure of it and its unit."""

_RISES = "增加|增长|上升|提高|上涨|增幅|升幅|涨幅|调增|追加|大于|多于"
_FALLS = "减少|下降|降低|压减|压缩|减幅|降幅|调减|核减|小于|少于"
_MOVES = re.compile(rf"(?P<verb>{_RISES}|{_FALLS})")
_ENDS_MOVING = re.compile(rf"各?(?P<verb>{_RISES}|{_FALLS})(幅度|比例|额|率)?(了|为|约|达)*$")
_EITHER_WAY = re.compile(rf"({_RISES}|{_FALLS})\s*[（(/／]\s*({_RISES}|{_FALLS})\s*[)）]?\s*$")
_LAST = r"上年度?|去年|上一年度?|20\d\d年度?"
_AGAINST = re.compile(
    rf"^(?P<before>.*?)(?:(?:与|和|同|比|较)(?P<when>{_LAST})|(?P<same>同比|环比)|(?:与|和|同|比|较)(?=(?:年初|全年|调整)?预算))"
    r"(?:[（(][^（）()]*[）)])?(?P<of>.*?)(?P<with>相比较?|比较)?(?P<after>[^，,]*)$"
)
_EARLIER = re.compile(r"^(?:(?P<year>20\d\d)年(?:度)?|上年度?|去年)(?!结转|结余|实户)(?P<of>.*)$")
_SHARE = re.compile(
    r"^(?P<of>.*?)占比?(?P<whole>[^占]*?)(的|之)?(比例|比重|百分比|份额)?(达到?|约|为)*$"
)
_COMPLETED = re.compile(r"^(?P<of>.*?)(完成|达到|执行)(了)?(?P<whole>[^，]*?预算[^，]*?)(的)?$")
_YEAR = re.compile(
    r"(?:截[至止])?20\d\d年(?:度|底|末|初(?!预算))?(?:\d{1,2}月(?:\d{1,2}日|底|末|初)?)?"
)
_CODED = re.compile(
    r"(?<!\d)(?P<code>[235]\d\d(?:\d\d){0,2})\s*[-—－]?\s*(?=[\u4e00-\u9fff“])|[（(](?P<after>[235]\d\d(?:\d\d){0,2})[)）]"
)
_LISTED = re.compile(rf"^.*(?:^|(?<=[\u4e00-\u9fff）)：:“”\x00])){NUMBERING}(?=[\u4e00-\u9fff“”])")
_OPENING = re.compile(
    r"^(?:其中|主要(?:是|为|用于|(?=包括))|(?:主要)?原因(?:是|为)|从|(?:共|实|现)有(?=.)|具体(?:为|包括)|包括|分别为|共?涉及|相应安排|拟?安排(?=.{3})|拟(?=安排)|全年(?=.{6})|"
    r"(?:本|我|各|该)(?:部门|单位|中心|局|委|办|街道|级)(?:各单位)?(?:共(?=[^有计])|所属)?|(?:所属)?各(?:预算)?单位|(?:所属)?预算单位(?=共有)|部门各单位|"
    r"当年(?=本?部门)|按.{2,8}?(?:分类|用途|性质)(?:支出)?(?:划分)?(?:为|包括)?|收入(?:为|包括)|支出(?:为|包括)|相应|增长的?|含|从|另有?|此外|的|是|各)"
    r"[：:，,]?"
)
_CLOSING = re.compile(r"(?:为|是|共有|共计?|约|达到?|合计|累计|各|了|总共|科目|中|即)$")
_GENERIC = re.compile(
    r"(?!本年预算安排)(?:当年|全年|年初|本年|调整|本年度|年度)?(?:部门|支出|财政)?(?:年初|调整)?(?:预算|执行|决算|支出决算|支出预算|预算执行)"
    r"(?:安排|执行)?(?:数|额|金额)?|金额|数额|总额|总计|支出数?|预算安排数?|(?:上年|本年)数"
)
_REAL = re.compile(
    r"(?:本年|本年度|全年|当年|年度)?(?:(?:部门|单位)?(?:支出|收入)预算|预算(?:收入|支出))"
)
_MORE_OR_LESS = re.compile(
    r"(?:本年数|预算数|决算数)?(大于|多于|高于|小于|少于|低于)((?:上年|年初|全年)[^，,]*?数)$"
)
_BUDGET_SAID = re.compile(r"(?<![总的])(?:年初|全年|调整)?(?:预算|决算)数?$")


@dataclass(frozen=True)
class Clause:
    """A clause read: `subject` is "" where it names nothing of its own, `parts_of` what it opens a list of."""

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
        return not _REAL.fullmatch(self.subject) and _GENERIC.fullmatch(self.subject) is not None


def read(text: str, *, percent: bool, department: str, period: Period) -> Clause:
    """What the words before a figure say of it; `percent` says that the figure is one."""
    text = (
        re.sub(rf"{re.escape(department)}(（[^）]*）)?(部门|单位)?", "", text).strip()
        if department
        else text.strip()
    )
    if more := _MORE_OR_LESS.search(text):
        text = f"{text[: more.start()]}比{more.group(2)}{'增加' if more.group(1)[0] in '大多高' else '减少'}"
    text, compared, base = _against(text, period)
    text, moves, direction = _moving(text)
    if base and not moves:
        return Clause(vintage=compared)
    whole, shares = "", False
    if percent and not moves:
        text, whole, shares = _share(text)
    vintage = "" if percent or moves else _vintage(text, period)
    subject, code = named(text)
    if period.phase == "final" and len(thing := _BUDGET_SAID.sub("", subject)) > 3:
        subject = thing
    return Clause(
        subject, code, moves, direction, compared if moves else "", vintage, whole, shares
    )


def named(text: str) -> tuple[str, str]:
    """What a run of words names, and the code printed with it; no more than 20 characters."""
    after_figure = text.rsplit(FIGURE, 1)[-1]
    text = _LISTED.sub("", after_figure)
    code = ""
    for match in _CODED.finditer(text):
        code = match.group("code") or match.group("after")
    text = _LISTED.sub("", _CODED.sub("", text))
    parts = [_bare(part) for part in _YEAR.split(text)]
    named_parts = [part for part in parts if part]
    real = [part for part in named_parts if _REAL.fullmatch(part) or not _GENERIC.fullmatch(part)]
    return shortened((real or named_parts or [""])[-1]), code


def shortened(text: str) -> str:
    """A name in at most 20 characters: the last levels of a path, the words after the last 的, else its end."""
    if len(text) > SUBJECT_LENGTH:
        text = re.sub(
            r"(?<=[（(][类款项][)）])支出$", "", re.sub(r"[（(][^（()）]{5,}[)）]", "", text)
        )
    levels = re.findall(r"[^（(]*[（(][类款项][)）]|[^（(]+.*", text)
    while len(text) > SUBJECT_LENGTH and len(levels) > 1:
        levels = levels[1:]
        text = "".join(levels)
    while len(text) > SUBJECT_LENGTH and "的" in text[1:-1]:
        text = text.split("的", 1)[1]
    return balanced(text[-SUBJECT_LENGTH:])


def balanced(text: str) -> str:
    """A name without a quotation mark or bracket that has no partner."""
    for left, right in ("“”", "（）", "()"):
        if text.startswith(right) or (
            text.count(right) > text.count(left) and text.endswith(right)
        ):
            text = text.strip(right)
        if text.count(left) > text.count(right):
            text = text.lstrip(left)
    if text.startswith("“") and text.endswith("”") and text.count("“") == 1:
        text = text[1:-1]
    return text.strip(" ：:，,、")


def _against(text: str, period: Period) -> tuple[str, str, bool]:
    """The text without what it compares with, the budget that this is, and whether nothing but it is left."""
    match = _AGAINST.match(text)
    if match is None or re.match(r"结转|结余", match.group("of")):
        return text, "", False
    before, of, after = match.group("before"), match.group("of"), match.group("after")
    moved = _MOVES.search(of + after)
    if match.group("with") is None and moved:
        of, after = (of + after)[: moved.start()], (of + after)[moved.start() :]
    elif match.group("with") is None:
        of, after = of + after, ""
    own = match.group("when") is None and match.group("same") is None
    compared = _other_budget(of) if own else _earlier_budget(of, period)
    rest = (
        after
        if not before.strip("，, ") or (match.group("with") and not _ENDS_MOVING.fullmatch(after))
        else before + after
    )
    bare = not _MOVES.search(after) and not before.strip("，, ") and match.group("with") is None
    return re.sub(rf"^{FIGURE}", "", rest), compared, bare


def _earlier_budget(of: str, period: Period) -> str:
    if re.search(r"执行|决算|完成", of):
        return "previous_outturn"
    return "previous_outturn" if period.phase == "final" and "预算" not in of else "previous_budget"


def _other_budget(of: str) -> str:
    return "original_budget" if "年初" in of else "adjusted_budget"


def _moving(text: str) -> tuple[str, bool, str]:
    """The text without the word that says how the figure moves, whether one does, and in which direction."""
    if either := _EITHER_WAY.search(text):
        return text[: either.start()], True, ""
    plain = (
        text.rsplit(FIGURE, 1)[-1]
        if not _ENDS_MOVING.fullmatch(text.rsplit(FIGURE, 1)[-1])
        else text
    )
    if match := _ENDS_MOVING.search(plain):
        return plain[: match.start()], True, _direction(match.group("verb"))
    moves = list(_MOVES.finditer(plain))
    if (
        moves
        and 0 < len(plain) - moves[-1].end() <= 12
        and not re.search(r"[的占]|^[）)]", plain[moves[-1].end() :])
    ):
        said = plain[moves[-1].end() :]
        thing = plain[: moves[-1].start()] if _GENERIC.fullmatch(said) else said
        return thing, True, _direction(moves[-1].group("verb"))
    return text, False, ""


def _direction(verb: str) -> str:
    return "increase" if re.fullmatch(_RISES, verb) else "decrease"


def _share(text: str) -> tuple[str, str, bool]:
    """The part that a percentage is of, the whole where it is named, and whether a word says that it is a share."""
    for pattern in (_COMPLETED, _SHARE):
        if match := pattern.match(text):
            return match.group("of"), named(match.group("whole"))[0], True
    return text, "", False


def _vintage(text: str, period: Period) -> str:
    """For which budget an amount is, as the words before it say."""
    last = text.rsplit(FIGURE, 1)[-1]
    earlier = _EARLIER.match(_LISTED.sub("", last))
    if earlier and (earlier.group("year") is None or int(earlier.group("year")) == period.year - 1):
        return _earlier_budget(earlier.group("of"), period)
    if period.phase != "final":
        return "budget"
    if re.search(r"年初预算", last):
        return "original_budget"
    return "adjusted_budget" if re.search(r"预算(数)?(为|是)?$", last) else "outturn"


def _bare(text: str) -> str:
    """A name without the words that introduce it or lead to its figure."""
    text = (
        text.strip(" ：:，,、）)")
        if not re.search(r"[（(][^（(]*[）)]$", text.strip())
        else text.strip(" ：:，,、")
    )
    for _ in range(6):
        shorter = _CLOSING.sub("", _OPENING.sub("", text)).strip(" ：:，,、")
        if shorter == text:
            break
        text = shorter
    return balanced(text)
