"""Personal data: every way in which it is written is seen, and money is not taken for it.

All values are made here at run time; none is of a person.
"""

from __future__ import annotations

import time

import pytest

from scripts import privacy
from scripts.privacy import cleaned, find

# The digits of one mobile number, so that none stands in this file.
_DIGITS = str.maketrans("αβγδεζηθικλ", "138" + "1234" + "5678")
_M = "αβγδεζηθικλ".translate(_DIGITS)
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_CIRCLED = str.maketrans("0123456789", "⓪①②③④⑤⑥⑦⑧⑨")
_BLACK = str.maketrans("0123456789", "⓿➊➋➌➍➎➏➐➑➒")
_WORDS = str.maketrans("0123456789", "零一二三四五六七八九")

MOBILES = {
    "plain": _M,
    "3-4-4 blanks": "αβγ δεζη θικλ",
    "3-4-4 dashes": "αβγ-δεζη-θικλ",
    "no-break blanks": "αβγ\u00a0δεζη\u00a0θικλ",
    "ideographic blanks": "αβγ\u3000δεζη\u3000θικλ",
    "full width": _M.translate(_FULL_WIDTH),
    "full width with blanks": "αβγ\u3000δεζη\u3000θικλ".translate(_DIGITS).translate(_FULL_WIDTH),
    "+86": "+86" + _M,
    "+86 dash": "+86-" + _M,
    "+86 blank": "+86 αβγ δεζη θικλ",
    "(86)": "(86)" + _M,
    "(+86) blank": "(+86) " + _M,
    "86 blank": "86 " + _M,
    "0086 glued": "0086" + _M,
    "0086 dash": "0086-" + _M,
    "leading zero": "0" + _M,
    "in a sentence": "如有疑问请找" + _M + "咨询",
    "after its label": "电话：" + _M,
    "masked with stars": "αβγ****θικλ",
    "masked with x": "αβγxxxxθικλ",
    "masked with dots": "αβγ••••θικλ",
    "points": "αβγ.δεζη.θικλ",
    "middle dots": "αβγ·δεζη·θικλ",
    "en dashes": "αβγ–δεζη–θικλ",
    "em dashes": "αβγ—δεζη—θικλ",
    "slashes": "αβγ/δεζη/θικλ",
    "underscores": "αβγ_δεζη_θικλ",
    "two blanks": "αβγ  δεζη  θικλ",
    "4-3-4": "αβγδ-εζη-θικλ",
    "3-8": "αβγ-δεζηθικλ",
    "7-4": "αβγδεζη θικλ",
    "6-5": "αβγδεζ ηθικλ",
    "5-6": "αβγδε ζηθικλ",
    "3-3-5": "αβγ δεζ ηθικλ",
    "pairs": "αβ γδ εζ ηθ ικ λ",
    "one and pairs": "α βγ δε ζη θι κλ",
    "digit by digit": " ".join(_M),
    "digit by digit with dashes": "-".join(_M),
    "letters before": "tel" + _M,
    "letters behind": _M + "abc",
    "微信号": "微信号" + _M,
    "zero-width marks": "αβγ\u200bδεζη\u200bθικλ",
    "joiners": "αβγ\u2060δεζηθικλ",
    "direction marks": "\u202aαβγ\u202cδεζηθικλ",
    "soft hyphens": "αβγ\u00adδεζη\u00adθικλ",
    "Arabic-Indic": _M.translate(_ARABIC),
    "circled": _M.translate(_CIRCLED),
    "circled in black": _M.translate(_BLACK),
    "keycaps": "".join(digit + "\ufe0f\u20e3" for digit in _M),
    "a mark of variants inside": _M[:5] + "\ufe0f" + _M[5:],
    "a joiner of letters inside": _M[:5] + "\u034f" + _M[5:],
    "accents": "\u0301".join(_M),
    "a Korean filler inside": "αβγ\u3164δεζη\u3164θικλ".translate(_DIGITS),
    "a blank of Braille inside": "αβγ\u2800δεζη\u2800θικλ".translate(_DIGITS),
    "a control character inside": _M[:5] + "\x07" + _M[5:],
    "in words": _M.translate(_WORDS),
    "O for 0": "αβOδεζηθικλ",
    "two with a slash": _M + "/" + _M[::-1].replace("8", "1", 1)[:1] + _M[1:],
    "full stop behind": _M + "。",
    "over a line": "αβγδεζη\nθικλ",
    "separators behind a label": "联系电话：13,812,345,678",
    "entities": "".join(f"&#{ord(digit)};" for digit in _M),
    "hexadecimal entities": "".join(f"&#x{ord(digit):x};" for digit in _M),
}


def _identity(digits: str) -> str:
    """Eighteen characters with the check that GB 11643 asks for."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))
    return digits + "10X98765432"[total % 11]


_I = _identity("11010119900307" + "101")
_WITH_X = next(
    number for k in range(100, 999) if (number := _identity(f"11010119900307{k}")).endswith("X")
)
IDENTITIES = {
    "18": _I,
    "with X": _WITH_X,
    "small x": _WITH_X.lower(),
    "full width": _I.translate(_FULL_WIDTH),
    "labelled": "身份证号：" + _I,
    "blanks": f"{_I[:6]} {_I[6:14]} {_I[14:]}",
    "blanks within the day": f"{_I[:6]} {_I[6:10]} {_I[10:14]} {_I[14:]}",
    "dashes": f"{_I[:6]}-{_I[6:14]}-{_I[14:]}",
    "15": "110101" + "900307" + "012",
    "15 labelled": "身份证号码：" + "110101" + "900307" + "012",
    "masked": "110101" + "********" + "1234",
    "wrong check behind its label": "身份证号：" + "110101199003070" + "999",
    "passport": "护照号：E" + "12345678",
    "permit": "港澳通行证号码：C" + "12345678",
    "bank card": "银行卡号：6222 0212 " + "3456 7890 123",
    "account": "账号：3100" + "1234567890123",
}
MAILS = {
    "plain": "zhang@example.com",
    "underscore": "zhang_san@example.cn",
    "blanks": "zhang @ example.com",
    "full width": "zhang＠example.com",
    "(at)": "zhang(at)example.com",
    "[at]": "zhang [at] example.com",
    "Chinese stop": "zhang@example。cn",
    "Chinese domain": "zhang@某局.中国",
    "of an office": "办公室邮箱：office@example.gov.cn",
    "in words": "请写信到zhang@example.com。",
}
LANDLINES = {
    "labelled": "联系电话：021-12345678",
    "extension in words": "电话：021-12345678转801",
    "way to reach": "联系方式:12345678",
    "fax": "传真：12345678",
    "bare": "021-12345678",
    "brackets": "（021）12345678",
    "three and seven": "0571-1234567",
    "extension": "021-12345678-801",
    "eight behind 电话": "电话12345678",
    "Tel": "Tel:12345678",
    "TEL.": "TEL: 021 1234 5678",
    "座机": "座机：12345678",
    "hotline": "咨询热线12345678",
    "400": "400-123-4567",
    "400 labelled": "客服电话：4001234567",
    "over a line": "联系电话：（021）\n12345678",
    "em dash": "023—12345678",
    "letters set apart": "电　话：12345678",
}
_N = "张某"
NAMES = {
    f"联系人：{_N}": [_N],
    f"经办人:{_N}": [_N],
    f"项目负责人：{_N}": [_N],
    f"填报人：{_N}　审核人：李某": [_N, "李某"],
    f"联系人 {_N}": [_N],
    f"联系人{_N}": [_N],
    f"经办人（签字）：{_N}": [_N],
    f"单位负责人（签章）：{_N}": [_N],
    f"联 系 人：{_N}": [_N],
    f"负 责 人： {_N}": [_N],
    "联系人：张 某": ["张 某"],
    "联系人：张　某": ["张　某"],
    "联系人：欧阳某某": ["欧阳某某"],
    "联系人：某某都·某合曼": ["某某都·某合曼"],
    "联系人：Zhang San": ["Zhang San"],
    f"联系人：{_N}同志": [_N],
    f"联系人：{_N}（科长）": [_N],
    f"联系人：{_N}、李某": [_N, "李某"],
    f"制表：{_N}": [_N],
    f"审核：{_N}": [_N],
    f"财务负责人：{_N}": [_N],
    f"法定代表人：{_N}": [_N],
    f"法人代表 {_N}": [_N],
    f"项目联系人及电话：{_N} 12345678": [_N],
    f"联系人及联系电话：{_N}，12345678": [_N],
    f"联系人：{_N}联系方式：021-12345678": [_N],
    f"部门预算公开联系人:{_N} 联系电话": [_N],
    "联系人：张*": ["张*"],
}
HARMLESS = (
    f"-{_M}",
    f"{_M}元",
    f"{_M} 元",
    f"{_M}万元",
    f"{_M}%",
    f"2025年收入预算{_M}，比上年增加5.00万元",
    f"合计 {_M}",
    "13,812,345,678",
    f"{_M}.00",
    "αβγδεζ.ηθικλ",
    "项目编码：310107" + "251000001",
    "310107251" + "0000000123",
    f"沪财〔2025〕{_M}号",
    "1234567890" + "123456789",
    "2024-2025",
    "2024—2025年",
    "电话费：123456",
    "手机 5000元",
    "传真机购置：120000",
    "负责人：3人",
    "联系电话费合计 25000.00",
    "单位姓名：某某局",
    "负责人：财政局",
    "审核人：预算处",
    "监督电话：12345",
    "举报电话：12388",
    "项目负责人高度重视，严格管理。",
    "主要负责人任职期间，",
    "联系人方式：",
    "审核：合格",
    "年度资金总额 400 400 400 10 100%",
    "15 3 2024 2025 1",
    "二〇二五年三月二十一日",
    "30201 办公费 12.50",
    "2130101",
)


@pytest.mark.parametrize("text", MOBILES.values(), ids=MOBILES.keys())
def test_mobile_numbers_are_seen_in_every_spelling(text: str) -> None:
    text = text.translate(_DIGITS)
    data = find(text)
    assert data, "kept"
    assert all("手机" in datum.kind or "电话" in datum.kind for datum in data)
    # Enough of it is taken out that nobody can call.
    rest = privacy.fold(cleaned(text)[0]).text
    assert sum(character.isdigit() for character in rest) < 7


@pytest.mark.parametrize("text", IDENTITIES.values(), ids=IDENTITIES.keys())
def test_numbers_of_papers_and_accounts_are_seen(text: str) -> None:
    clean, kinds = cleaned(text)
    assert kinds
    assert sum(character.isdigit() for character in clean) < 5


@pytest.mark.parametrize("text", MAILS.values(), ids=MAILS.keys())
def test_addresses_of_mail_are_seen(text: str) -> None:
    clean, kinds = cleaned(text)
    assert kinds == ("电子邮箱",)
    assert "example" not in clean


@pytest.mark.parametrize("text", LANDLINES.values(), ids=LANDLINES.keys())
def test_numbers_to_call_are_seen(text: str) -> None:
    clean, kinds = cleaned(text)
    assert "电话号码" in kinds
    assert sum(character.isdigit() for character in clean) < 4


@pytest.mark.parametrize(("text", "names"), NAMES.items(), ids=NAMES.keys())
def test_names_are_taken_and_their_label_stays(text: str, names: list[str]) -> None:
    seen = [text[start:end] for start, end, kind in find(text) if kind == "姓名"]
    assert seen == names


@pytest.mark.parametrize("text", HARMLESS)
def test_money_codes_bodies_and_words_are_no_personal_data(text: str) -> None:
    assert not find(text.translate(_DIGITS))


@pytest.mark.parametrize(
    "unit", ["1", "αβγδεζηθικλ ", "联系人：", "a@", "一", "电话 ", "&#49;", "张", "- "]
)
def test_time_grows_with_the_text_and_no_faster(unit: str) -> None:
    def seconds(count: int) -> float:
        begin = time.process_time()
        find(unit.translate(_DIGITS) * count)
        return time.process_time() - begin

    # Sixteen times the text may take thirty times as long, and a floor for what is too quick. The
    # best of three: what else the machine does is no time of the text.
    short = min(seconds(2_000) for _ in range(3))
    long = min(seconds(32_000) for _ in range(3))
    assert long < 30 * max(short, 0.01)
