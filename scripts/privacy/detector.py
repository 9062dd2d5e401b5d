"""Personal data in a text, seen as a person sees it: whatever signs, blanks and spellings hide it.

One detector for import, checks, site, reports and file names. It tells the kind and the place of
what it finds, never the value. The rule's source: 个人信息保护法 第六条 (minimum necessary).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from scripts.privacy.folding import fold
from scripts.privacy.surnames import is_name

MARK = "（个人信息不收）"
"""What stands in a text where something personal stood."""


class PersonalDatum(NamedTuple):
    """One piece of personal data in a text: where it begins and ends, and its kind in words."""

    start: int
    end: int
    kind: str


def find(text: str) -> tuple[PersonalDatum, ...]:
    """Everything personal in a text, in order; of two that overlap, the one that begins first.

    >>> find("联系人：某某某，填表日期2026年1月")
    (PersonalDatum(start=4, end=7, kind='姓名'),)
    >>> find("收入预算" + "138" * 3 + "56元")
    ()
    """
    if _AMOUNT.fullmatch(text) or not _MAY_BE_PERSONAL.search(text):
        return ()
    folded = fold(text)
    data = sorted(
        {
            PersonalDatum(
                folded.places[start], folded.places[end - 1] + folded.widths[end - 1], kind
            )
            for start, end, kind in _matches(folded.text)
        }
    )
    return tuple(_apart(data))


def cleaned(text: str) -> tuple[str, tuple[str, ...]]:
    """A text with a mark for each piece of personal data, and the kinds of these.

    >>> cleaned("经办人：某某 2026年")
    ('经办人：（个人信息不收） 2026年', ('姓名',))
    """
    data = find(text)
    for start, end, _ in reversed(data):
        text = text[:start] + MARK + text[end:]
    return text, tuple(datum.kind for datum in data)


_LONGEST_LABEL = 100
# The labels in English; what has other letters of ASCII only is a code or a figure.
_ENGLISH = re.compile(r"tel|fax|phone|mail|qq|&", re.IGNORECASE)


@lru_cache(1 << 14)  # a table asks of one label in every row
def is_contact(label: str) -> bool:
    """Whether a label asks for a person's name or for how to reach one.

    >>> is_contact("联系电话："), is_contact("电话费")
    (True, False)
    """
    # No label is that long, whatever stands between its characters.
    if len(label) > _LONGEST_LABEL:
        return False
    if label.isascii() and not _ENGLISH.search(label):
        return False
    return _LABEL.fullmatch(fold(label).text.replace(" ", "")) is not None


def asks_for(label: str) -> str:
    """What kind of personal data a contact's label asks for: 姓名, 电话号码 or 电子邮箱."""
    if not re.search(_REACHED, label, re.IGNORECASE):
        return "姓名"
    return "电子邮箱" if "邮" in label else "电话号码"


# Forms


def _spaced(words: str) -> str:
    """An expression for these words (parted by blanks), also where their letters are set apart."""
    return "|".join(" {0,3}".join(word) for word in words.split())


_PERSON = _spaced(
    "姓名 负责人 经办人 联系人 填报人 填表人 制表人 审核人 复核人 审批人 报送人 编制人 "
    "法定代表人 法人代表 经手人 联络人 责任人"
)
# As labels these need their colon: 审核 alone is what an office does.
_PERSON_WITH_COLON = _spaced(
    "制表 审核 复核 填表 填报 编制 校核 签发 主管 局长 科长 主任 会计 出纳"
)
_REACHED = (
    _spaced("电话 手机 传真 座机 热线 联系方式 邮箱 电子邮件")
    + r"|微信号?|Tel|Fax|Phone|E-?mail|QQ"
)
_LABEL = re.compile(
    rf"[\u4e00-\u9fff]{{0,4}}(?:{_PERSON}|{_REACHED})(?:及(?:联系)?电话)?(?:号码?|姓名)?"
    rf"(?:\((?:签字|签章|盖章|签名)\))?:?|(?:{_PERSON_WITH_COLON})(?:\((?:签字|签章|盖章|签名)\))?:",
    re.IGNORECASE,
)

# One sign between the groups, the same throughout: 3-4-4, 4-3-4, one digit at a time ….
_GROUPS = ((3, 4, 4), (4, 3, 4), (3, 8), (7, 4), (6, 5), (5, 6), (4, 4, 3), (3, 3, 5))
_PAIRS = ((2, 2, 2, 2, 2, 1), (1, 2, 2, 2, 2, 2), (3, 2, 2, 2, 2), (1,) * 11)


_AMOUNT = re.compile(r"[-−+]?[\d,]{0,10}(?:\.\d{0,8})?%?")
"""A figure as amounts have them; most cells are one."""
# Asked of every text as it stands, so that few have to be folded.
_MAY_BE_PERSONAL = re.compile(
    rf"[\d@＠:：&]|[\u2460-\u24ff\u2776-\u2793]{{6}}|(?:[〇零一二三四五六七八九幺].?){{11}}|[(\[（]at[)\]）]|{_PERSON}|{_REACHED}",
    re.IGNORECASE,
)


def _grouped(groups: Sequence[int], name: str) -> str:
    """The expression for eleven digits in these groups, with one and the same sign between them."""
    first, *rest = groups
    begin = r"1[3-9]" + rf"\d{{{first - 2}}}" if first > 1 else "1"
    parts = [f"\\d{{{count}}}" for count in rest]
    # Six digits and five with one point is an amount.
    signs = r"[ \-/·]" if len(groups) == 2 else r"[ \-./·]"
    sign = rf"(?P<{name}>{signs}{{1,3}})"
    if first == 1:
        # The second digit stands in the next group.
        parts[0] = "[3-9]" if rest[0] == 1 else rf"[3-9]\d{{{rest[0] - 1}}}"
    return begin + sign + rf"(?P={name})".join(parts)


_ELEVEN = "|".join(
    [
        r"1[3-9]\d{9}",
        *(_grouped(groups, f"s{index}") for index, groups in enumerate((*_GROUPS, *_PAIRS))),
    ]
)
# No digit before it, none after it; what has decimals is an amount.
_MOBILE = re.compile(
    rf"(?<![\d.])(?<!\d[,，])(?P<prefix>(?:\(?\+?(?:00)?86\)?[ -]{{0,2}})|0)?(?P<number>{_ELEVEN})"
    r"(?!\d)(?!\.\d)(?![,，]\d{3})"
)
# With separators of thousands it is an amount, but for what stands after a contact's label.
_SEPARATED = re.compile(
    rf"(?:{_REACHED})(?:号码?)?[ :为是)]{{0,3}}(1[3-9],\d{{3}},\d{{3}},\d{{3}})(?![\d,])",
    re.IGNORECASE,
)
_MASKED_MOBILE = re.compile(r"(?<![0-9.])1[3-9]\d[- ]?[*xX•]{3,8}[- ]?\d{2,4}(?![0-9])")
# Whole, or in the groups that people write: place, day of birth, the rest.
_IDENTITY = re.compile(
    r"(?<![0-9A-Za-z])[1-9]\d{5}([ -]?)(?:\d{8}|\d{4}\1\d{4})\1\d{3}[\dXx](?![0-9A-Za-z])"
)
_OLD_IDENTITY = re.compile(r"(?<![0-9A-Za-z.])[1-9]\d{5}([ -]?)\d{6}\1\d{3}(?![0-9A-Za-z]|\.\d)")
_MASKED_IDENTITY = re.compile(
    r"(?<![0-9A-Za-z])[1-9]\d{2,9}[*•]{4,14}\d{0,4}[\dXx]?(?![0-9A-Za-z])"
)
_LABELLED_IDENTITY = re.compile(
    r"(?:身份证|证件)(?:件)?(?:号码?)?[: 为是]{0,3}([1-9][\d -]{12,24}[\dXx*])"
)
_DOCUMENT = re.compile(
    r"(?:护照|通行证|港澳证|台胞证)(?:号码?)?[: 为是]{0,3}([A-Za-z]{1,2} ?\d{6,9})"
)
_ACCOUNT = re.compile(
    r"(?:账号|帐号|卡号|账户|帐户|银行卡|开户行)(?:号码?)?[: 为是]{0,3}(\d[\d -]{8,28}\d)"
)
_MAIL = re.compile(
    r"(?<![A-Za-z0-9.+-])[A-Za-z0-9][A-Za-z0-9_.+-]* ?(?:@|\(at\)|\[at\]) ?"
    r"(?:[A-Za-z0-9-]+(?: ?[.。] ?[A-Za-z0-9-]+)+|[\w-]+ ?[.。] ?(?:中国|公司|网络|政务|公益))",
    re.IGNORECASE,
)
_LANDLINE = re.compile(
    r"(?<![\d.])(?:\(?\+?86\)?[- ]?)?(?:\(0\d{2,3}\) ?|0\d{2,3}[- ]{1,2})\d{3,4}[- ]?\d{4}"
    r"(?:(?:-|转|ext\.?) ?\d{1,5})?(?![\d.])"
)
_SERVICE_NUMBER = re.compile(r"(?<![\d.])[48]00(?:-\d{3}-\d{4}|-\d{4}-\d{3}|-\d{7})(?!\d)")
_CALLED = re.compile(
    rf"(?:{_REACHED})(?:号码?)?[ :为是)]{{0,3}}(\+?[(\d][\d\-() ]{{4,}}\d(?: ?转 ?\d{{1,5}})?)"
    r"(?![\d.,]* ?[万亿元%])",
    re.IGNORECASE,
)
_ACCOUNT_NAME = re.compile(
    r"(?:微信号?|QQ号?)[ :]{1,2}([A-Za-z][\w-]{5,19}|\d{5,11})", re.IGNORECASE
)
_SIGNED = r"(?:\((?:签字|签章|盖章|签名|签字盖章)\))?"
_NAMED = re.compile(
    rf"(?P<label>(?:{_PERSON})(?:及(?:联系)?电话)?(?:姓名)?{_SIGNED}(?P<sign>[ ]*:?[ ]*)"
    rf"|(?:{_PERSON_WITH_COLON}){_SIGNED}(?P<colon> *: *))"
)


def _matches(text: str) -> Iterator[tuple[int, int, str]]:
    """Where in a folded text something personal stands; several may overlap."""
    text = _NO_NUMBER.sub(lambda match: "x" * len(match.group()), text)
    for match in _MOBILE.finditer(text):
        if not _is_amount(text, match):
            yield *match.span(), "手机号码"
    for form, kind in _PLAIN_FORMS:
        for match in form.finditer(text):
            yield *match.span(form.groups), kind
    for match in _IDENTITY.finditer(text):
        if _checksum_holds(re.sub("[ -]", "", match.group())):
            yield *match.span(), "身份证号码"
    for match in _OLD_IDENTITY.finditer(text):
        if _is_old_identity(
            re.sub("[ -]", "", match.group()), text[max(0, match.start() - 12) : match.start()]
        ):
            yield *match.span(), "身份证号码"
    for match in _CALLED.finditer(text):
        # 12345 and other short numbers are an office's, for everybody to call.
        if sum(map(str.isdigit, match.group(1))) >= 7:
            yield *match.span(1), "电话号码"
    yield from _names(text)


_PLAIN_FORMS = (
    (_MASKED_MOBILE, "打码的手机号码"),
    (_MASKED_IDENTITY, "打码的身份证号码"),
    (_LABELLED_IDENTITY, "身份证号码"),
    (_DOCUMENT, "证件号码"),
    (_ACCOUNT, "银行账号"),
    (_MAIL, "电子邮箱"),
    (_LANDLINE, "电话号码"),
    (_SERVICE_NUMBER, "电话号码"),
    (_ACCOUNT_NAME, "社交账号"),
    (_SEPARATED, "手机号码"),
)


# Hashes and addresses hold digits of every kind: t20250131_….html is no number to call.
_NO_NUMBER = re.compile(
    r"(?<![0-9A-Za-z])[0-9a-f]{32,}(?![0-9A-Za-z])|https?://[^\s\"'<>,;。，；]+"
)


# Amounts

_MONEY_BEHIND = re.compile(r" ?(?:[万亿]?元|[万亿%]|人民币)")
# 合计13…; 收入预算13…，比上年增加….
_SUM = re.compile(r"(?:金额|合计|总计|共计|总额)[为是:]? ?$")
_MONEY = re.compile(
    r"(?:预算|决算|收入|支出|资金|拨款|经费|增加|减少|结转)(?:为|是|共|达|约|数|:)? ?$"
)
_COMPARED = re.compile(r" ?[,，;；(（]?(?:比|较|与|同|增|减|其中|占)")
_CONTACT = re.compile(rf"{_REACHED}|联系|致电|拨打|号码|{_PERSON}", re.IGNORECASE)


def _is_amount(text: str, match: re.Match[str]) -> bool:
    """Whether eleven digits that begin like a mobile number are money.

    Money stands before its unit, after a minus, or right after what it is the sum of, where the
    clause speaks of no way to reach anybody.
    """
    start, end = match.span()
    if not match.group().isdigit() or match.group("prefix"):
        return False
    # 沪财〔2025〕…号 is the number of a document.
    is_numbered = text[max(0, start - 1) : start] == "〕" and text[end : end + 1] == "号"
    if (
        is_numbered
        or _MONEY_BEHIND.match(text, end)
        or text[max(0, start - 1) : start] in ("-", "¥")
    ):
        return True
    # A clause, or its last sixty characters: each number costs the same, however long the text.
    clause = re.split(r"[,;。，；\n]", text[max(0, start - 60) : start])[-1]
    is_money = _SUM.search(clause) or (_MONEY.search(clause) and _COMPARED.match(text, end))
    return bool(is_money) and not _CONTACT.search(clause)


# Identity numbers

# GB 11643: what each of the first seventeen figures counts, and the check for each remainder.
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_BORN = re.compile(r"\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
# Province, district, then year, month and day of birth in two digits each.
_OLD_BORN = re.compile(
    r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5])\d{4}[2-9]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
)
_NUMBERED_THING = re.compile(r"(?:编码|代码|编号|文号|项目|合同号|〔\d{4}〕)[: ]?$")


def _checksum_holds(number: str) -> bool:
    """Whether eighteen characters are an identity number: some project codes are as long."""
    if not _BORN.match(number):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECKS[total % 11] == number[-1].upper()


def _is_old_identity(number: str, before: str) -> bool:
    return _OLD_BORN.match(number) is not None and not _NUMBERED_THING.search(before)


# Names

_LATIN = re.compile(r"[A-Z][A-Za-z.'-]*(?: [A-Z][A-Za-z.'-]*){0,3}")
_HAN = r"\u3400-\u9fff"
# Two letters set apart (王 某), three, four, or parts with a dot between.
_HAN_NAME = re.compile(
    rf"[{_HAN}]{{1,12}}[·•.][{_HAN}·•.]{{1,30}}|[{_HAN}] {{1,3}}[{_HAN}](?: {{1,3}}[{_HAN}])?(?![{_HAN}])"
    rf"|[{_HAN}][{_HAN}*]{{1,7}}"
)
_ENDS = re.compile(rf"同志|先生|女士|\(|$|[ ,，。;；、/()\d:]|{_REACHED}|{_PERSON}", re.IGNORECASE)


def _names(text: str) -> Iterator[tuple[int, int, str]]:
    for label in _NAMED.finditer(text):
        sign = label.group("sign")
        has_colon = sign is None or ":" in sign
        at = label.end()
        while end := _name_end(text, at, has_colon=has_colon, glued=sign == ""):
            yield at, end, "姓名"
            # A second name: 王某、李某.
            following = re.compile(r" ?[、/] ?").match(text, end)
            if following is None:
                break
            at = following.end()


def _name_end(text: str, at: int, *, has_colon: bool, glued: bool) -> int:
    """Where a name ends that begins at a place; 0 where none stands there."""
    latin = _LATIN.match(text, at)
    if latin and has_colon:
        return latin.end()
    match = _HAN_NAME.match(text, at)
    if match is None:
        return 0
    for length in range(len(match.group()), 1, -1):
        name = text[at : at + length]
        if (
            name[-1] in " ·•."
            or name.endswith(("同志", "先生", "女士"))
            or not _ENDS.match(text, at + length)
        ):
            continue
        if is_name(name.replace(" ", ""), sure=not has_colon, glued=glued):
            return at + length
    return 0


def _apart(data: Sequence[PersonalDatum]) -> Iterator[PersonalDatum]:
    """The data, less those that begin inside another; of those that begin together the longest."""
    end = -1
    for datum in sorted(data, key=lambda datum: (datum.start, -datum.end)):
        if datum.start >= end:
            yield datum
            end = datum.end
