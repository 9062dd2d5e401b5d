"""Years and phases that are not the document's where it speaks of itself."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from scripts.ingest.headlines import PHASE_WORDS
from scripts.ingest.vocabulary.column_words import Period
from scripts.ingest.wordings.wording import Line, Wording

# 一般公共预算 says nothing of the phase; 预决算 speaks of both; a building has a 竣工决算.
_NO_PHASE = re.compile(
    r"(?:一般)?公共(?:财政)?预算|政府性基金预算|国有资本(?:经营)?预算|预决算|"
    r"(?:工程|竣工|财务|项目|审计|结)决算|(?:年初|调整|全年|当年)预算"
)
_OWN = re.compile(
    r"(?<!\d)(20\d\d)年度?(?:[\u4e00-\u9fff]{0,20}?)(?:部门|单位|本级|[局委厅院会处心署])(?:综合|收支)?([预决]算)(?![数执])"
)
_OTHER_TIME = re.compile(r"上年|去年|以前年度|往年|历年|将|待|届时|后续|计划|规划")
_TITLE_END = re.compile(r"(?:说明|表|情况|公开|[预决]算)(?:[(（].*[)）])?$")
_DOTS = re.compile(r"[.…·。\s]{2,}\d*$")
_BUDGET_TITLE = re.compile(r"预算(?:总体)?(?:情况)?(?:的)?(?:说明|总表|表)$")
_COMPARED = re.compile(r"(?:[比较与和同对从至到]|相[比较]于?|截[至止]|根据|按照|按)$")
# A sentence of the money: 2026年本单位支出预算1935.36万元.
_MONEY = re.compile(
    r"(?:^|[。；;:：、.])[(（]?(?P<head>[^。；;，,\d]{0,14}?)(?<!\d)(?P<year>20\d\d)年度?"
    r"(?P<subject>[^。；;，,：:\d]{2,36}?)(?P<amount>\d[\d,]*(?:\.\d+)?)(?:万|亿)?元"
)
_AGAINST = re.compile(r"[比较](?P<year>20\d\d)年")
_YEAR = re.compile(r"(?<!\d)(20\d\d)年")
_DONE = re.compile(r"执行|完成|实际|结转|底|末|决算|支付|发生|追加|下达|拨付|收回")


def of_another_period(
    lines: Sequence[Line], period: Period, titles: Collection[str]
) -> Iterator[Wording]:
    """Each title and each sentence of the document's own money that names another year or phase.

    `titles` are those of tables, which have rules of their own.
    """
    for line in lines:
        if line.is_title and any(line.text in title or title in line.text for title in titles):
            continue
        yield from _phases(line, period)
        yield from _years(line, period)


def _phases(line: Line, period: Period) -> Iterator[Wording]:
    ours = PHASE_WORDS[period.phase]
    text = _NO_PHASE.sub(lambda match: "＊" * len(match[0]), line.text)
    if _OTHER_TIME.search(text) or ("决算" not in text and period.phase == "budget"):
        return
    is_heading = line.is_title and not line.is_cell
    if period.phase == "budget":
        own = re.search(rf"(?<!\d){period.year}年度?[^，。；;：:\d]{{0,16}}?决算", text)
        # 2026年决算公开时 speaks of what is to come.
        to_come = own and not line.is_title and text[own.end() :].startswith(("公", "时"))
        if own and not to_come and not _COMPARED.search(text[: own.start()]):
            words = line.text[own.start() : own.end()]
            yield Wording("phase", words[-20:], ours, line.place)
            return
        years = set(re.findall(r"20\d\d", text)) - {str(period.year)}
        if is_heading and not years and "预算" not in text and _TITLE_END.search(text):
            yield Wording("phase", line.text[-20:], ours, line.place)
    elif is_heading and "决算" not in line.text and _BUDGET_TITLE.search(text):
        yield Wording("phase", line.text[-20:], ours, line.place)


def _years(line: Line, period: Period) -> Iterator[Wording]:
    year = str(period.year)
    wanted = f"{year}年"
    text = _DOTS.sub("", line.text)
    if line.is_title and year not in text:
        own = _OWN.search(text)
        of_phase = own and own[2] == PHASE_WORDS[period.phase] and _TITLE_END.search(text)
        if own and of_phase and not _OTHER_TIME.search(text):
            if not _COMPARED.search(text[: own.start()]):
                yield Wording("year", text[:20], wanted, line.place)
            return
    if line.is_cell:
        return
    for match in _MONEY.finditer(text):
        sentence = re.split(r"[。；;]", text[match.start("year") :])[0]
        against = _AGAINST.search(sentence)
        named = set(_YEAR.findall(sentence[: against.start()])) if against else set()
        if against and named == {against["year"]}:
            # 比 itself: one of the two years is wrong.
            yield Wording("year", against[0], "另一个年份", line.place)
        elif match["year"] != year and _is_of_own_money(match, text, period):
            yield Wording("year", match["year"] + "年" + match["subject"][:14], wanted, line.place)


def _is_of_own_money(match: re.Match[str], text: str, period: Period) -> bool:
    """Whether a sentence on last year's money can only be meant of this year's."""
    if int(match["year"]) != period.year - 1 or f"{period.year}" in text:
        return False
    before = match["head"] + match["subject"]
    if _COMPARED.search(match["head"]) or _OTHER_TIME.search(before):
        return False
    if re.search(r"今年|本年|当年", text):
        return False
    if period.phase == "final":
        return "决算" in match["subject"]
    return "预算" in match["subject"] and not _DONE.search(before)
